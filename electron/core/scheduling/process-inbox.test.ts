import { describe, expect, it } from 'vitest'
import type { AccountId, CollectionId, Href, InviteId, ObjectId, Uid } from '../../../shared/model/ids.ts'
import { busyOfOccurrences } from '../../../shared/freebusy/from-events.ts'
import { command as deleteEvent } from '../commands/delete-event.ts'
import { command as dismissInvite } from '../commands/dismiss-invite.ts'
import { command as replyToInvite } from '../commands/reply-to-invite.ts'
import { query as inviteCard } from '../queries/invite-card.ts'
import { query as inviteList } from '../queries/invite-list.ts'
import { query as waitingMessages } from '../queries/waiting-messages.ts'
import type { DrawnRow } from '../store/store.ts'
import { aCollection, anAccount, type IcsEvent, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, type World, worldNow, type WorldOptions } from '../testing/world.ts'
import { processInbox } from './process-inbox.ts'

const acc = 'acc' as AccountId
const me = 'alice@north.example'
const bob = 'bob@north.example'

const drawn = (w: World): readonly DrawnRow[] => w.store.read.occurrencesIn({ window: { startUtc: worldNow - 7 * 86_400_000, endUtc: worldNow + 30 * 86_400_000 }, zone: 'Europe/Berlin' })
const process = (w: World): Promise<void> => processInbox(acc, w.scheduling)
const uid = 'a' as Uid
const invited = (answer: string, patch: Parameters<typeof icsOf>[0] = {}): string => icsOf({ ...patch, lines: [...meetingLines(bob, [bob, 'ACCEPTED'], [me, answer]), ...(patch.lines ?? [])] })
const organized = (answer: string, patch: Parameters<typeof icsOf>[0] = {}): string => icsOf({ ...patch, lines: [...meetingLines(me, [me, 'ACCEPTED'], [bob, answer]), ...(patch.lines ?? [])] })
const reply = (answer: string, lines: readonly string[] = []): string =>
  icsOf({ lines: [`ORGANIZER:mailto:${me}`, `ATTENDEE;CN=Bob;PARTSTAT=${answer}:mailto:${bob}`, ...lines] }).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REPLY')

