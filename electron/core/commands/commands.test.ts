import { describe, expect, it } from 'vitest'
import { calls, type CallInput, type CallOutput } from '../../../shared/contract/calls.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import type { AccountId, CollectionId, InviteId, ObjectId, QueueId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { query as draftQuery } from '../queries/event-draft.ts'
import { query as previewQuery } from '../queries/send-preview.ts'
import { query as eventDetails } from '../queries/event-details.ts'
import { query as deletePreviewQuery } from '../queries/delete-preview.ts'
import { newInvite } from '../scheduling/invite-rows.ts'
import { aCollection, anAccount, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, refusalOf, worldNow, type World, type WorldOptions } from '../testing/world.ts'
import { command as deleteEvent } from './delete-event.ts'
import { command as dismissInvite } from './dismiss-invite.ts'
import { command as discardQueued } from './discard-queued.ts'
import { command as moveEvent } from './move-event.ts'
import { command as replyToInvite } from './reply-to-invite.ts'
import { command as resendAnswer } from './resend-answer.ts'
import { command as resendInvitation } from './resend-invitation.ts'
import { command as saveEvent } from './save-event.ts'
import { command as sendNow } from './send-now.ts'
import { command as undo } from './undo.ts'

const acc = 'acc' as AccountId
const cal = 'cal' as CollectionId
const uid = 'a' as Uid
const alice = 'alice@north.example'
const bob = 'bob@north.example'
const carol = 'carol@north.example'
const week = { startUtc: Date.parse('2026-11-22T23:00:00Z'), endUtc: Date.parse('2026-12-06T23:00:00Z') }
const noScheduling: WorldOptions = {
  account: { capabilities: { davTokens: [], autoSchedule: false, outboxFreeBusy: false, syncCollection: true, availability: null, peopleSearch: null, scheduleTag: false, product: '' } },
}
const draft = (patch: Partial<EventDraft> = {}): EventDraft => ({
  objectId: null,
  recurrenceId: null,
  scope: 'all',
  collectionId: cal,
  title: 'Design review',
  location: '',
  description: '',
  conferenceUrl: '',
  when: { kind: 'timed', localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T11:00:00', zone: 'Europe/Berlin' },
  repeat: null,
  reminders: [],
  showAs: 'busy',
  visibility: 'public',
  organizer: null,
  attendees: [],
  ...patch,
})
const attendee = (address: string, kind: EventDraft['attendees'][number]['kind'] = 'individual'): EventDraft['attendees'][number] => ({ address, name: '', role: 'required', kind, answer: 'needs-action' })

const save = (w: World, d: EventDraft): Promise<CallOutput<'save-event'>> => saveEvent(w.commands)({ draft: d })
const preview = async (w: World, d: EventDraft): Promise<CallOutput<'send-preview'>> => calls['send-preview'].output.parse(await previewQuery(w.queries)({ draft: d }))
const drawn = (w: World): [string, string, boolean][] => w.store.read.occurrencesIn({ window: week, zone: 'Europe/Berlin' }).map((o) => [o.title, new Date(o.startUtc).toISOString().slice(5, 16), o.unsent])
const textOf = (w: World, id: ObjectId | null): string => (id === null ? null : w.store.read.textOf(id)) ?? ''
const organized = (...people: readonly (readonly [string, string])[]): string => icsOf({ lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED'], ...people)] })
const invitedText = (answer = 'NEEDS-ACTION', lines: readonly string[] = []): string => icsOf({ lines: ['SEQUENCE:0', ...meetingLines(bob, [bob, 'ACCEPTED'], [alice, answer]), ...lines] })

async function draftOf(w: World, objectId: ObjectId, patch: Partial<CallInput<'event-draft'>> = {}): Promise<EventDraft> {
  const { draft: found } = await draftQuery(w.queries)({ objectId, recurrenceId: null, scope: 'all', zone: 'Europe/Berlin', ...patch })
  if (found === null) throw new Error('no draft')
  return found
}

describe('save-event', () => {
  it('keeps the text, draws it as unsent, and leaves at once when nobody is told', async () => {
    const w = createWorld()
    const saved = await save(w, draft())
    expect(saved).toMatchObject({ messages: 0, leavesAtUtc: null, intent: 'Add “Design review”' })
    expect(drawn(w)).toEqual([['Design review', '11-24T09:00', true]])
    expect(w.store.read.queue()).toMatchObject([{ kind: 'put', state: 'waiting', baseText: null, baseEtag: null, href: expect.stringMatching(/^\/alice\/cal\/.+\.ics$/), text: textOf(w, saved.objectId) }])
    expect(w.woken.count).toBe(1)
  })

  it('HTTP-12, CAL-1: a new event has a name of its own, which is its UID, and no METHOD where it is stored', async () => {
    const w = createWorld()
    for (const title of ['one', 'two']) await save(w, draft({ title }))
    const rows = w.store.read.queue()
    const uids = rows.map((row) => /^UID:(.*)\r$/m.exec(row.text ?? '')?.[1])
    expect(new Set(uids).size).toBe(2)
    expect(rows.map((row) => row.href)).toEqual(uids.map((uid) => `/alice/cal/${uid}.ics`))
    expect(rows.filter((row) => /^METHOD/m.test(row.text ?? ''))).toEqual([])
  })

  it('holds a change that notifies people, so that undo also stops the message', async () => {
    const w = createWorld()
    const saved = await save(w, draft({ attendees: [attendee(bob), attendee('aurora@north.example', 'room')] }))
    expect(saved).toMatchObject({ messages: 2, leavesAtUtc: worldNow + 10_000, intent: 'Invite 1 person and aurora@north.example to “Design review”' })
    expect(w.store.read.queue()).toMatchObject([{ state: 'held', leavesAtUtc: worldNow + 10_000, messages: 2 }])
    expect(textOf(w, saved.objectId)).toContain('ORGANIZER;CN=Alice:mailto:alice@north.example')
    expect(w.store.read.people().map((p) => p.address)).toContain(bob)
    expect(w.store.read.ledger(acc, w.store.read.object(saved.objectId ?? ('' as ObjectId))?.uid ?? uid)).toMatchObject([{ text: 'You invited bob@north.example and aurora@north.example.' }])
  })

  it('shows first what it then does: the same people and the same number (promise: no message its sender did not see)', async () => {
    const w = createWorld()
    const id = w.put('a.ics', organized([bob, 'ACCEPTED'], [carol, 'DECLINED']))
    const d = await draftOf(w, id)
    const changed: EventDraft = { ...d, attendees: [...d.attendees.filter((a) => a.address !== carol), attendee('dave@south.example')], title: 'Review' }
    const shown = await preview(w, changed)
    expect(Object.fromEntries(shown.groups.map((g) => [g.kind, g.people.map((p) => p.address)]))).toMatchObject({ invitation: ['dave@south.example'], cancellation: [carol] })
    expect((await save(w, changed)).messages).toBe(shown.messages)
  })

  it('asks nobody when nothing that others see has changed', async () => {
    const w = createWorld()
    const id = w.put('a.ics', organized([bob, 'ACCEPTED']))
    const d = { ...(await draftOf(w, id)), reminders: [15] }
    expect(await preview(w, d)).toMatchObject({ messages: 0, groups: [] })
    expect(await save(w, d)).toMatchObject({ messages: 0, leavesAtUtc: null })
  })

  it('where the server does not send, it is saved all the same, and the sheet says so', async () => {
    const w = createWorld(noScheduling)
    const d = draft({ attendees: [attendee(bob)] })
    const shown = await preview(w, d)
    expect(shown).toMatchObject({ messages: 0, groups: [{ kind: 'will-not-arrive', people: [{ address: bob }] }] })
    expect(shown.groups[0]?.why).toContain('Nothing is sent')
    expect(await save(w, d)).toMatchObject({ messages: 0, leavesAtUtc: null })
    expect(drawn(w)).toHaveLength(1)
  })

  it('changes one date of a series, and leaves the others', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=DAILY;COUNT=3'] }))
    const d = await draftOf(w, id, { recurrenceId: '20261125T090000Z', scope: 'this' })
    await save(w, { ...d, title: 'Only Wednesday' })
    expect(drawn(w)).toEqual([['Design review', '11-24T09:00', true], ['Only Wednesday', '11-25T09:00', true], ['Design review', '11-26T09:00', true]])
  })

  it('splits a series for this and following: two objects, two rows, one undo (ITP-43)', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=DAILY;COUNT=3'] }))
    const d = await draftOf(w, id, { recurrenceId: '20261125T090000Z', scope: 'following' })
    const saved = await save(w, { ...d, title: 'From Wednesday' })
    expect(saved.queueIds).toHaveLength(2)
    expect(drawn(w).map(([title]) => title)).toEqual(['Design review', 'From Wednesday', 'From Wednesday'])
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect(drawn(w)).toEqual([['Design review', '11-24T09:00', false], ['Design review', '11-25T09:00', false], ['Design review', '11-26T09:00', false]])
  })

  const withSecond = (w: World, account = 'acc') => w.store.write(['accounts'], (tx) => {
    if (account !== 'acc') tx.putAccount(anAccount({ id: account as AccountId, address: 'alice@south.example', addresses: ['mailto:alice@south.example'] }))
    tx.putCollection(aCollection({ id: 'two' as CollectionId, accountId: account as AccountId, href: '/alice/two/' as never, isDefault: false, position: 1 }))
  })
  const queued = (w: World) => w.store.read.queue().map((q) => [q.kind, q.collectionId, q.messages])
  const where = (w: World) => w.store.read.occurrencesIn({ window: week, zone: 'UTC' }).map((o) => o.collectionId)

  it.each([
    ['an event', icsOf()],
    ['T-C11: a meeting, of which nobody is told (RFC 6638 §3.2.3.4)', organized([bob, 'ACCEPTED'])],
  ])('another calendar of the account: %s moves as it is, and comes back', async (_name, text) => {
    const w = createWorld()
    withSecond(w)
    const id = w.put('a.ics', text, { quiet: true })
    const saved = await save(w, { ...(await draftOf(w, id)), collectionId: 'two' as CollectionId })
    expect([queued(w), where(w)]).toEqual([[['move', 'two', 0]], ['two']])
    expect(w.store.read.textOf(must(saved.objectId, 'object'))).toBe(text)
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect([queued(w), where(w), w.store.read.objectsByUid('a' as Uid).map((o) => o.id)]).toEqual([[], ['cal'], [id]])
  })
  it('together with another change: it moves first, and is changed there', async () => {
    const w = createWorld()
    withSecond(w)
    const id = w.put('a.ics', icsOf())
    const saved = await save(w, { ...(await draftOf(w, id)), collectionId: 'two' as CollectionId, title: 'Renamed' })
    expect([queued(w), drawn(w).map(([title]) => title)]).toEqual([[['move', 'two', 0], ['put', 'two', 0]], ['Renamed']])
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect([where(w), drawn(w).map(([title]) => title)]).toEqual([['cal'], ['Design review']])
  })
  it('another account: deleted here when it has arrived there, and not before', async () => {
    const w = createWorld()
    withSecond(w, 'south')
    const id = w.put('a.ics', icsOf())
    await save(w, { ...(await draftOf(w, id)), collectionId: 'two' as CollectionId })
    const [put, gone] = w.store.read.queue()
    expect([put, gone]).toMatchObject([{ kind: 'put', accountId: 'south', collectionId: 'two' }, { kind: 'delete', accountId: 'acc', collectionId: 'cal', waitsFor: put?.id }])
    expect(where(w)).toEqual(['two'])
    await discardQueued(w.commands)({ queueId: must(put, 'row').id })
    expect([queued(w), where(w)]).toEqual([[], ['cal']])
  })

  it.each<[string, WorldOptions, string | null, Partial<EventDraft>, object]>([
    ['a meeting to another account (the server would cancel it)', {}, 'two', {}, { kind: 'refused', cause: 'meeting-cannot-change-calendar' }],
    ['into a calendar that can only be read', { calendar: { writable: false } }, null, {}, { kind: 'forbidden', cause: 'read-only-calendar' }],
    ['an end before the start', {}, null, { when: { kind: 'timed', localStart: '2026-11-24T10:00:00', localEnd: '2026-11-24T09:00:00', zone: 'UTC' } }, { kind: 'bad-data', cause: 'ends-before-start' }],
    ['an object that is gone', {}, null, { objectId: 'nothing' as ObjectId }, { kind: 'gone' }],
  ])('refuses %s, and nothing is changed', async (_name, options, target, patch, expected) => {
    const w = createWorld(options)
    withSecond(w, 'south')
    const id = w.put('a.ics', organized([bob, 'ACCEPTED']))
    const d = { ...(await draftOf(w, id)), ...(target === null ? {} : { collectionId: target as CollectionId }), ...patch }
    expect(await refusalOf(save(w, d))).toMatchObject({ effect: 'nothing-changed', ...expected })
    expect(w.store.read.queue()).toEqual([])
  })
})

describe('move-event', () => {
  const to = { kind: 'timed', localStart: '2026-11-26T14:00:00', localEnd: '2026-11-26T15:30:00', zone: 'America/New_York' } as const

  it('moves on the clocks of the screen and keeps the event in its own zone', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf({ start: '20261124T100000', end: '20261124T110000', zone: 'Europe/Berlin' }))
    const saved = await moveEvent(w.commands)({ objectId: id, recurrenceId: null, scope: 'all', when: to })
    expect(saved.intent).toBe('Move “Design review” to Thu 26 Nov, 14:00–15:30')
    expect(drawn(w)).toEqual([['Design review', '11-26T19:00', true]])
    expect(textOf(w, id)).toContain('DTSTART;TZID=Europe/Berlin:20261126T200000')
  })

  it('keeps an event in UTC that was in UTC (DAViCal 1.1.12 answers 500 otherwise)', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf())
    await moveEvent(w.commands)({ objectId: id, recurrenceId: null, scope: 'all', when: to })
    expect(textOf(w, id)).toContain('DTSTART:20261126T190000Z')
  })

  it('asks everybody again: answers are set back by us too, for servers that do not (SCH-8)', async () => {
    const w = createWorld()
    const id = w.put('a.ics', organized([bob, 'ACCEPTED']))
    const saved = await moveEvent(w.commands)({ objectId: id, recurrenceId: null, scope: 'all', when: to })
    expect(saved.messages).toBe(1)
    expect(textOf(w, id)).toMatch(/PARTSTAT=NEEDS-ACTION[^\r\n]*:mailto:bob@/)
    expect(textOf(w, id)).toContain('SEQUENCE:1')
  })

  it('moves all dates by as much as the one that was dragged', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=DAILY;COUNT=3'] }))
    await moveEvent(w.commands)({ objectId: id, recurrenceId: '20261125T090000Z', scope: 'all', when: { kind: 'timed', localStart: '2026-11-25T12:00:00', localEnd: '2026-11-25T13:00:00', zone: 'UTC' } })
    expect(drawn(w).map(([, start]) => start)).toEqual(['11-24T12:00', '11-25T12:00', '11-26T12:00'])
  })

  it('ITP-44 moves a whole series to another weekday: what the sheet told of dates and answers is what is kept', async () => {
    const w = createWorld()
    const own = (slot: string, start: string): string[] => ['END:VEVENT', 'BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261101T000000Z', `RECURRENCE-ID:${slot}`, `DTSTART:${start}`, 'DURATION:PT1H', 'SUMMARY:Design review', 'SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED'])]
    const id = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=3', 'EXDATE:20261208T090000Z', 'SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED']), ...own('20261201T090000Z', '20261203T140000Z')] }))
    const when = { kind: 'timed', localStart: '2026-11-26T09:00:00', localEnd: '2026-11-26T10:00:00', zone: 'UTC' } as const
    const d = await draftOf(w, id, { recurrenceId: '20261124T090000Z', zone: 'UTC' })
    const sheet = await preview(w, { ...d, when })
    expect(sheet).toMatchObject({ messages: 1, groups: [{ kind: 'answer-again', people: [{ address: bob }] }] })
    expect(sheet.fates).toMatchObject([
      { slot: { startUtc: Date.UTC(2026, 11, 1, 9) }, own: ['time'], movedTo: { startUtc: Date.UTC(2026, 11, 3, 14) }, kept: true },
      { slot: { startUtc: Date.UTC(2026, 11, 8, 9) }, own: ['left-out'], kept: true },
    ])
    expect(await moveEvent(w.commands)({ objectId: id, recurrenceId: '20261124T090000Z', scope: 'all', when })).toMatchObject({ messages: 1 })
    expect(drawn(w).map(([, start]) => start)).toEqual(['11-26T09:00', '12-03T14:00'])
    const text = textOf(w, id)
    for (const line of ['RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3', 'EXDATE:20261210T090000Z', 'RECURRENCE-ID:20261203T090000Z']) expect(text).toContain(`${line}\r\n`)
    expect(text).not.toMatch(/PARTSTAT=ACCEPTED[^\r\n]*:mailto:bob@/)
  })

  it('says why a rule cannot go along, and leaves all as it is', async () => {
    const w = createWorld()
    const id = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=MONTHLY'] }))
    const before = textOf(w, id)
    const move = { objectId: id, recurrenceId: '20261124T090000Z', scope: 'all', when: { kind: 'timed', localStart: '2026-12-01T09:00:00', localEnd: '2026-12-01T10:00:00', zone: 'UTC' } } as const
    const d = await draftOf(w, id, { recurrenceId: move.recurrenceId, zone: 'UTC' })
    expect(await preview(w, { ...d, when: move.when })).toMatchObject({ messages: 0, groups: [] })
    expect(await refusalOf(moveEvent(w.commands)(move))).toMatchObject({ kind: 'refused', cause: 'other-month' })
    expect(textOf(w, id)).toBe(before)
  })

  it('refuses a meeting of somebody else', async () => {
    const w = createWorld()
    const id = w.put('a.ics', invitedText())
    expect(await refusalOf(moveEvent(w.commands)({ objectId: id, recurrenceId: null, scope: 'all', when: to }))).toMatchObject({ kind: 'refused', cause: 'not-organizer' })
  })
})

