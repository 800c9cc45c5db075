import type { BusyKind, BusySpan } from '../model/busy.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { Instant, Interval } from '../model/time.ts'
import { resolveZone, toInstant } from '../time/zones.ts'
import { readEventFeed } from './event-feed.ts'
import { utcStamp } from '../ical/fields.ts'
import { fold } from '../ical/tree.ts'
import { isUtcForm, readDurationMs, readUtc, unfold } from './periods.ts'
import { toTimeline } from './timeline.ts'

export interface FreeBusyProblem {
  /**
   * `not-free-busy`: HTML, JSON, anything but a calendar · `empty`: no body · `unknown-user`: the answer is about nobody, or
   * clearly about somebody else (FBU-25) · `too-large` (FBU-23) · `torn`: it breaks off.
   */
  readonly code: 'not-free-busy' | 'empty' | 'unknown-user' | 'too-large' | 'torn'
  readonly detail: string
}

export interface FreeBusyAnswer {
  /** Covers the window exactly; unknown outside of what was answered. */
  readonly spans: BusySpan[]
  /** From the first to the last answered instant inside the window. Holes in it are unknown in `spans`. */
  readonly coverage: Interval | null
  /** `events`: derived from a published calendar (FBU-20). */
  readonly from: 'vfreebusy' | 'events'
  /** True when nothing was stated at all: "no busy time reported", weaker than an explicit free (SCH-55). */
  readonly silent: boolean
  /** DTSTAMP of the answer, for "as of". */
  readonly stampUtc: Instant | null
}

export interface ReadFreeBusyOptions {
  /** The person asked about. An answer whose ATTENDEE is clearly somebody else is no information (FBU-25). */
  readonly address?: string
  /** The question was a REPORT over `window`: what comes back speaks about all of it, with or without its own range. */
  readonly answersWindow?: boolean
  /** Zone of floating and all-day times in a published calendar. */
  readonly zone?: string
}

const maxLength = 5_000_000
const maxPeriods = 20_000

const kindOf = (fbtype: string): BusyKind => {
  switch (fbtype.replaceAll('-', '').toUpperCase()) {
    case 'FREE':
      return 'free'
    case 'BUSYTENTATIVE':
      return 'tentative'
    case 'BUSYUNAVAILABLE':
      return 'unavailable'
    default:
      return 'busy' // RFC 5545 §3.2.9: default, and what unknown words mean (FBA-10)
  }
}

interface Part {
  startUtc: Instant
  endUtc: Instant
  durationMs: number
  fbtype: string | null
  periods: number
}

/**
 * Reads one answer about one person: body of a freebusy URL, of an Outbox response, or of a free-busy-query REPORT.
 * METHOD and ORGANIZER are ignored (FBU-4, T-F15); several VFREEBUSY are one answer (FBU-22, T-F18). Never throws.
 */
export function readFreeBusy(text: string, window: Interval, options: ReadFreeBusyOptions = {}): Result<FreeBusyAnswer, FreeBusyProblem> {
  if (text.length > maxLength) return fail({ code: 'too-large', detail: `${text.length} characters` })
  const body = unfold(text).trim()
  if (body === '') return fail({ code: 'empty', detail: '' })
  if (!/^BEGIN:VCALENDAR/i.test(body)) return fail({ code: 'not-free-busy', detail: body.slice(0, 80) })
  const read = readParts(body)
  if (!read.ok) return read
  const { spans, coverage, attendee, found, stampUtc } = read.value
  if (!found) {
    if (!/^BEGIN:VEVENT/im.test(body)) return /^END:VCALENDAR/im.test(body) ? fail({ code: 'empty', detail: 'no VFREEBUSY and no VEVENT' }) : fail({ code: 'torn', detail: body.slice(-80) })
    const events = readEventFeed(text, window, options.zone ?? 'UTC')
    if (!events.ok) return fail({ code: 'not-free-busy', detail: events.problem })
    return ok(answerOf(events.value, [window], window, 'events', stampUtc))
  }
  if (attendee !== null && isSomebodyElse(attendee, options.address)) return fail({ code: 'unknown-user', detail: attendee })
  return ok(answerOf(spans, options.answersWindow === true ? [window] : coverage, window, 'vfreebusy', stampUtc))
}

function answerOf(stated: BusySpan[], coverage: Interval[], window: Interval, from: FreeBusyAnswer['from'], stampUtc: Instant | null): FreeBusyAnswer {
  const spans = toTimeline(stated, coverage, window)
  const known = spans.filter((s) => s.kind !== 'unknown')
  const first = known[0]
  return { spans, coverage: first ? { startUtc: first.startUtc, endUtc: known.at(-1)!.endUtc } : null, from, silent: stated.length === 0, stampUtc }
}

