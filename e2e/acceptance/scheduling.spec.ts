import { expect, test } from '../stories/fixtures.ts'
import { allSent, draft, eventually, invite, occurrencesOf, signIn, slot, zone } from './desk.ts'

test.describe('scheduling', () => {
  test('invite, accept, move, answer again, cancel (RFC 6638)', async ({ organisations }) => {
    const alice = await signIn(organisations, 'alice')
    const bob = await signIn(organisations, 'bob')
    const title = 'Plan the launch'
    const bobAddress = organisations.person('bob').address
    const made = draft(alice, title, slot(5, 10), { organizer: organisations.person('alice').address, attendees: [invite(bobAddress)] })

    if (!organisations.can.schedule) {
      const preview = await alice.call('send-preview', { draft: made })
      expect(preview.groups.map((group) => group.kind)).toEqual(['will-not-arrive'])
      expect(preview.messages).toBe(0)
      await Promise.all([alice.stop(), bob.stop()])
      return
    }

    const preview = await alice.call('send-preview', { draft: made })
    expect(preview.groups.map((group) => [group.kind, group.people.map((person) => person.address)])).toEqual([['invitation', [bobAddress]]])
    await alice.call('save-event', { draft: made })
    await allSent(alice)
    const items = await eventually(bob, () => invitesCalled(bob, title), (all) => expect(all.map((item) => item.section)).toEqual(['needs-answer']))
    const invited = items[0]!

    const [event] = await occurrencesOf(alice, title)
    const details = async () => (await alice.call('event-details', { objectId: event!.objectId, recurrenceId: null, zone })).event!
    await eventually(alice, async () => (await details()).attendees.find((one) => one.address === bobAddress)?.delivery.severity, (severity) => expect(severity).toBe('ok'))

    await bob.call('reply-to-invite', { objectId: invited.objectId!, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '' })
    await allSent(bob)
    await eventually(alice, async () => (await details()).attendees.find((one) => one.address === bobAddress)?.answer, (answer) => expect(answer).toBe('accepted'))

    await alice.call('move-event', { objectId: event!.objectId, recurrenceId: null, scope: 'all', when: { kind: 'timed', localStart: slot(5, 14).localStart, localEnd: slot(5, 14).localEnd, zone } })
    await allSent(alice)
    const [changed] = await eventually(bob, () => invitesCalled(bob, title), (all) => expect(all.map((item) => item.section)).toEqual(['changed']))
    const { card } = await bob.call('invite-card', { inviteId: changed!.id, zone })
    expect(card?.changes.map((change) => change.field)).toContain('when')
    expect(card?.occurrence.startUtc).toBe(slot(5, 14).startUtc)
    await bob.call('reply-to-invite', { objectId: changed!.objectId!, recurrenceId: null, scope: 'all', answer: 'tentative', comment: '' })
    await allSent(bob)
    await eventually(alice, async () => (await details()).attendees.find((one) => one.address === bobAddress)?.answer, (answer) => expect(answer).toBe('tentative'))

    await alice.call('delete-event', { objectId: event!.objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })
    await allSent(alice)
    await eventually(bob, () => invitesCalled(bob, title), (all) => expect(all.map((item) => item.section)).toEqual(['cancelled']))
    await alice.stop()
    await bob.stop()
  })

  test('free/busy: busy is busy, unknown is never free, every row says its source (SCH-51, T-C16)', async ({ organisations }) => {
    test.skip(!organisations.can.schedule, 'this server does not answer free/busy; the acceptance of that is in accounts.spec.ts')
    const alice = await signIn(organisations, 'alice')
    const bob = await signIn(organisations, 'bob')
    await bob.call('save-event', { draft: draft(bob, 'Dentist', slot(6, 9)) })
    await allSent(bob)
    const people = [organisations.person('alice').address, organisations.person('bob').address, organisations.unreachable].map((address) => ({ address, name: '', kind: 'individual' as const }))
    const window = { startUtc: slot(6, 7).startUtc, endUtc: slot(6, 18).startUtc }
    const question = { people, window, accountId: null, exceptObjectId: null }
    await alice.call('look-up-free-busy', { ...question, fresh: true })
    const { rows } = await alice.call('free-busy', question)
    expect(rows.map((row) => [row.state, row.source.kind])).toEqual([
      ['answered', 'own'],
      ['answered', 'outbox'],
      ['unknown', expect.any(String)],
    ])
    expect(rows[1]?.spans).toContainEqual({ startUtc: slot(6, 9).startUtc, endUtc: slot(6, 10).startUtc, kind: 'busy' })
    expect(rows[2]?.spans).toEqual([{ ...window, kind: 'unknown' }])
    expect(rows[2]?.reason?.text).toMatch(/\w{3}/)
    await alice.stop()
    await bob.stop()
  })

  test('a freebusy URL fills the row of a person, and is compared with the Outbox (FBU-10…20, FBA-14)', async ({ organisations }) => {
    const url = organisations.freebusyUrl('bob')
    test.skip(url === null, 'this server has no freebusy URLs')
    const alice = await signIn(organisations, 'alice')
    const bob = organisations.person('bob').address
    await alice.call('set-person-url', { address: bob, url })
    const outsider = 'somebody@elsewhere.test'
    await alice.call('set-person-url', { address: outsider, url: organisations.freebusyUrl('frank') })
    const question = { people: [bob, outsider].map((address) => ({ address, name: '', kind: 'individual' as const })), window: { startUtc: slot(1, 0).startUtc, endUtc: slot(3, 0).startUtc }, accountId: null, exceptObjectId: null }
    await alice.call('look-up-free-busy', { ...question, fresh: true })
    const { rows } = await alice.call('free-busy', question)
    expect(rows[0]?.sources.map((answer) => answer.source.kind).sort()).toEqual(['fburl', 'outbox'])
    expect([rows[1]?.state, rows[1]?.source.kind]).toEqual(['answered', 'fburl'])
    await alice.stop()
  })
})

async function invitesCalled(app: Awaited<ReturnType<typeof signIn>>, title: string) {
  const { items } = await app.call('invite-list', { zone })
  return items.filter((item) => item.title === title)
}