describe('delete-event', () => {
  const all = { recurrenceId: null, scope: 'all' as const, tellOrganizer: true }

  it('of my meeting cancels it: everybody is told, as the sheet said', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', organized([bob, 'ACCEPTED'], [carol, 'NEEDS-ACTION']))
    const shown = await deletePreviewQuery(w.queries)({ objectId, recurrenceId: null, scope: 'all' })
    expect(shown).toMatchObject({ messages: 2, groups: [{ kind: 'cancellation' }] })
    const saved = await deleteEvent(w.commands)({ objectId, ...all })
    expect(saved).toMatchObject({ messages: 2, intent: 'Cancel “Design review”', leavesAtUtc: worldNow + 10_000 })
    expect(drawn(w)).toEqual([])
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect(drawn(w)).toHaveLength(1)
  })

  it.each<[string, boolean, number, object]>([
    ['declines by itself', true, 1, {}],
    ['is silent when the person wants that', false, 0, { 'Schedule-Reply': 'F' }],
  ])('of somebody else’s meeting %s (T-C10, SCH-13)', async (_name, tellOrganizer, messages, headers) => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText('ACCEPTED'))
    const saved = await deleteEvent(w.commands)({ objectId, ...all, tellOrganizer })
    expect(saved.messages).toBe(messages)
    expect(w.store.read.queue()).toMatchObject([{ kind: 'delete', headers }])
  })

  it('of one date keeps the series; of the following ones ends it', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', icsOf({ lines: ['RRULE:FREQ=DAILY;COUNT=5'] }))
    await deleteEvent(w.commands)({ objectId, recurrenceId: '20261125T090000Z', scope: 'this', tellOrganizer: true })
    await deleteEvent(w.commands)({ objectId, recurrenceId: '20261127T090000Z', scope: 'following', tellOrganizer: true })
    expect(drawn(w).map(([, start]) => start)).toEqual(['11-24T09:00', '11-26T09:00'])
    expect(w.store.read.queue().map((q) => q.kind)).toEqual(['put', 'put'])
  })

  it('of something that never left needs no server at all', async () => {
    const w = createWorld()
    const { objectId } = await save(w, draft({ attendees: [attendee(bob)] }))
    const saved = await deleteEvent(w.commands)({ objectId: objectId ?? ('' as ObjectId), ...all })
    expect(saved).toMatchObject({ messages: 0, queueIds: [] })
    expect(w.store.read.queue()).toEqual([])
    expect(drawn(w)).toEqual([])
  })

  it('works on an object that cannot be read', async () => {
    const w = createWorld()
    const objectId = w.put('broken.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:torn')
    await deleteEvent(w.commands)({ objectId, ...all })
    expect(w.store.read.queue()).toMatchObject([{ kind: 'delete', messages: 0 }])
  })
})

