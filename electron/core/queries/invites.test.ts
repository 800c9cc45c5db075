import { describe, expect, it } from 'vitest'
import { calls, type CallOutput } from '../../../shared/contract/calls.ts'
import type { AccountId, InviteId, ObjectId, QueueId, Uid } from '../../../shared/model/ids.ts'
import { newInvite } from '../scheduling/invite-rows.ts'
import type { InviteRow } from '../store/rows.ts'
import { aQueued, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, worldNow, type World, type WorldOptions } from '../testing/world.ts'
import { query as appState } from './app-state.ts'
import { query as inviteCard } from './invite-card.ts'
import { query as inviteList } from './invite-list.ts'

const alice = 'alice@north.example'
const bob = 'bob@north.example'
const zone = 'Europe/Berlin'
const at = (text: string): number => Date.parse(text)
interface Asked {
  readonly answer?: string
  readonly start?: string
  readonly end?: string
  readonly lines?: readonly string[]
  readonly organizerStatus?: string
}
const invitedText = ({ answer = 'NEEDS-ACTION', start = '20261124T090000Z', end = '20261124T100000Z', lines = [], organizerStatus }: Asked = {}): string => {
  const people = meetingLines(bob, [bob, 'ACCEPTED'], [alice, answer]).map((l) => (organizerStatus === undefined ? l : l.replace('ORGANIZER:', `ORGANIZER;CN=Bob;SCHEDULE-STATUS=${organizerStatus}:`)))
  return icsOf({ start, end, lines: [...people, ...lines] })
}

function invite(w: World, text: string, patch: Partial<InviteRow> = {}): ObjectId {
  const id = w.put('a.ics', text, { quiet: true })
  const object = w.store.read.object(id)
  if (object === null) throw new Error('no object')
  w.store.write(['invites'], (tx) => tx.putInvite({ ...newInvite('i' as InviteId, object, null, worldNow - 3_600_000), ...patch }))
  return id
}
const event = (w: World, uid: string, start: string, end: string, lines: readonly string[] = []): ObjectId =>
  w.put(`${uid}.ics`, icsOf({ uid, title: uid, start: `20261124T${start}00Z`, end: `20261124T${end}00Z`, lines }), { quiet: true })

const items = async (w: World): Promise<CallOutput<'invite-list'>['items']> => calls['invite-list'].output.parse(await inviteList(w.queries)({ zone })).items
async function card(w: World): Promise<NonNullable<CallOutput<'invite-card'>['card']>> {
  const found = calls['invite-card'].output.parse(await inviteCard(w.queries)({ inviteId: 'i' as InviteId, zone })).card
  if (found === null) throw new Error('no card')
  return found
}

describe('where an invitation stands', () => {
  const answered = { answered: 'accepted', answeredUtc: worldNow - 60_000, answeredText: 'x' } as const
  it.each<[string, Asked, Partial<InviteRow>, string | null]>([
    ['new', {}, {}, 'needs-answer'],
    ['answered', { answer: 'ACCEPTED' }, answered, 'answered'],
    ['answered on another computer', { answer: 'TENTATIVE' }, {}, null],
    ['changed since I answered', {}, { ...answered, changedUtc: worldNow - 1_000 }, 'changed'],
    ['changed before I ever answered', {}, { answeredText: 'x', changedUtc: worldNow - 1_000 }, 'needs-answer'],
    ['cancelled', { answer: 'ACCEPTED', lines: ['STATUS:CANCELLED'] }, { ...answered, changedUtc: worldNow - 1_000 }, 'cancelled'],
    ['cancelled after I declined', { answer: 'DECLINED', lines: ['STATUS:CANCELLED'] }, answered, null],
    ['dismissed', {}, { dismissedUtc: worldNow - 1_000 }, null],
    ['dismissed, and changed since', {}, { ...answered, dismissedUtc: worldNow - 2_000, changedUtc: worldNow - 1_000 }, 'changed'],
    ['over and never answered', { start: '20261120T090000Z', end: '20261120T100000Z' }, {}, null],
    ['over, answered this week', { answer: 'ACCEPTED', start: '20261120T090000Z', end: '20261120T100000Z' }, answered, 'answered'],
    ['over, answered long ago', { answer: 'ACCEPTED', start: '20261020T090000Z', end: '20261020T100000Z' }, answered, null],
    ['my answer did not arrive (T-S17)', { answer: 'ACCEPTED', organizerStatus: '5.1' }, answered, 'problems'],
  ])('%s', async (_name, asked, row, expected) => {
    const w = createWorld()
    invite(w, invitedText(asked), row)
    expect((await items(w)).map((i) => i.section)).toEqual(expected === null ? [] : [expected])
  })

  it('an answer the server refused waits under problems', async () => {
    const w = createWorld()
    const objectId = invite(w, invitedText({ answer: 'ACCEPTED' }), answered)
    w.store.write(['queue'], (tx) => tx.enqueue(aQueued({ id: 'q' as QueueId, objectId, state: 'needs-you' })))
    expect(await items(w)).toMatchObject([{ section: 'problems', reply: 'refused' }])
  })

  it('my own meeting is listed for who cannot be reached, and for what somebody wrote', async () => {
    const w = createWorld()
    invite(w, icsOf({ lines: [...meetingLines(alice, [alice, 'ACCEPTED']), 'ATTENDEE;PARTSTAT=NEEDS-ACTION;SCHEDULE-STATUS=3.7:mailto:grace@nowhere.example'] }))
    expect(await items(w)).toMatchObject([{ section: 'problems', conflicts: null, myAnswer: 'accepted' }])
    w.put('a.ics', icsOf({ lines: meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'DECLINED']) }), { quiet: true })
    expect(await items(w)).toEqual([])
    w.store.write(['invites'], (tx) => tx.patchInvite('i' as InviteId, { news: 'Bob declined: “no”' }))
    expect(await items(w)).toMatchObject([{ section: 'answered', news: 'Bob declined: “no”' }])
  })

  it.each<[string, Asked, 'none' | 'unsent' | 'sent' | 'delivered' | 'refused', boolean]>([
    ['no answer', {}, 'none', false],
    ['not sent yet', { answer: 'ACCEPTED' }, 'unsent', true],
    ['sent', { answer: 'ACCEPTED' }, 'sent', false],
    ['delivered', { answer: 'ACCEPTED', organizerStatus: '1.2' }, 'delivered', false],
    ['refused', { answer: 'ACCEPTED', organizerStatus: '3.8' }, 'refused', false],
  ])('what became of my answer: %s', async (_name, asked, reply, pending) => {
    const w = createWorld()
    const objectId = invite(w, invitedText(asked), asked.answer === undefined ? {} : answered)
    if (pending) w.store.write(['queue'], (tx) => tx.enqueue(aQueued({ id: 'q' as QueueId, objectId })))
    expect(await items(w)).toMatchObject([{ reply }])
  })

  it('the number on the door counts what waits for me', async () => {
    const w = createWorld()
    invite(w, invitedText())
    expect((await appState(w.queries)({})).counts).toEqual({ invitations: 1, unsent: 0, needsYou: 0 })
  })
})

