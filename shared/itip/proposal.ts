import type { Address } from '../model/ids.ts'
import { must } from '../model/result.ts'
import type { Instant, Zone } from '../model/time.ts'
import { recurrenceIdOf, sequenceOf, setNumber, setText, setTime, spanOf, stampAfter, textOf, timeOf, uidOf, utcStamp, type IcalTime } from '../ical/fields.ts'
import { readBasic, type EventSpan } from '../ical/moment.ts'
import { organizerOf, sameAddress, setAttendee, setOrganizer, toAddress } from '../ical/people.ts'
import { addEvent, addRaw, copyOf, eventsOf, masterOf, newCalendar, rawOf, type Component } from '../ical/tree.ts'
import { addNeededZones } from '../ical/vtimezone.ts'
import { isSeries } from '../event/draft-of.ts'
import { inSeries } from '../event/instances.ts'
import { roleIn, type MyAddresses } from '../event/roles.ts'
import { instanceOf } from '../recurrence/edit-series.ts'
import { dateFromDays, dayMs } from '../time/civil.ts'
import { toLocal } from '../time/zones.ts'

/** Another time for a meeting: all of it (`recurrenceId` null; of a series its first date) or one date of a series. */
export interface ProposedTime extends EventSpan {
  readonly recurrenceId: string | null
}

export interface CounterAsk {
  readonly time: ProposedTime
  readonly comment: string
  readonly myAddresses: MyAddresses
  readonly nowUtc: Instant
  /** DTSTAMP of my last COUNTER to this meeting; 0: none. */
  readonly formerUtc: Instant
}

/**
 * METHOD:COUNTER of mine (ITP-36, RFC 5546 §3.2.7): the meeting, or one date of it, at another time, with the SEQUENCE I was asked with and
 * me as the only ATTENDEE. Null: the meeting does not ask me, or the series has no such date.
 */
export function composeCounter(stored: Component, ask: CounterAsk): Component | null {
  const source = eventAt(stored, ask.time.recurrenceId)
  const me = source === null ? null : roleIn(source, ask.myAddresses).me
  const organizer = source === null ? null : organizerOf(source)
  if (source === null || me === null || organizer === null) return null
  const out = atTime(stored, source, ask.time)
  const event = must(eventsOf(out)[0], 'event of a proposal')
  if (ask.time.recurrenceId === null) for (const rule of source.getAllProperties('rrule')) addRaw(event, rawOf(rule))
  for (const name of ['summary', 'location']) if (textOf(source, name) !== '') setText(event, name, textOf(source, name))
  setTime(event, 'dtstamp', { kind: 'utc', instant: stampAfter(ask.nowUtc, ask.formerUtc) })
  setOrganizer(event, { address: organizer.raw, ...(organizer.name === '' ? {} : { name: organizer.name }) })
  setAttendee(event, { address: me.raw, partstat: me.partstat, ...(me.name === '' ? {} : { name: me.name }) })
  if (ask.comment.trim() !== '') setText(event, 'comment', ask.comment.trim())
  addNeededZones(out)
  return out
}

/** What it is about: a date of a series, or all of it. Null: the series has no such date. */
export function eventAt(root: Component, recurrenceId: string | null): Component | null {
  if (recurrenceId === null) return masterOf(root) ?? eventsOf(root)[0] ?? null
  const date = inSeries(root, recurrenceId, 'UTC')
  return date === null ? null : instanceOf(root, date)
}

/** Start and end in the form the meeting tells its own: in its zone, in UTC, floating. DAViCal 1.1.12 answers 500 when a zone comes into a meeting that has none. */
function timesLike(own: IcalTime | null, time: EventSpan): readonly [IcalTime, IcalTime] {
  if (time.startDate !== null && time.endDate !== null) return [{ kind: 'date', date: time.startDate }, { kind: 'date', date: time.endDate }]
  const form = (instant: Instant): IcalTime =>
    own?.kind === 'zoned' && own.zone !== null ? { ...own, local: toLocal(instant, own.zone) } : { kind: 'utc', instant }
  return [form(time.startUtc), form(time.endUtc)]
}

/** The organizer's side of a proposal that came in words: a COUNTER as its sender would have written it, ready for `takeCounter`. Null: no such date. */
export function counterFrom(stored: Component, time: ProposedTime): Component | null {
  const source = eventAt(stored, time.recurrenceId)
  return source === null ? null : atTime(stored, source, time)
}