interface ReadParts {
  readonly spans: BusySpan[]
  readonly coverage: Interval[]
  readonly attendee: string | null
  readonly found: boolean
  readonly stampUtc: Instant | null
}

function readParts(body: string): Result<ReadParts, FreeBusyProblem> {
  const spans: BusySpan[] = []
  const coverage: Interval[] = []
  let attendee: string | null = null
  let stampUtc: Instant | null = null
  let part: Part | null = null
  let found = false
  for (let from = 0; from < body.length; ) {
    let to = body.indexOf('\n', from)
    if (to < 0) to = body.length
    const first = body.charCodeAt(from) & ~32
    // Only B(EGIN), E(ND), F(REEBUSY), F(BTYPE), D(T…), A(TTENDEE) matter; the rest of the lines is skipped unread.
    if (first === 66 || first === 69 || first === 70 || first === 68 || first === 65) {
      const line = body.slice(from, to)
      const upper = line.slice(0, 16).toUpperCase()
      if (upper.startsWith('BEGIN:VFREEBUSY')) {
        part = { startUtc: Number.NaN, endUtc: Number.NaN, durationMs: Number.NaN, fbtype: null, periods: 0 }
        found = true
      } else if (part === null) {
        // outside: headers, zones, events
      } else if (upper.startsWith('END:VFREEBUSY')) {
        closePart(part, spans, coverage)
        part = null
      } else if (upper.startsWith('FREEBUSY')) {
        part.periods += addPeriods(line, spans)
        if (spans.length > maxPeriods) return fail({ code: 'too-large', detail: `more than ${maxPeriods} periods` })
      } else if (upper.startsWith('DTSTART')) part.startUtc = timeOfLine(line)
      else if (upper.startsWith('DTEND')) part.endUtc = timeOfLine(line)
      else if (upper.startsWith('DURATION')) part.durationMs = readDurationMs(valueOf(line))
      else if (upper.startsWith('DTSTAMP')) stampUtc = numberOrNull(timeOfLine(line))
      else if (upper.startsWith('FBTYPE')) part.fbtype = valueOf(line)
      else if (upper.startsWith('ATTENDEE')) attendee = valueOf(line)
    }
    from = to + 1
  }
  if (part !== null) return fail({ code: 'torn', detail: body.slice(-80) })
  return ok({ spans, coverage, attendee, found, stampUtc })
}

function closePart(part: Part, spans: BusySpan[], coverage: Interval[]): void {
  const endUtc = Number.isNaN(part.endUtc) ? part.startUtc + part.durationMs : part.endUtc
  if (!(part.startUtc < endUtc)) return
  // Radicale 3.7: one VFREEBUSY an event, FBTYPE as a property: its DTSTART..DTEND is the period (SCH-51, T-C26).
  if (part.periods === 0 && part.fbtype !== null) spans.push({ startUtc: part.startUtc, endUtc, kind: kindOf(part.fbtype) })
  else coverage.push({ startUtc: part.startUtc, endUtc })
}

const numberOrNull = (n: number): number | null => (Number.isNaN(n) ? null : n)

/** The colon after the parameters; quoted parameters may hold colons of their own. */
function colonOf(line: string): number {
  if (!line.includes('"')) return line.indexOf(':')
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i)
    if (c === 34) quoted = !quoted
    else if (c === 58 && !quoted) return i
  }
  return -1
}
const valueOf = (line: string): string => line.slice(colonOf(line) + 1).trim()

function parameter(head: string, name: string): string | null {
  const m = new RegExp(`;${name}=("[^"]*"|[^;]*)`, 'i').exec(head)
  return m ? m[1]!.replaceAll('"', '') : null
}

function timeOfLine(line: string): Instant {
  const colon = colonOf(line)
  return readTime(line.slice(colon + 1).trim(), colon < 0 ? null : parameter(line.slice(0, colon), 'TZID'))
}

/** UTC, or a local time in a zone some servers write against the rule (Xandikos: TZID=UTC); without a zone it is read as UTC. */
function readTime(text: string, tzid: string | null): Instant {
  const utc = readUtc(text)
  if (tzid === null || Number.isNaN(utc) || isUtcForm(text)) return utc
  const zone = resolveZone(tzid)
  return zone === null ? utc : toInstant(new Date(utc).toISOString().slice(0, 19), zone)
}