describe('conflicts with my own day', () => {
  it('half open; pending counts; declined, transparent, cancelled and touching ones do not', async () => {
    const w = createWorld()
    invite(w, invitedText())
    event(w, 'overlaps', '0930', '1030')
    event(w, 'ends when it begins', '0800', '0900')
    event(w, 'begins when it ends', '1000', '1100')
    event(w, 'transparent', '0900', '1000', ['TRANSP:TRANSPARENT'])
    event(w, 'declined', '0900', '1000', meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'DECLINED']))
    event(w, 'cancelled', '0900', '1000', ['STATUS:CANCELLED'])
    event(w, 'pending', '0945', '1015', meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'NEEDS-ACTION']))
    const shown = await card(w)
    expect(shown.conflicts.map((c) => [c.title, c.tentative, c.pending])).toEqual([['overlaps', false, false], ['pending', true, true]])
    expect(shown.item.conflicts).toBe(2)
    expect(shown.day.map((o) => o.title).toSorted()).toEqual(['begins when it ends', 'cancelled', 'declined', 'ends when it begins', 'overlaps', 'pending', 'transparent'])
  })

  it('what began the day before is part of the day (tutanota#11390), and its all-day events conflict by date', async () => {
    const w = createWorld()
    invite(w, invitedText({ start: '20261124T030000Z', end: '20261124T040000Z' }))
    w.put('night.ics', icsOf({ uid: 'night', title: 'night', start: '20261123T200000Z', end: '20261124T033000Z' }), { quiet: true })
    w.put('trip.ics', icsOf({ uid: 'trip', title: 'trip', start: '20261124', end: '20261125' }), { quiet: true })
    const shown = await card(w)
    expect(shown.conflicts.map((c) => [c.title, c.startDate])).toEqual([['night', null], ['trip', '2026-11-24']])
  })

  it('for a series: free on n of m dates, each with its conflicts', async () => {
    const w = createWorld()
    invite(w, invitedText({ lines: ['RRULE:FREQ=DAILY;COUNT=4'] }))
    w.put('x.ics', icsOf({ uid: 'x', title: 'x', start: '20261126T090000Z', end: '20261126T093000Z' }), { quiet: true })
    const shown = await card(w)
    expect(shown.item.dates).toEqual({ total: 4, clear: 3 })
    expect(shown.series?.dates.map((d) => [d.recurrenceId, d.conflicts.length])).toEqual([['20261124T090000Z', 0], ['20261125T090000Z', 0], ['20261126T090000Z', 1], ['20261127T090000Z', 0]])
    expect(shown.repeatText).not.toBe('')
  })

  it('of a series, the day of the date that was picked, and my own answer to it', async () => {
    const w = createWorld()
    const own = ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20261101T000000Z', 'RECURRENCE-ID:20261125T090000Z', 'DTSTART:20261125T090000Z', 'DTEND:20261125T100000Z', 'SUMMARY:Design review', ...meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'DECLINED']), 'END:VEVENT', 'END:VCALENDAR']
    invite(w, invitedText({ lines: ['RRULE:FREQ=DAILY;COUNT=4'] }).replace('END:VCALENDAR', own.join('\r\n')))
    w.put('x.ics', icsOf({ uid: 'x', title: 'x', start: '20261126T090000Z', end: '20261126T093000Z' }), { quiet: true })
    const of = async (date?: string) => calls['invite-card'].output.parse(await inviteCard(w.queries)({ inviteId: 'i' as InviteId, zone, ...(date === undefined ? {} : { date }) })).card
    const picked = await of('20261126T090000Z')
    expect([picked?.occurrence.recurrenceId, picked?.conflicts.map((c) => c.title), picked?.day.map((one) => one.title)]).toEqual(['20261126T090000Z', ['x'], ['x']])
    expect(picked?.series?.dates.map((date) => date.answer)).toEqual([undefined, 'declined', undefined, undefined])
    for (const other of [undefined, '20200101T090000Z']) expect([(await of(other))?.occurrence.recurrenceId, (await of(other))?.conflicts]).toEqual(['20261124T090000Z', []])
  })

  it('the copy of the same meeting in another calendar is no conflict', async () => {
    const w = createWorld()
    invite(w, invitedText())
    w.put('copy.ics', invitedText(), { quiet: true })
    expect((await card(w)).conflicts).toEqual([])
  })
})