describe('reply-to-invite', () => {
  const ask = (w: World): InviteId => {
    const object = w.store.read.objectsByUid(uid)[0]
    if (object === undefined) throw new Error('no object')
    w.store.write(['invites'], (tx) => tx.putInvite(newInvite('i' as InviteId, object, null, worldNow)))
    return 'i' as InviteId
  }
  const answer = (w: World, objectId: ObjectId, patch: Partial<CallInput<'reply-to-invite'>> = {}): Promise<CallOutput<'reply-to-invite'>> =>
    replyToInvite(w.commands)({ objectId, recurrenceId: null, scope: 'all', answer: 'accepted', comment: '', ...patch })

  it('writes my answer and nothing else (SCH-10, T-C23), and the row remembers what was answered', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText())
    ask(w)
    const saved = await answer(w, objectId)
    expect(saved).toMatchObject({ messages: 1, intent: 'Accept “Design review”', leavesAtUtc: worldNow + 10_000 })
    const text = textOf(w, objectId)
    expect(text).toMatch(/PARTSTAT=ACCEPTED:mailto:alice@/)
    expect(text).toContain('SUMMARY:Design review')
    expect(w.store.read.invites()).toMatchObject([{ answered: 'accepted', answeredUtc: worldNow, answeredText: text, changedUtc: null }])
    expect(w.store.read.ledger(acc, uid)).toMatchObject([{ text: 'You accepted.' }])
  })

  it('frees my time when I decline: servers count PARTSTAT=DECLINED as busy (DAViCal 1.1.12, Cyrus 3.6.1)', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText())
    await answer(w, objectId, { answer: 'declined' })
    expect(textOf(w, objectId)).toContain('TRANSP:TRANSPARENT')
    await answer(w, objectId, { answer: 'accepted' })
    expect(textOf(w, objectId)).not.toContain('TRANSP:TRANSPARENT')
  })

  it('undo makes the invitation ask again', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText())
    ask(w)
    const before = w.store.read.invites()
    const saved = await answer(w, objectId)
    expect(await undo(w.commands)({ queueIds: saved.queueIds })).toEqual({ undone: true })
    expect(w.store.read.invites()).toEqual(before)
    expect(w.store.read.object(objectId)?.localText).toBeNull()
    expect(w.store.read.ledger(acc, uid).at(-1)?.text).toBe('Taken back before it was sent: Accept “Design review”.')
  })

  it('an undone answer to what was never in the list leaves no row behind', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText())
    const saved = await answer(w, objectId)
    expect(w.store.read.invites()).toHaveLength(1)
    await undo(w.commands)({ queueIds: saved.queueIds })
    expect(w.store.read.invites()).toEqual([])
  })

  it('one date of a series leaves the series unanswered', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText('NEEDS-ACTION', ['RRULE:FREQ=DAILY;COUNT=3']))
    ask(w)
    const saved = await answer(w, objectId, { recurrenceId: '20261125T090000Z', scope: 'this', answer: 'declined' })
    expect(saved.intent).toBe('Decline “Design review” (this date)')
    expect(w.store.read.invites()).toMatchObject([{ recurrenceId: null, answered: null, answeredUtc: null }])
    expect(w.store.read.occurrencesOf(objectId).map((o) => o.myAnswer)).toEqual(['needs-action', 'declined', 'needs-action'])
  })

  it('is kept where the server delivers nothing, and counts no message', async () => {
    const w = createWorld(noScheduling)
    const objectId = w.put('a.ics', invitedText())
    expect(await answer(w, objectId)).toMatchObject({ messages: 0, leavesAtUtc: null })
    expect(w.store.read.occurrencesOf(objectId)[0]?.myAnswer).toBe('accepted')
  })

  it('says when a comment does not travel (DAViCal drops it)', async () => {
    const w = createWorld({ account: { capabilities: { davTokens: [], autoSchedule: true, outboxFreeBusy: null, syncCollection: null, availability: null, peopleSearch: null, scheduleTag: false, product: 'davical' } } })
    const objectId = w.put('a.ics', invitedText())
    await answer(w, objectId, { comment: 'Running late' })
    expect(w.store.read.ledger(acc, uid).map((l) => l.text)).toEqual(['You accepted.', 'Your comment stays with you: 127.0.0.1 passes on answers, but no comments.'])
  })

  it('refuses my own meeting', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', organized([bob, 'ACCEPTED']))
    expect(await refusalOf(answer(w, objectId))).toMatchObject({ kind: 'refused', cause: 'not-invited' })
  })
})