function atTime(stored: Component, source: Component, time: ProposedTime): Component {
  const out = newCalendar('COUNTER')
  for (const zone of stored.getAllSubcomponents('vtimezone')) out.addSubcomponent(copyOf(zone))
  const event = addEvent(out)
  setText(event, 'uid', uidOf(source))
  if (time.recurrenceId !== null) setTime(event, 'recurrence-id', must(timeOf(source, 'recurrence-id') ?? timeOf(source, 'dtstart'), 'a date of a series starts'))
  const [start, end] = timesLike(timeOf(source, 'dtstart'), time)
  setTime(event, 'dtstart', start)
  setTime(event, 'dtend', end)
  setNumber(event, 'sequence', sequenceOf(source))
  return out
}

/** What a COUNTER asks for. Null when it names no time. */
export function timeOfCounter(counter: Component, zone: Zone): ProposedTime | null {
  const event = masterOf(counter) ?? eventsOf(counter)[0] ?? null
  const span = event === null ? null : spanOf(event, zone)
  return event === null || span === null ? null : { ...span, recurrenceId: recurrenceIdOf(event) }
}

/**
 * The same time of day and length for every date of a series: what a bar dragged at one date means for all. Null for events of whole
 * days, and for a proposal on another day: which days a rule names cannot be said by moving one of them.
 */
export function timeForAll(stored: Component, recurrenceId: string | null, at: EventSpan, zone: Zone): ProposedTime | null {
  const master = masterOf(stored)
  if (master === null || !isSeries(stored)) return { ...at, recurrenceId: null }
  const [first, date] = [spanOf(master, zone), spanOf(eventAt(stored, recurrenceId) ?? master, zone)]
  if (first === null || date === null || first.startDate !== null || at.startDate !== null) return null
  const own = timeOf(master, 'dtstart')
  const clock = own?.kind === 'zoned' && own.zone !== null ? own.zone : own?.kind === 'utc' ? 'UTC' : zone
  if (toLocal(at.startUtc, clock).slice(0, 10) !== toLocal(date.startUtc, clock).slice(0, 10)) return null
  const by = wall(toLocal(at.startUtc, clock)) - wall(toLocal(date.startUtc, clock))
  const startUtc = first.startUtc + by
  return { startUtc, endUtc: startUtc + at.endUtc - at.startUtc, startDate: null, endDate: null, recurrenceId: null }
}

const wall = (local: string): number => Date.parse(`${local}Z`)

// ---- the same proposal in words, for servers that carry answers and no COUNTER (ITP-41)

const tag = /\s*\[proposed-time ([0-9TZ]+\/[0-9TZ]+(?: of [0-9TZ]+)?)\]\s*$/i

/**
 * What a person reads in any calendar program, and Parley reads back: their words, the time in words, and the time in the basic form of
 * RFC 5545 §3.3.9 in square brackets.
 */
export function proposalComment(words: string, whenWords: string, time: ProposedTime): string {
  const said = words.trim() === '' ? '' : `${words.trim()}\n`
  return `${said}Proposed instead: ${whenWords}\n[proposed-time ${timeToken(time)}]`
}

export interface WrittenProposal {
  readonly time: ProposedTime
  /** What the person wrote, without the two lines that are about the time. */
  readonly words: string
}

/** Null for a comment that proposes nothing, or a time that is none. Lines may have been joined or folded on the way. */
export function readProposalComment(comment: string): WrittenProposal | null {
  const found = tag.exec(comment)
  const time = found?.[1] === undefined ? null : readTimeToken(found[1])
  if (found === null || time === null) return null
  return { time, words: comment.slice(0, found.index).replace(/\s*Proposed instead: [^\n]*$/, '').trim() }
}

const withdrawnTag = /\s*\[proposed-time withdrawn(?: of ([0-9TZ]+))?\]\s*$/i
const withdrawnWords = 'I take back the time I proposed.'

/** What is said when I no longer ask for another time: in the answer, or in the COUNTER, that takes the place of the one that asked (ITP-41). */
export const withdrawalComment = (words: string, recurrenceId: string | null): string =>
  `${words.trim() === '' ? '' : `${words.trim()}\n`}${withdrawnWords}\n[proposed-time withdrawn${recurrenceId === null ? '' : ` of ${recurrenceId}`}]`

/** Which proposal somebody takes back with this comment: of one date, or of all. Null: none. */
export function readWithdrawal(comment: string): { readonly recurrenceId: string | null; readonly words: string } | null {
  const found = withdrawnTag.exec(comment)
  if (found === null) return null
  const said = comment.slice(0, found.index).trim()
  return { recurrenceId: found[1] ?? null, words: said.endsWith(withdrawnWords) ? said.slice(0, -withdrawnWords.length).trim() : said }
}

const basicDate = (date: string): string => date.replaceAll('-', '')