describe('what a pull brought becomes invitations (SCH-42: from differences, whatever the Inbox holds)', () => {
  it('a new unanswered meeting asks, with an empty Inbox', async () => {
    const w = createWorld()
    w.put('a.ics', invited('NEEDS-ACTION'))
    await process(w)
    expect(w.store.read.invites()).toMatchObject([{ uid, recurrenceId: null, answered: null, answeredText: null, changedUtc: null, firstSeenUtc: w.clock.now() }])
    expect(w.store.read.ledger(acc, uid).map((l) => l.text)).toEqual(['bob@north.example invited you.'])
    expect(w.notices).toMatchObject([{ title: 'bob@north.example invites you', opens: { kind: 'invite', inviteId: w.store.read.invites()[0]?.id }, actions: [{ label: 'Accept' }, { label: 'Decline' }] }])
    expect(w.store.read.news()).toEqual([])
  })

  it.each([
    ['one that is over', invited('NEEDS-ACTION', { start: '20261120T090000Z', end: '20261120T100000Z' })],
    ['one answered elsewhere before it was first seen', invited('ACCEPTED')],
    ['one that was cancelled before it was first seen', invited('NEEDS-ACTION', { lines: ['STATUS:CANCELLED'] })],
    ['an event without people', icsOf()],
    ['a meeting of other people in a calendar I can read', icsOf({ lines: meetingLines(bob, [bob, 'ACCEPTED'], ['carol@north.example', 'NEEDS-ACTION']) })],
  ])('%s does not', async (_name, text) => {
    const w = createWorld()
    w.put('a.ics', text)
    await process(w)
    expect(w.store.read.invites()).toEqual([])
    expect(w.notices).toEqual([])
  })

  it('the buttons of a notice for a series say that they answer all of it, and do', async () => {
    const w = createWorld()
    w.put('a.ics', invited('NEEDS-ACTION', { lines: ['RRULE:FREQ=DAILY;COUNT=3'] }))
    await process(w)
    const action = w.notices[0]?.actions[0]
    expect(action?.label).toBe('Accept all dates')
    await replyToInvite(w.commands)(action?.input as Parameters<ReturnType<typeof replyToInvite>>[0])
    expect(drawn(w).map((row) => row.myAnswer)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  it('an invitation of mine that was not delivered calls me once', async () => {
    const w = createWorld()
    const lines = (status: string): string => icsOf({ lines: [`ORGANIZER:mailto:${me}`, `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${me}`, `ATTENDEE;CN=Bob;SCHEDULE-STATUS="${status}":mailto:${bob}`] })
    w.put('a.ics', lines('1.1'))
    await process(w)
    expect(w.notices).toEqual([])
    w.put('a.ics', lines('5.1'))
    await process(w)
    w.put('a.ics', lines('3.7'))
    await process(w)
    expect(w.notices).toMatchObject([{ kind: 'failures', title: 'Not delivered: Design review', body: 'Bob was not reached.' }])
  })

  it('the people in it are remembered, and the zone its organizer plans in', async () => {
    const w = createWorld()
    w.put('a.ics', invited('NEEDS-ACTION', { start: '20261201T090000', end: '20261201T100000', zone: 'America/New_York' }))
    await process(w)
    expect(w.store.read.searchPeople('bob', 5)).toMatchObject([{ address: bob, source: 'recent', zone: 'America/New_York' }])
    expect(w.store.read.person(me)?.source).not.toBe('recent')
  })

  it('a moved meeting that I had accepted keeps what I said yes to (T-C07)', async () => {
    const w = createWorld()
    const before = invited('ACCEPTED')
    w.put('a.ics', before)
    await process(w)
    w.put('a.ics', invited('NEEDS-ACTION', { start: '20261125T140000Z', end: '20261125T150000Z' }))
    await process(w)
    expect(w.store.read.invites()).toMatchObject([{ answered: 'accepted', answeredText: before, changedUtc: w.clock.now() }])
    expect(w.notices).toMatchObject([{ title: 'Changed: Design review', body: expect.stringContaining('→') }])
  })

  it('new words in the description are kept in the history, and nobody is called for them (ITP-4)', async () => {
    const w = createWorld()
    w.put('a.ics', invited('ACCEPTED'))
    await process(w)
    w.put('a.ics', invited('ACCEPTED', { lines: ['DESCRIPTION:Agenda follows'] }))
    await process(w)
    expect(w.store.read.invites()).toEqual([])
    expect(w.notices).toEqual([])
    expect(w.store.read.ledger(acc, uid)).toHaveLength(1)
  })

  it('an answer given on another computer ends the asking', async () => {
    const w = createWorld()
    w.put('a.ics', invited('NEEDS-ACTION'))
    await process(w)
    w.put('a.ics', invited('TENTATIVE'))
    await process(w)
    expect(w.store.read.invites()).toMatchObject([{ answered: 'tentative', answeredUtc: w.clock.now() }])
  })

  it('a cancelled meeting comes back into the list, also one that was dismissed', async () => {
    const w = createWorld()
    w.put('a.ics', invited('ACCEPTED'))
    await process(w)
    w.put('a.ics', invited('ACCEPTED', { lines: ['STATUS:CANCELLED', 'SEQUENCE:1'] }))
    await process(w)
    expect(w.store.read.invites()).toMatchObject([{ changedUtc: w.clock.now(), dismissedUtc: null, answered: 'accepted' }])
    expect(w.notices).toMatchObject([{ title: 'Cancelled: Design review' }])
  })

  it('what I had declined is not announced as cancelled', async () => {
    const w = createWorld()
    w.put('a.ics', invited('DECLINED'))
    await process(w)
    w.put('a.ics', invited('DECLINED', { lines: ['STATUS:CANCELLED'] }))
    await process(w)
    expect(w.notices).toEqual([])
    expect(w.store.read.invites()).toEqual([])
  })

  it('one that vanished from the calendar asks no more', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invited('NEEDS-ACTION'))
    await process(w)
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    await process(w)
    expect(w.store.read.invites()).toEqual([])
  })

  it('a copy that a cancellation took away is kept as it was, until it is dismissed (DAViCal 1.1.12)', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invited('ACCEPTED'))
    await process(w)
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    w.inbox({ uid, method: 'CANCEL', text: invited('ACCEPTED').replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:CANCEL') })
    await process(w)
    expect(w.notices).toMatchObject([{ title: 'Cancelled: Design review', body: expect.stringContaining('Tue 24 Nov') }])
    const { items } = await inviteList(w.queries)({ zone: 'Europe/Berlin' })
    expect(items).toMatchObject([{ section: 'cancelled', objectId: id, title: 'Design review', startUtc: Date.parse('2026-11-24T09:00:00Z'), organizer: { address: bob } }])
    const inviteId = items[0]?.id ?? ('' as InviteId)
    const { card } = await inviteCard(w.queries)({ inviteId, zone: 'Europe/Berlin' })
    expect(card).toMatchObject({ canReply: false, occurrence: { status: 'cancelled', title: 'Design review' }, changes: [] })
    expect(drawn(w)).toMatchObject([{ status: 'cancelled', unsent: false, myAnswer: 'accepted' }])
    expect(busyOfOccurrences(drawn(w), { zone: 'Europe/Berlin' })).toEqual([])
    const when = { objectId: id, recurrenceId: null, scope: 'all' as const }
    expect(await refusalOf(replyToInvite(w.commands)({ ...when, answer: 'accepted', comment: '' }))).toMatchObject({ kind: 'gone' })
    await dismissInvite(w.commands)({ inviteId })
    expect([w.store.read.invites(), w.store.read.object(id), drawn(w), w.store.read.queue().filter((row) => row.objectId === id)]).toEqual([[], null, [], []])
  })

  it('ITP-17: removed from the calendar instead of dismissed, it goes without a word to the server', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invited('ACCEPTED'), { quiet: true })
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    w.inbox({ uid, method: 'CANCEL', text: '' })
    await process(w)
    expect(await deleteEvent(w.commands)({ objectId: id, recurrenceId: null, scope: 'all', tellOrganizer: true })).toMatchObject({ messages: 0, queueIds: [] })
    expect([w.store.read.invites(), w.store.read.object(id), w.store.read.queue().map((row) => row.kind)]).toEqual([[], null, ['delete-inbox-item']])
  })

  it('ITP-17: the cancellation is read before the calendar shows it', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invited('ACCEPTED'), { quiet: true })
    w.inbox({ uid, method: 'CANCEL', text: '' })
    await process(w)
    expect((await inviteList(w.queries)({ zone: 'Europe/Berlin' })).items).toEqual([])
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    await process(w)
    expect((await inviteList(w.queries)({ zone: 'Europe/Berlin' })).items).toMatchObject([{ section: 'cancelled' }])
  })

  it.each<[string, string, IcsEvent]>([
    ['declined', 'DECLINED', {}],
    ['over', 'ACCEPTED', { start: '20261120T090000Z', end: '20261120T100000Z' }],
    ['cancelled before', 'ACCEPTED', { lines: ['STATUS:CANCELLED'] }],
  ])('ITP-17: what was %s just goes', async (_name, answer, patch) => {
    const w = createWorld()
    const id = w.put('a.ics', invited(answer, patch), { quiet: true })
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    w.inbox({ uid, method: 'CANCEL', text: '' })
    await process(w)
    expect([w.store.read.object(id), w.store.read.invites(), w.notices]).toEqual([null, [], []])
  })

  it('SOGo leaves no message: what vanished is shown, and not said to be more than it is', async () => {
    const w = createWorld({ account: { capabilities: { ...anAccount().capabilities, product: 'sogo' } } })
    const id = w.put('a.ics', invited('ACCEPTED'), { quiet: true })
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    await process(w)
    expect((await inviteList(w.queries)({ zone: 'Europe/Berlin' })).items).toMatchObject([{ section: 'cancelled', objectId: id, news: expect.stringContaining('or it was removed on another computer') }])
    expect(w.notices).toMatchObject([{ title: 'No longer in your calendar: Design review' }])
    expect(drawn(w)).toMatchObject([{ status: 'cancelled' }])
  })

  it('moved to another calendar of mine it is not cancelled, whichever calendar is read first', async () => {
    const sogo = { account: { capabilities: { ...anAccount().capabilities, product: 'sogo' } } }
    for (const addedFirst of [true, false]) {
      const w = createWorld(sogo)
      w.store.write(['accounts'], (tx) => tx.putCollection(aCollection({ id: 'two' as CollectionId, href: '/alice/two/' as Href })))
      const id = w.put('a.ics', invited('ACCEPTED'), { quiet: true })
      const take = (): void => w.store.write(['objects'], (tx) => tx.removeServerObject(id))
      if (!addedFirst) take()
      w.put('b.ics', invited('ACCEPTED'), { calendar: 'two' })
      if (addedFirst) take()
      await process(w)
      expect(drawn(w)).toMatchObject([{ collectionId: 'two', status: 'confirmed' }])
      expect(w.notices).toEqual([])
    }
  })

  it.each(['a.ics', 'b.ics'])('back on the server as %s, it is an ordinary meeting again', async (name) => {
    const w = createWorld()
    const id = w.put('a.ics', invited('ACCEPTED'), { quiet: true })
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    w.inbox({ uid, method: 'CANCEL', text: '' })
    await process(w)
    w.put(name, invited('NEEDS-ACTION'))
    await process(w)
    expect(drawn(w)).toMatchObject([{ status: 'confirmed', myAnswer: 'needs-action' }])
    const { items } = await inviteList(w.queries)({ zone: 'Europe/Berlin' })
    expect(items).toMatchObject([{ section: 'changed', news: '' }])
    expect(w.store.read.object(items[0]?.objectId ?? ('' as ObjectId))?.vanished).toBe(false)
  })

  it('back before anybody looked, nothing is said to have happened', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invited('ACCEPTED'), { quiet: true })
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    w.put('a.ics', invited('ACCEPTED'))
    await process(w)
    expect(drawn(w)).toMatchObject([{ objectId: id, status: 'confirmed' }])
    expect([w.store.read.news(), w.store.read.invites(), w.notices]).toEqual([[], [], []])
  })

  it('one I was struck from is shown as cancelled (DAViCal 1.1.12)', async () => {
    const w = createWorld()
    w.put('a.ics', invited('ACCEPTED'), { quiet: true })
    w.put('a.ics', icsOf({ lines: [`ORGANIZER:mailto:${bob}`, 'STATUS:CANCELLED:', 'DESCRIPTION:Your invitation to this event has been revoked.:'] }))
    await process(w)
    expect((await inviteList(w.queries)({ zone: 'Europe/Berlin' })).items).toMatchObject([{ section: 'cancelled', title: 'Design review', myAnswer: 'accepted' }])
  })

  it('called off and called again under another name, it asks anew', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invited('ACCEPTED'), { quiet: true })
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    w.inbox({ uid, method: 'CANCEL', text: '' })
    await process(w)
    w.put('b.ics', invited('NEEDS-ACTION', { start: '20261125T140000Z', end: '20261125T150000Z' }))
    await process(w)
    expect((await inviteList(w.queries)({ zone: 'Europe/Berlin' })).items).toMatchObject([{ section: 'changed', objectId: expect.any(String), startUtc: Date.parse('2026-11-25T14:00:00Z') }])
  })

  it('one date alone of a series asks for itself, when the series was answered', async () => {
    const w = createWorld()
    const series = invited('ACCEPTED', { lines: ['RRULE:FREQ=DAILY;COUNT=5'] })
    w.put('a.ics', series)
    await process(w)
    const override = icsOf({ uid: 'a', start: '20261126T150000Z', end: '20261126T160000Z', lines: ['RECURRENCE-ID:20261126T090000Z', ...meetingLines(bob, [bob, 'ACCEPTED'], [me, 'NEEDS-ACTION'])] })
    w.put('a.ics', series.replace('END:VCALENDAR', `${/BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(override)?.[0] ?? ''}\r\nEND:VCALENDAR`))
    await process(w)
    expect(w.store.read.invites()).toMatchObject([{ recurrenceId: '20261126T090000Z', answered: 'accepted' }])
  })

  it('many at once are told in one notice', async () => {
    const w = createWorld()
    for (const name of ['p', 'q', 'r', 's', 't']) w.put(`${name}.ics`, invited('NEEDS-ACTION', { uid: name }))
    await process(w)
    expect(w.notices).toMatchObject([{ title: 'News about your meetings', body: '5 changes to invitations and answers.', kind: 'invitations', opens: { kind: 'invites' } }])
    expect(w.store.read.invites()).toHaveLength(5)
  })
})