describe('resend-answer', () => {
  it('T-S17, SCH-6: asks the server on ORGANIZER to send my answer again (RFC 6638 §7.2), and changes nothing else of it', async () => {
    const w = createWorld()
    const text = invitedText('DECLINED', ['TRANSP:TRANSPARENT', 'COMMENT:At the dentist', 'X-CALENDARSERVER-PRIVATE-COMMENT:At the dentist']).replace('ORGANIZER', 'ORGANIZER;SCHEDULE-STATUS=5.1')
    const objectId = w.put('a.ics', text)
    const saved = await resendAnswer(w.commands)({ objectId })
    expect(saved).toMatchObject({ messages: 1, intent: 'Send the answer to “Design review” again' })
    const linesOf = (ics: string): string[] => ics.replace(/\r\n /g, '').split('\r\n').sort()
    expect(linesOf(textOf(w, objectId).replace(/;SCHEDULE-FORCE-SEND=REPLY/, ''))).toEqual(linesOf(textOf(w, w.put('same.ics', text))))
    expect(textOf(w, objectId).replace(/\r\n /g, '')).toMatch(/ORGANIZER[^\r]*;SCHEDULE-FORCE-SEND=REPLY[;:]/)
    expect(w.store.read.ledger(acc, uid)).toMatchObject([{ text: expect.stringMatching(/^You asked .+ to send the answer again\.$/) }])
  })

  it('T-S17: what the server left standing is not sent with the next change', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText('ACCEPTED').replace('ORGANIZER', 'ORGANIZER;SCHEDULE-FORCE-SEND=REPLY'))
    await answerOf(w, objectId, 'accepted')
    expect(textOf(w, objectId)).not.toContain('FORCE-SEND')
  })

  it.each([
    ['a meeting of mine', () => organized([bob, 'ACCEPTED']), {}, { kind: 'refused', cause: 'not-invited' }],
    ['what I have not answered', () => invitedText(), {}, { kind: 'refused', cause: 'not-invited' }],
    ['a server that tells nobody, without a mail account', () => invitedText('ACCEPTED'), noScheduling, { kind: 'refused', cause: 'no-mail-account' }],
  ] as const)('refuses %s', async (_name, text, options, expected) => {
    const w = createWorld(options)
    const objectId = w.put('a.ics', text())
    expect(await refusalOf(resendAnswer(w.commands)({ objectId }))).toMatchObject(expected)
  })

  const answerOf = (w: World, objectId: ObjectId, answer: 'accepted'): Promise<unknown> => replyToInvite(w.commands)({ objectId, recurrenceId: null, scope: 'all', answer, comment: '' })
})

