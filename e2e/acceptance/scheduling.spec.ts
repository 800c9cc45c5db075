import { startFreeBusyHost } from '../servers/freebusy-host.ts'
import { expect, test } from '../stories/fixtures.ts'
import { allSent, draft, eventually, invite, occurrencesOf, signIn, slot, zone } from './desk.ts'

test.use({ apart: 'acceptance' })

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
    // ITP-17: struck through and free, on a server that keeps the copy and on one that takes it away; gone from the list when dismissed.
    expect((await occurrencesOf(bob, title)).map((one) => one.status)).toEqual(['cancelled'])
    const question = { people: [{ address: bobAddress, name: '', kind: 'individual' as const }], window: { startUtc: slot(5, 13).startUtc, endUtc: slot(5, 16).startUtc }, accountId: null, exceptObjectId: null }
    expect((await bob.call('free-busy', question)).rows.flatMap((row) => row.spans.map((span) => span.kind))).toEqual(['free'])
    const [off] = await invitesCalled(bob, title)
    await bob.call('dismiss-invite', { inviteId: off!.id })
    await bob.call('sync-now', { accountId: null })
    expect(await invitesCalled(bob, title)).toEqual([])
    await alice.stop()
    await bob.stop()
  })

  test('one date of a series with people moves, and its sheet says whom that reaches (DAViCal 1.1.12)', async ({ organisations }) => {
    const alice = await signIn(organisations, 'alice')
    const bob = await signIn(organisations, 'bob')
    const title = 'Weekly with people'
    const arrives = organisations.can.schedule && organisations.kind !== 'davical'
    const bobAddress = organisations.person('bob').address
    const repeat = { freq: 'weekly' as const, interval: 1, days: [], nth: null, end: { kind: 'count' as const, count: 4 }, custom: null }
    await alice.call('save-event', { draft: draft(alice, title, slot(9, 15), { repeat, organizer: organisations.person('alice').address, attendees: [invite(bobAddress)] }) })
    await allSent(alice)
    await eventually(bob, () => occurrencesOf(bob, title), (all) => expect(all).toHaveLength(organisations.can.schedule ? 4 : 0))
    const dates = await occurrencesOf(alice, title)
    const second = { objectId: dates[1]!.objectId, recurrenceId: dates[1]!.recurrenceId }
    const { draft: one } = await alice.call('event-draft', { ...second, scope: 'this', zone })
    const moved = { ...one!, when: { kind: 'timed' as const, localStart: slot(16, 17).localStart, localEnd: slot(16, 18).localStart, zone } }
    const { groups } = await alice.call('send-preview', { draft: moved })
    expect(groups.map((group) => [group.kind === 'will-not-arrive', group.people.map((person) => person.address)])).toEqual([[!arrives, [bobAddress]]])
    await alice.call('save-event', { draft: moved })
    await allSent(alice)
    const startsOf = async (app: typeof alice) => (await occurrencesOf(app, title)).map((one) => one.startUtc)
    const starts = [slot(9, 15), slot(16, 17), slot(23, 15), slot(30, 15)].map((one) => one.startUtc)
    await eventually(alice, () => startsOf(alice), (seen) => expect(seen).toEqual(starts))
    const { event } = await alice.call('event-details', { ...second, zone })
    expect(event?.attendees.map((person) => person.address)).toContain(bobAddress)
    await eventually(bob, () => startsOf(bob), (seen) => expect(seen).toEqual(arrives ? starts : organisations.can.schedule ? dates.map((date) => date.startUtc) : []))
    await alice.stop()
    await bob.stop()
  })

  test('free/busy: busy is busy, unknown is never free, every row says its source (SCH-51, T-C16)', async ({ organisations }) => {
    const alice = await signIn(organisations, 'alice')
    const bob = await signIn(organisations, 'bob')
    await bob.call('save-event', { draft: draft(bob, 'Dentist', slot(6, 9)) })
    await allSent(bob)
    const people = [organisations.person('alice').address, organisations.person('bob').address, organisations.unreachable].map((address) => ({ address, name: '', kind: 'individual' as const }))
    const window = { startUtc: slot(6, 7).startUtc, endUtc: slot(6, 18).startUtc }
    const question = { people, window, accountId: null, exceptObjectId: null }
    await alice.call('look-up-free-busy', { ...question, fresh: true })
    const { rows } = await alice.call('free-busy', question)
    const [mine, theirs, nobody] = rows
    expect([mine?.state, mine?.source.kind]).toEqual(['answered', 'own'])
    expect(nobody?.state).toBe('unknown')
    expect(nobody?.spans).toEqual([{ ...window, kind: 'unknown' }])
    expect(nobody?.reason?.text).toMatch(/\w{3}/)
    if (organisations.can.schedule) {
      expect([theirs?.state, theirs?.source.kind]).toEqual(['answered', 'outbox'])
      expect(theirs?.spans).toContainEqual({ startUtc: slot(6, 9).startUtc, endUtc: slot(6, 10).startUtc, kind: 'busy' })
    } else {
      expect(theirs?.spans).toEqual([{ ...window, kind: 'unknown' }])
    }
    await alice.stop()
    await bob.stop()
  })

  test('a freebusy URL fills the row of a person outside, and is compared with the Outbox (FBU-10…20, FBA-14)', async ({ organisations }) => {
    const alice = await signIn(organisations, 'alice')
    const owner = await signIn(organisations, 'bob')
    await owner.call('save-event', { draft: draft(owner, 'Interview', slot(2, 13)) })
    await allSent(owner)
    const outside = await startFreeBusyHost(slot(2, 9))
    const outsider = 'frank@freelance.test'
    const bob = organisations.person('bob').address
    const give = (subject: string, url: string) => alice.call('set-freebusy-address', { scope: 'person', subject, url, user: '', password: null, token: null })
    await give(outsider, outside.url)
    const own = organisations.freebusyUrl('bob')
    if (own !== null) await give(bob, own)
    const question = { people: [outsider, bob].map((address) => ({ address, name: '', kind: 'individual' as const })), window: { startUtc: slot(1, 0).startUtc, endUtc: slot(3, 0).startUtc }, accountId: null, exceptObjectId: null }
    await alice.call('look-up-free-busy', { ...question, fresh: true })
    const { rows } = await alice.call('free-busy', question)
    expect([rows[0]?.state, rows[0]?.source.kind]).toEqual(['answered', 'fburl'])
    expect(rows[0]?.spans.filter((span) => span.kind === 'busy')).toEqual([{ startUtc: slot(2, 9).startUtc, endUtc: slot(2, 10).startUtc, kind: 'busy' }])
    const asked = [...(organisations.freebusyUrl('bob') === null ? [] : ['fburl']), ...(organisations.can.schedule ? ['outbox'] : [])]
    expect(rows[1]?.sources.filter((answer) => answer.reason === null).map((answer) => answer.source.kind).sort()).toEqual(asked)
    // Both sources speak of the same calendar: what they say is the same, and what bob put there.
    const answered = rows[1]?.sources.filter((answer) => answer.reason === null) ?? []
    for (const answer of answered) expect(answer.spans.filter((span) => span.kind === 'busy')).toEqual([{ startUtc: slot(2, 13).startUtc, endUtc: slot(2, 14).startUtc, kind: 'busy' }])
    expect(rows[1]?.sourcesDiffer).toBe(false)
    await outside.stop()
    await owner.stop()
    await alice.stop()
  })
})

async function invitesCalled(app: Awaited<ReturnType<typeof signIn>>, title: string) {
  const { items } = await app.call('invite-list', { zone })
  return items.filter((item) => item.title === title)
}