function addPeriods(line: string, out: BusySpan[]): number {
  const colon = colonOf(line)
  if (colon < 0) return 0
  const head = colon === 8 ? '' : line.slice(8, colon)
  const kind = head === '' ? 'busy' : kindOf(parameter(head, 'FBTYPE') ?? '')
  const tzid = head === '' ? null : parameter(head, 'TZID')
  let count = 0
  for (const period of line.slice(colon + 1).split(',')) {
    const slash = period.indexOf('/')
    if (slash < 0) continue
    const startUtc = readTime(period.slice(0, slash).trim(), tzid)
    const second = period.slice(slash + 1).trim()
    const c = second.charCodeAt(0) & ~32
    const endUtc = c === 80 /* P */ || second.startsWith('+') || second.startsWith('-') ? startUtc + readDurationMs(second) : readTime(second, tzid)
    count++
    if (startUtc < endUtc) out.push({ startUtc, endUtc, kind })
  }
  return count
}

/** Empty, `(null)`, or neither name nor domain in common with the person asked (aliases share one of them): FBU-25, T-F35. */
function isSomebodyElse(attendee: string, asked: string | undefined): boolean {
  const plain = attendee.replace(/^mailto:/i, '').trim().toLowerCase()
  if (plain === '' || plain === '(null)' || plain === 'null') return true
  const [user, domain] = plain.split('@')
  if (asked === undefined || domain === undefined) return false
  const [askedUser, askedDomain] = asked.replace(/^mailto:/i, '').trim().toLowerCase().split('@')
  return user !== askedUser && domain !== askedDomain
}

export interface FreeBusyToWrite {
  readonly window: Interval
  readonly spans: readonly BusySpan[]
  readonly nowUtc: Instant
  /** As calendar address, e.g. `mailto:bob@north.example`. */
  readonly organizer?: string
  readonly attendee?: string
  readonly uid?: string
  readonly url?: string
  readonly method?: 'PUBLISH' | 'REPLY'
}

const fbtypes: Readonly<Partial<Record<BusyKind, string>>> = { tentative: 'BUSY-TENTATIVE', busy: 'BUSY', unavailable: 'BUSY-UNAVAILABLE' }

/** An answer others can read (FBP-1, RFC 5546 §3.3.1): sorted, coalesced, types only. Unknown time cannot be said and must not lie in `window`. */
export function writeFreeBusy(answer: FreeBusyToWrite): string {
  const lines = calendarHead(answer.method)
  if (answer.uid !== undefined) lines.push(`UID:${answer.uid}`)
  lines.push(`DTSTAMP:${utcStamp(answer.nowUtc)}`, `DTSTART:${utcStamp(answer.window.startUtc)}`, `DTEND:${utcStamp(answer.window.endUtc)}`)
  if (answer.organizer !== undefined) lines.push(`ORGANIZER:${answer.organizer}`)
  if (answer.attendee !== undefined) lines.push(`ATTENDEE:${answer.attendee}`)
  if (answer.url !== undefined) lines.push(`URL:${answer.url}`)
  for (const s of toTimeline(answer.spans, answer.window, answer.window)) {
    const type = fbtypes[s.kind]
    if (type !== undefined) lines.push(`FREEBUSY;FBTYPE=${type}:${utcStamp(s.startUtc)}/${utcStamp(s.endUtc)}`)
  }
  return finish(lines)
}

export interface FreeBusyQuestion {
  readonly window: Interval
  readonly nowUtc: Instant
  readonly uid: string
  /** Address of the Outbox's owner exactly as the server listed it (SCH-1). */
  readonly organizer: string
  /** Calendar addresses, e.g. `mailto:bob@north.example`. */
  readonly attendees: readonly string[]
  /** The meeting being edited: leave its time out, if the server can (SCH-54). */
  readonly maskUid?: string
}

/** The question for the scheduling Outbox (SCH-50; RFC 6638 §5, RFC 5546 §3.3.2): no SEQUENCE, no DURATION, times in UTC. */
export function freeBusyRequest(question: FreeBusyQuestion): string {
  const lines = calendarHead('REQUEST')
  lines.push(`UID:${question.uid}`, `DTSTAMP:${utcStamp(question.nowUtc)}`)
  lines.push(`DTSTART:${utcStamp(question.window.startUtc)}`, `DTEND:${utcStamp(question.window.endUtc)}`)
  lines.push(`ORGANIZER:${question.organizer}`)
  for (const a of question.attendees) lines.push(`ATTENDEE:${a}`)
  if (question.maskUid !== undefined) lines.push(`X-CALENDARSERVER-MASK-UID:${question.maskUid}`)
  return finish(lines)
}

function calendarHead(method?: string): string[] {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Parley//EN']
  if (method !== undefined) lines.push(`METHOD:${method}`)
  lines.push('BEGIN:VFREEBUSY')
  return lines
}

const finish = (lines: string[]): string => [...lines, 'END:VFREEBUSY', 'END:VCALENDAR', ''].map((line) => fold(line.replace(/[\r\n]+/g, ' '))).join('\r\n')