export function timeToken(time: ProposedTime): string {
  const [from, to] = time.startDate !== null && time.endDate !== null ? [basicDate(time.startDate), basicDate(time.endDate)] : [utcStamp(time.startUtc), utcStamp(time.endUtc)]
  return `${from}/${to}${time.recurrenceId === null ? '' : ` of ${time.recurrenceId}`}`
}

/** The inverse of `timeToken`. Null for anything else, and for an end that does not lie after the start. */
export function readTimeToken(token: string): ProposedTime | null {
  const match = /^([0-9TZ]+)\/([0-9TZ]+)(?: of ([0-9TZ]+))?$/.exec(token.trim())
  const [from, to] = [match?.[1], match?.[2]].map((text) => (text === undefined ? null : readBasic(text)))
  const recurrenceId = match?.[3] ?? null
  if (!from || !to || from.form !== to.form || from.form === 'local' || to.wallMs <= from.wallMs) return null
  if (recurrenceId !== null && !/^\d{8}(T\d{6}Z)?$/.test(recurrenceId)) return null
  const dates = from.form === 'date' ? { startDate: dateFromDays(from.wallMs / dayMs), endDate: dateFromDays(to.wallMs / dayMs) } : { startDate: null, endDate: null }
  return { startUtc: from.wallMs, endUtc: to.wallMs, ...dates, recurrenceId }
}

// ---- on my own ATTENDEE line, for DAViCal, whose replies leave COMMENT out and keep that line

const timeParam = 'x-parley-proposes'
const wordsParam = 'x-parley-words'

const linesOf = (event: Component, raw: string) => event.getAllProperties('attendee').filter((p) => sameAddress(String(rawOf(p)[3] ?? ''), raw))

/** In place, in every part: DAViCal 1.1.12 takes the line of the last VEVENT for all of them. Null takes it away. */
export function noteProposal(root: Component, raw: string, proposal: WrittenProposal | null): void {
  for (const event of eventsOf(root)) {
    for (const line of linesOf(event, raw)) {
      if (proposal === null) {
        line.removeParameter(timeParam)
        line.removeParameter(wordsParam)
        continue
      }
      line.setParameter(timeParam, timeToken(proposal.time))
      if (proposal.words === '') line.removeParameter(wordsParam)
      else line.setParameter(wordsParam, oneLine(proposal.words))
    }
  }
}

/** A parameter holds neither quotes nor line ends (RFC 5545 §3.2). */
const oneLine = (words: string): string => words.replaceAll('"', "'").replace(/\s+/g, ' ').trim()

/** What each person proposes on their line, by address. */
export function notedProposals(root: Component): Map<Address, WrittenProposal & { readonly raw: string }> {
  const out = new Map<Address, WrittenProposal & { readonly raw: string }>()
  for (const event of eventsOf(root)) {
    for (const line of event.getAllProperties('attendee')) {
      const params = rawOf(line)[1]
      const time = readTimeToken(String(params[timeParam] ?? ''))
      const raw = String(rawOf(line)[3] ?? '')
      if (time !== null) out.set(toAddress(raw), { time, words: String(params[wordsParam] ?? ''), raw })
    }
  }
  return out
}

// ---- a no by way of the meeting itself

const keptParam = 'x-parley-kept'
const keptWordsParam = 'x-parley-kept-words'

/** The organizer keeps the time: told beside the name of who proposed, where the server carries no DECLINECOUNTER. In place. */
export function noteKept(event: Component, address: string, time: ProposedTime, words: string): void {
  for (const line of linesOf(event, address)) {
    line.setParameter(keptParam, timeToken(time))
    const said = oneLine(words)
    if (said === '') line.removeParameter(keptWordsParam)
    else line.setParameter(keptWordsParam, said)
  }
}

/** A no that another decision overtakes. In place. */
export function forgetKept(root: Component, raw: string): void {
  for (const line of eventsOf(root).flatMap((event) => linesOf(event, raw))) {
    line.removeParameter(keptParam)
    line.removeParameter(keptWordsParam)
  }
}

/** The no that stands beside a person's name, to the proposal of which time. Null: none. */
export function keptOf(event: Component, address: string): WrittenProposal | null {
  const line = linesOf(event, address)[0]
  const params = line === undefined ? {} : rawOf(line)[1]
  const time = readTimeToken(String(params[keptParam] ?? ''))
  return time === null ? null : { time, words: String(params[keptWordsParam] ?? '') }
}

/** Whole days are compared by their dates: where their first instant lies is the reader's. */
export const isSameSpan = (a: EventSpan, b: EventSpan): boolean => a.startDate === b.startDate && a.endDate === b.endDate && (a.startDate !== null || (a.startUtc === b.startUtc && a.endUtc === b.endUtc))
