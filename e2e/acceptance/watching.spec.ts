import { workday } from '../pages/days.ts'
import { expect, test } from '../stories/fixtures.ts'
import { allSent, draft, invite, signIn, slot } from './desk.ts'

test.use({ apart: 'watching' })

test('looked at now: a meeting and a plan are asked about at once, and a plan whose people became busy tells @on:practice,cyrus,davical', async ({ organisations }) => {
  const [alice, bob] = [await signIn(organisations, 'alice'), await signIn(organisations, 'bob')]
  const [me, him] = [organisations.person('alice').address, organisations.person('bob').address]
  const { objectId } = await alice.call('save-event', { draft: draft(alice, 'Budget', slot(workday(4), 10), { attendees: [invite(him)], organizer: me }) })
  if (objectId === null) throw new Error('not saved')
  await allSent(alice)
  const meeting = async () => (await alice.call('meeting-watch', { objectId })).watch
  await alice.call('look-now', { objectId })
  const asked = (await meeting())?.askedAtUtc ?? 0
  expect(asked).toBeGreaterThan(0)
  expect(await meeting()).toMatchObject({ on: true, news: null })

  const block = slot(workday(5), 14)
  const at = { startUtc: block.startUtc, endUtc: block.endUtc }
  const { planId } = await alice.call('save-plan', {
    plan: {
      id: '', name: 'Relaunch', startDate: block.localStart.slice(0, 10), weeks: 1, useTentative: false, leftovers: [], plannedAtUtc: null,
      people: [me, him].map((address) => ({ address, name: '', kind: 'individual' as const, assumeFree: false })),
      packages: [{ id: 'p', title: 'Concept', minutes: 60, people: [him], way: 'all', deadline: null, after: [], minBlockMin: 60, maxBlockMin: 120 }],
      blocks: [{ id: 'b', packageId: 'p', people: [him], ...at, pinned: false, placed: null }],
    },
  })
  const news = async () => (await alice.call('plan-news', {})).news
  await alice.call('look-now', { planId })
  expect((await alice.call('plan-watch', { planId })).askedAtUtc).toBeGreaterThanOrEqual(asked)
  expect(await news()).toEqual([])
  await bob.call('save-event', { draft: draft(bob, 'Dentist', block) })
  await allSent(bob)
  await alice.call('look-now', { planId })
  expect(await news()).toMatchObject([{ planId, kind: 'taken', blocks: 1, nextUtc: at.startUtc, who: [{ address: him }] }])

  await alice.call('look-now', { objectId })
  expect(await meeting()).toMatchObject({ news: null })
  await Promise.all([alice.stop(), bob.stop()])
})