describe('answers to my meetings', () => {
  it('the difference tells the answer, the Inbox item adds what they wrote', async () => {
    const w = createWorld()
    w.put('a.ics', organized('NEEDS-ACTION'), { quiet: true })
    w.put('a.ics', organized('DECLINED'))
    w.inbox({ uid, method: 'REPLY', text: reply('DECLINED', ['COMMENT:At the dentist']) })
    await process(w)
    expect(w.store.read.ledger(acc, uid)).toMatchObject([{ text: 'bob@north.example declined.', address: bob, comment: 'At the dentist' }])
    expect(w.store.read.invites()).toMatchObject([{ news: 'bob@north.example declined: “At the dentist”' }])
    expect(w.notices).toMatchObject([{ title: 'bob@north.example declined', body: 'Design review · “At the dentist”' }])
  })

  it('SCH-12: words whose item came a round before the answer itself are read off my copy', async () => {
    const w = createWorld()
    const kept = `X-CALENDARSERVER-ATTENDEE-COMMENT;X-CALENDARSERVER-ATTENDEE-REF="mailto:${bob}";VALUE=TEXT:At the dentist`
    w.put('a.ics', organized('NEEDS-ACTION'), { quiet: true })
    w.put('a.ics', organized('DECLINED').replace('END:VEVENT', `${kept}\r\nEND:VEVENT`))
    await process(w)
    expect(w.store.read.ledger(acc, uid)).toMatchObject([{ text: 'bob@north.example declined.', address: bob, comment: 'At the dentist' }])
    expect(w.notices).toMatchObject([{ body: 'Design review · “At the dentist”' }])
    // The item that comes after all tells nothing twice.
    w.inbox({ uid, method: 'REPLY', text: reply('DECLINED', ['COMMENT:At the dentist']) })
    await process(w)
    expect(w.store.read.ledger(acc, uid)).toHaveLength(1)
  })

  it('SCH-40: an item that came a round before the answer itself waits for it (Cyrus 3.6.1 keeps the words nowhere else)', async () => {
    const w = createWorld()
    w.put('a.ics', organized('NEEDS-ACTION'), { quiet: true })
    w.inbox({ uid, method: 'REPLY', text: reply('DECLINED', ['COMMENT:At the dentist']) })
    await process(w)
    expect([w.store.read.ledger(acc, uid), w.store.read.inboxItems(acc, true).length, w.store.read.queue()]).toEqual([[], 1, []])
    w.put('a.ics', organized('DECLINED'))
    await process(w)
    expect(w.store.read.ledger(acc, uid)).toMatchObject([{ text: 'bob@north.example declined.', comment: 'At the dentist' }])
    expect(w.store.read.inboxItems(acc, true)).toEqual([])
    expect(w.store.read.queue()).toMatchObject([{ kind: 'delete-inbox-item' }])
  })

  it('an item whose answer never comes, because another overtook it, is cleared after ten minutes', async () => {
    const w = createWorld()
    w.put('a.ics', organized('ACCEPTED'), { quiet: true })
    w.inbox({ uid, method: 'REPLY', text: reply('DECLINED', ['COMMENT:At the dentist']) })
    await process(w)
    await w.clock.advance(599_000)
    await process(w)
    expect(w.store.read.queue()).toEqual([])
    await w.clock.advance(1_000)
    await process(w)
    expect(w.store.read.queue()).toMatchObject([{ kind: 'delete-inbox-item' }])
  })

  it('a plain yes is history and notice, not news in the list', async () => {
    const w = createWorld()
    w.put('a.ics', organized('NEEDS-ACTION'), { quiet: true })
    w.put('a.ics', organized('ACCEPTED'))
    await process(w)
    expect(w.store.read.invites()).toEqual([])
    expect(w.store.read.ledger(acc, uid)).toHaveLength(1)
  })

  it('answers set back by a new time are no answers', async () => {
    const w = createWorld()
    w.put('a.ics', organized('ACCEPTED'), { quiet: true })
    w.put('a.ics', organized('NEEDS-ACTION', { start: '20261125T140000Z', end: '20261125T150000Z' }))
    await process(w)
    expect(w.store.read.ledger(acc, uid)).toEqual([])
  })

  it('somebody who cannot be reached puts the meeting under watch', async () => {
    const w = createWorld()
    const lines = (status: string): readonly string[] => [...meetingLines(me, [me, 'ACCEPTED']), `ATTENDEE;PARTSTAT=NEEDS-ACTION${status}:mailto:grace@nowhere.example`]
    w.put('a.ics', icsOf({ lines: lines('') }), { quiet: true })
    w.put('a.ics', icsOf({ lines: lines(';SCHEDULE-STATUS=3.7') }))
    await process(w)
    expect(w.store.read.invites()).toMatchObject([{ uid, news: '' }])
  })

  it('a reply that names several people is not believed about any of them (DAViCal 1.1.12)', async () => {
    const w = createWorld()
    w.put('a.ics', organized('NEEDS-ACTION'), { quiet: true })
    w.inbox({ uid, method: 'REPLY', text: reply('DECLINED', [`ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:carol@north.example`, 'COMMENT:whose?']) })
    await process(w)
    expect(w.store.read.ledger(acc, uid)).toEqual([])
    expect(w.store.read.invites()).toEqual([])
  })
})