describe('the card', () => {
  it('tells old and new, my earlier answer, and where it was', async () => {
    const w = createWorld()
    invite(w, invitedText({ start: '20261125T140000Z', end: '20261125T150000Z', lines: ['LOCATION:Aurora'] }), {
      answeredText: invitedText({ answer: 'ACCEPTED' }),
      answered: 'accepted',
      answeredUtc: worldNow - 60_000,
      changedUtc: worldNow - 1_000,
    })
    const shown = await card(w)
    expect(shown.changes.map((c) => c.field)).toEqual(['when', 'where'])
    expect(shown).toMatchObject({
      previousAnswer: 'accepted',
      previousSlot: { startUtc: at('2026-11-24T09:00:00Z'), endUtc: at('2026-11-24T10:00:00Z') },
      changedAtUtc: worldNow - 1_000,
      canReply: true,
      cannotReplyWhy: '',
      myAddress: alice,
      occurrence: { editable: false },
    })
  })

  it('of a series that moved: the slot of the same date', async () => {
    const w = createWorld()
    invite(w, invitedText({ start: '20261124T110000Z', end: '20261124T120000Z', lines: ['RRULE:FREQ=DAILY;COUNT=4'] }), {
      answeredText: invitedText({ answer: 'ACCEPTED', lines: ['RRULE:FREQ=DAILY;COUNT=4'] }),
      answered: 'accepted',
      answeredUtc: worldNow - 60_000,
      changedUtc: worldNow - 1_000,
    })
    expect((await card(w)).previousSlot).toEqual({ startUtc: at('2026-11-24T09:00:00Z'), endUtc: at('2026-11-24T10:00:00Z') })
  })

  it.each<[string, Asked, WorldOptions, string]>([
    ['cancelled', { answer: 'ACCEPTED', lines: ['STATUS:CANCELLED'] }, {}, 'It was cancelled, so there is nothing to answer.'],
    ['a calendar that can only be read', {}, { calendar: { writable: false } }, 'This calendar can be read only, so your answer cannot be kept in it.'],
  ])('says why it cannot be answered: %s', async (_name, asked, options, why) => {
    const w = createWorld(options)
    invite(w, invitedText(asked))
    expect(await card(w)).toMatchObject({ canReply: false, cannotReplyWhy: why })
  })

  it('shows what people wrote, from the history', async () => {
    const w = createWorld()
    invite(w, icsOf({ lines: meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'DECLINED']) }), { news: 'x' })
    w.store.write(['invites'], (tx) => tx.addLedger({ accountId: 'acc' as AccountId, uid: 'a' as Uid, atUtc: worldNow, text: 'Bob declined.', address: bob, comment: 'At the dentist', recurrenceId: null }))
    expect((await card(w)).people.find((p) => p.address === bob)).toMatchObject({ comment: 'At the dentist', answer: 'declined' })
  })
})

it('ITP-45: who wrote in somebody’s name is said by name where they are in the meeting, else by address', async () => {
  const w = createWorld()
  const carol = 'carol@north.example'
  const by = (who: string): string => `;SENT-BY="mailto:${who}":mailto:`
  const text = invitedText({ lines: [`ATTENDEE;CN=Carol Nguyen;PARTSTAT=ACCEPTED${by('zoe@north.example')}${carol}`] }).replace('ORGANIZER:mailto:', `ORGANIZER${by(carol)}`)
  invite(w, text)
  const shown = await card(w)
  expect(shown.sentBy).toBe('Carol Nguyen')
  expect(shown.people.map(({ address, sentBy }) => [address, sentBy])).toEqual([[bob, 'Carol Nguyen'], [alice, undefined], [carol, 'zoe@north.example']])
})
