import { expect, test } from '../stories/fixtures.ts'
import { allSent, draft, eventually, invite, signIn, slot, zone } from './desk.ts'

test.use({ apart: 'acceptance' })

test('T-I11 a group that its server does not reach is said before, and its members by name are reached @on:davical', async ({ organisations }) => {
  const [alice, bob] = await Promise.all([signIn(organisations, 'alice'), signIn(organisations, 'bob')])
  const title = 'Team lunch'
  const bobAddress = organisations.person('bob').address
  const group = { ...invite('team@a.test'), kind: 'group' as const }
  const organizer = organisations.person('alice').address
  const preview = await alice.call('send-preview', { draft: draft(alice, title, slot(6, 12), { organizer, attendees: [group] }) })
  expect(preview.groups.map((one) => [one.kind, one.why])).toEqual([['will-not-arrive', expect.stringContaining('invite its members by name')]])
  // The fact behind it, on the server itself: the group is asked, and bob, who is in it, hears nothing; asked by name he does.
  await alice.call('save-event', { draft: draft(alice, title, slot(6, 12), { organizer, attendees: [group] }) })
  await allSent(alice)
  await alice.call('save-event', { draft: draft(alice, `${title}, by name`, slot(7, 12), { organizer, attendees: [invite(bobAddress)] }) })
  await allSent(alice)
  const items = await eventually(bob, async () => (await bob.call('invite-list', { zone })).items.filter((item) => item.title.startsWith(title)), (all) => expect(all).not.toEqual([]))
  expect(items.map((item) => item.title)).toEqual([`${title}, by name`])
  await Promise.all([alice.stop(), bob.stop()])
})