describe('who wrote a reply that holds foreign lines', () => {
  const text = reply('DECLINED', [`ATTENDEE;PARTSTAT=ACCEPTED:mailto:${me}`, 'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:carol@north.example', 'COMMENT:No'])
  it.each([
    ['the name of the item tells (DAViCal 1.1.12)', 'bobmeet-2', 'No'],
    ['nothing tells', 'meet-2', ''],
  ])('%s', async (_name, name, comment) => {
    const w = createWorld()
    w.put('a.ics', organized('NEEDS-ACTION'), { quiet: true })
    w.put('a.ics', organized('DECLINED'))
    w.inbox({ uid, method: 'REPLY', text, name })
    await process(w)
    expect(w.store.read.ledger(acc, uid)).toMatchObject([{ address: bob, comment }])
  })
})

describe('items of the schedule Inbox', () => {
  it('is never applied, and is deleted on the server (T-C13, SCH-40, Cyrus 3.6.1)', async () => {
    const w = createWorld()
    w.put('a.ics', invited('NEEDS-ACTION'))
    w.inbox({ uid, method: 'REQUEST', text: invited('NEEDS-ACTION').replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REQUEST'), name: 'item' })
    await process(w)
    expect(w.store.read.objectsByUid(uid)).toHaveLength(1)
    expect(w.store.read.inboxItems(acc, true)).toEqual([])
    expect(w.store.read.queue()).toMatchObject([{ kind: 'delete-inbox-item', href: '/alice/inbox/item.ics', state: 'waiting', messages: 0, objectId: null }])
    expect(w.woken.count).toBe(1)
    await process(w)
    expect(w.store.read.queue()).toHaveLength(1)
  })

  it('stays where the server does not schedule: nothing of it was applied', async () => {
    const w = createWorld({ account: { capabilities: { davTokens: [], autoSchedule: false, outboxFreeBusy: null, syncCollection: null, availability: null, peopleSearch: null, scheduleTag: false, product: '' } } })
    w.inbox({ uid, method: 'REQUEST', text: invited('NEEDS-ACTION') })
    await process(w)
    expect(w.store.read.queue()).toEqual([])
    expect(w.store.read.inboxItems(acc, true)).toHaveLength(1)
  })

  const request = (sequence: number, patch: Parameters<typeof icsOf>[0] = {}): string => invited('NEEDS-ACTION', { ...patch, lines: [`SEQUENCE:${sequence}`] }).replace('VERSION:2.0', 'VERSION:2.0\r\nMETHOD:REQUEST')
  const waiting = async (w: World): Promise<readonly string[]> => (await waitingMessages(w.queries)({})).messages.map(({ words }) => words)

  it('an invitation that the server did not file is not thrown away: it waits, and goes once a copy is there (DAViCal 1.1.12 across servers)', async () => {
    const w = createWorld()
    w.inbox({ uid, method: 'REQUEST', text: request(0) })
    await process(w)
    // A moment may pass until the copy shows.
    expect([await waiting(w), w.store.read.queue(), w.store.read.inboxItems(acc, true).length]).toEqual([[], [], 1])
    await w.clock.advance(600_000)
    await process(w)
    expect(await waiting(w)).toEqual([expect.stringContaining('is not in your calendar')])
    w.put('a.ics', invited('NEEDS-ACTION', { lines: ['SEQUENCE:0'] }))
    await process(w)
    expect([await waiting(w), w.store.read.queue().map((row) => row.kind)]).toEqual([[], ['delete-inbox-item']])
  })

  it('a message that is newer than my copy is said on its card and in the list, until the copy is as new', async () => {
    const w = createWorld()
    w.put('a.ics', invited('NEEDS-ACTION', { lines: ['SEQUENCE:1'] }))
    w.inbox({ uid, method: 'REQUEST', text: request(2, { start: '20261125T140000Z', end: '20261125T150000Z' }) })
    await process(w)
    const inviteId = w.store.read.invites()[0]!.id
    const outdated = async () => (await inviteCard(w.queries)({ inviteId, zone: 'Europe/Berlin' })).card?.outdated
    expect(await outdated()).toBeUndefined()
    await w.clock.advance(600_000)
    await process(w)
    expect([await outdated(), await waiting(w)]).toMatchObject([{ accountId: acc, text: expect.stringContaining('SEQUENCE:2') }, [expect.stringContaining('has an older copy')]])
    w.put('a.ics', invited('NEEDS-ACTION', { start: '20261125T140000Z', end: '20261125T150000Z', lines: ['SEQUENCE:2'] }))
    await process(w)
    expect([await outdated(), await waiting(w), w.store.read.queue().map((row) => row.kind)]).toEqual([undefined, [], ['delete-inbox-item']])
  })

  it.each([
    ['one that is over', request(0, { start: '20261120T090000Z', end: '20261120T100000Z' })],
    ['one that does not ask me', request(0).replaceAll(me, 'carol@north.example')],
    ['a cancellation', request(0).replace('METHOD:REQUEST', 'METHOD:CANCEL')],
  ])('%s is cleared away though no copy is there', async (_name, text) => {
    const w = createWorld()
    w.inbox({ uid, method: text.includes('METHOD:CANCEL') ? 'CANCEL' : 'REQUEST', text })
    await process(w)
    expect(w.store.read.queue().map((row) => row.kind)).toEqual(['delete-inbox-item'])
  })

  it('a meeting that I knew and took out of my calendar elsewhere does not come back by its old message', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invited('NEEDS-ACTION'))
    await process(w)
    w.store.write(['objects'], (tx) => tx.removeServerObject(id))
    await process(w)
    w.inbox({ uid, method: 'REQUEST', text: request(0) })
    await process(w)
    expect(w.store.read.queue().map((row) => row.kind)).toEqual(['delete-inbox-item'])
  })

  it('one that cannot be read is taken away too', async () => {
    const w = createWorld()
    w.inbox({ uid: '' as Uid, method: '', text: 'not a calendar' })
    await process(w)
    expect(w.store.read.queue()).toMatchObject([{ kind: 'delete-inbox-item' }])
  })
})