describe('resend-invitation', () => {
  it('sends to the people named and changes nothing else (T-C14, SCH-6)', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', organized([bob, 'NEEDS-ACTION'], [carol, 'ACCEPTED']))
    const saved = await resendInvitation(w.commands)({ objectId, addresses: ['Bob@north.example'] })
    expect(saved).toMatchObject({ messages: 1, intent: 'Send “Design review” again to bob@north.example' })
    const lines = textOf(w, objectId).replace(/\r\n /g, '').split('\r\n')
    expect(lines.filter((l) => l.includes('SCHEDULE-FORCE-SEND=REQUEST'))).toEqual([expect.stringContaining('mailto:bob@')])
  })

  it('as a reminder it is kept beside the person and in the history; taken back before it left, it is forgotten', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', organized([bob, 'NEEDS-ACTION'], [carol, 'NEEDS-ACTION']))
    const remindedAt = async () => (await eventDetails(w.queries)({ objectId, recurrenceId: null, zone: 'Europe/Berlin' })).event?.attendees.filter((one) => !one.isMe).map((one) => one.remindedUtc)
    const saved = await resendInvitation(w.commands)({ objectId, addresses: [bob], reminder: true })
    expect(saved).toMatchObject({ messages: 1, intent: 'Remind bob@north.example of “Design review”' })
    expect(await remindedAt()).toEqual([w.clock.now(), undefined])
    expect(w.store.read.ledger('acc' as AccountId, 'a' as Uid).map((row) => row.text)).toEqual(['You reminded bob@north.example of the invitation.'])
    await undo(w.commands)({ queueIds: saved.queueIds })
    expect(await remindedAt()).toEqual([undefined, undefined])
  })

  it('a later change does not send again by a parameter that the server left standing (Cyrus 3.6.1)', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', organized([bob, 'NEEDS-ACTION']).replace('PARTSTAT=NEEDS-ACTION', 'PARTSTAT=NEEDS-ACTION;SCHEDULE-FORCE-SEND=REQUEST'))
    const saved = await save(w, { ...(await draftOf(w, objectId)), reminders: [5] })
    expect(saved.messages).toBe(0)
    expect(textOf(w, objectId)).not.toContain('FORCE-SEND')
  })

  it.each([
    ['nobody of that address', {}, 'organized', ['x@y.example'], { kind: 'bad-data', cause: 'nobody' }],
    ['not my meeting', {}, 'invited', [bob], { kind: 'refused', cause: 'not-organizer' }],
    ['a server that does not send', noScheduling, 'organized', [bob], { kind: 'refused', cause: 'no-mail-account' }],
  ] as const)('refuses %s', async (_name, options, whose, addresses, expected) => {
    const w = createWorld(options)
    const objectId = w.put('a.ics', whose === 'organized' ? organized([bob, 'NEEDS-ACTION']) : invitedText())
    expect(await refusalOf(resendInvitation(w.commands)({ objectId, addresses: [...addresses] }))).toMatchObject(expected)
  })
})

describe('the send queue in a person’s hands', () => {
  it('send-now ends the hold', async () => {
    const w = createWorld()
    const { queueIds } = await save(w, draft({ attendees: [attendee(bob)] }))
    await sendNow(w.commands)({ queueId: queueIds[0] ?? ('' as QueueId) })
    expect(w.store.read.queue()).toMatchObject([{ state: 'waiting', leavesAtUtc: null }])
  })

  it('undo takes back all of it or nothing', async () => {
    const w = createWorld()
    const first = await save(w, draft())
    const d = await draftOf(w, first.objectId ?? ('' as ObjectId))
    await save(w, { ...d, title: 'Renamed' })
    expect(await undo(w.commands)({ queueIds: first.queueIds })).toEqual({ undone: false, why: 'built-upon' })
    expect(drawn(w).map(([title]) => title)).toEqual(['Renamed'])
  })

  it('a discarded change leaves a line in the history', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', organized([bob, 'ACCEPTED']))
    const { queueIds } = await save(w, { ...(await draftOf(w, objectId)), title: 'Other' })
    await discardQueued(w.commands)({ queueId: queueIds[0] ?? ('' as QueueId) })
    expect(drawn(w).map(([title, , unsent]) => [title, unsent])).toEqual([['Design review', false]])
    expect(w.store.read.ledger(acc, uid).at(-1)?.text).toMatch(/^Given up: /)
  })

  it.each([['send-now', sendNow], ['discard-queued', discardQueued]] as const)('%s of a row that is gone says so', async (_name, command) => {
    const w = createWorld()
    expect(await refusalOf(command(w.commands)({ queueId: 'no' as QueueId }))).toMatchObject({ kind: 'gone' })
  })
})

describe('dismiss-invite', () => {
  it('takes it out of the list and remembers the text, so that the next change is told against it', async () => {
    const w = createWorld()
    const objectId = w.put('a.ics', invitedText('ACCEPTED', ['STATUS:CANCELLED']))
    const object = w.store.read.object(objectId)
    if (object === null) throw new Error('no object')
    w.store.write(['invites'], (tx) => tx.putInvite({ ...newInvite('i' as InviteId, object, null, worldNow), changedUtc: worldNow, news: 'x' }))
    await dismissInvite(w.commands)({ inviteId: 'i' as InviteId })
    expect(w.store.read.invite('i' as InviteId)).toMatchObject({ dismissedUtc: worldNow, answeredText: object.serverText, changedUtc: null, news: '' })
  })
})