describe('an answer to one date of a COUNT series, lost by Cyrus 3.6', () => {
  const rid = '20261125T090000Z'
  const series = organized('ACCEPTED', { lines: ['RRULE:FREQ=DAILY;COUNT=5', 'SEQUENCE:0'] })
  const lost = reply('DECLINED', [`RECURRENCE-ID:${rid}`, 'SEQUENCE:0', 'COMMENT:Not that day']).replace('DTSTART:20261124T090000Z', 'DTSTART:20261125T090000Z').replace('DTEND:20261124T100000Z', 'DTEND:20261125T100000Z')
  const cyrus = (product: string): WorldOptions => ({
    account: { capabilities: { davTokens: [], autoSchedule: true, outboxFreeBusy: null, syncCollection: null, availability: null, peopleSearch: null, scheduleTag: false, product } },
  })

  it('is written into the organizer’s copy, without a message', async () => {
    const w = createWorld(cyrus('cyrus'))
    const id = w.put('a.ics', series, { quiet: true })
    w.inbox({ uid, method: 'REPLY', text: lost })
    await process(w)
    const put = w.store.read.queue().find((row) => row.kind === 'put')
    expect(put).toMatchObject({ objectId: id, messages: 0, state: 'waiting', intent: expect.stringContaining('Bob') })
    expect(w.store.read.parts(id as ObjectId).map((p) => [p.recurrenceId, p.people.no])).toEqual([
      [null, 0],
      [rid, 1],
    ])
    expect(w.store.read.ledger(acc, uid)).toMatchObject([{ address: bob, comment: 'Not that day', recurrenceId: rid }])
  })

  it.each([
    ['another server', cyrus('davical'), series],
    ['a series that ends by UNTIL', cyrus('cyrus'), series.replace('COUNT=5', 'UNTIL=20261130T090000Z')],
  ])('%s keeps its own truth', async (_name, options, text) => {
    const w = createWorld(options)
    w.put('a.ics', text, { quiet: true })
    w.inbox({ uid, method: 'REPLY', text: lost })
    await process(w)
    expect(w.store.read.queue().filter((row) => row.kind === 'put')).toEqual([])
  })
})
