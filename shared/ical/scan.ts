import type { Uid } from '../model/ids.ts'
import type { Zone } from '../model/time.ts'
import { resolveZone } from '../time/zones.ts'
import { zoneOfVtimezone } from './embedded-zones.ts'
import { asSlotOf, type Moment, readBasic, recurrenceName } from './moment.ts'
import { type CalPerson, clearPersonParams, noPersonParams, personFrom, setPersonParam } from './people.ts'
import type { IcalProblem } from './tree.ts'

export type ScannedTime = Moment
export interface ScannedPeriod {
  readonly start: ScannedTime
  /** Both null but for a PERIOD. */
  readonly end: ScannedTime | null
  readonly duration: string | null
}

/** One VEVENT; texts are unescaped and '' when missing, words of the standard are in upper case. */
export interface ScannedEvent {
  /** Its place in the text. */
  readonly part: number
  readonly uid: string
  /** In the form of the contract; null for a master. */
  readonly recurrenceId: string | null
  /** RECURRENCE-ID, brought to the type of the master's DTSTART where it is of another. */
  readonly recurrenceTime: ScannedTime | null
  readonly thisAndFuture: boolean
  readonly start: ScannedTime | null
  readonly end: ScannedTime | null
  readonly duration: string | null
  readonly rrules: readonly string[]
  readonly exrules: readonly string[]
  readonly rdates: readonly ScannedPeriod[]
  readonly exdates: readonly ScannedTime[]
  readonly summary: string
  readonly location: string
  readonly status: string
  readonly transp: string
  /** X-MICROSOFT-CDO-BUSYSTATUS: FREE, TENTATIVE, BUSY, OOF. */
  readonly busyStatus: string
  readonly visibility: string
  readonly sequence: number
  /** As written, e.g. 20261122T100000Z. */
  readonly dtstamp: string
  readonly organizer: CalPerson | null
  readonly attendees: readonly CalPerson[]
}

export interface ScannedObject {
  readonly uid: Uid
  /** The first that is no VTIMEZONE; null for a calendar that holds nothing. */
  readonly component: string | null
  readonly method: string | null
  readonly events: readonly ScannedEvent[]
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer V)[] ? V[] : T[K] }
type Draft = Mutable<ScannedEvent>

export const isIcalProblem = (x: ScannedObject | IcalProblem): x is IcalProblem => 'code' in x

/**
 * The fields that lists, grids and free/busy need, read straight from the text: some 4 µs an object, a tenth of a parse.
 * Takes what `readCalendar` takes, and finds the same faults but bad syntax; never throws.
 */
export function scanObject(text: string): ScannedObject | IcalProblem {
  return new Scanner(text).scan()
}

const newline = 10
const noPeople: CalPerson[] = []
const noTimes: ScannedTime[] = []
const noPeriods: ScannedPeriod[] = []
const noRules: string[] = []

/** First two letters of the names that are read, any case: nine lines of ten are passed over by these alone. */
const beginnings: readonly string[] = ['AT', 'BE', 'CL', 'DT', 'DU', 'EN', 'EX', 'LO', 'ME', 'OR', 'RR', 'RD', 'RE', 'SU', 'ST', 'SE', 'TR', 'UI', 'X-']
const matters = new Uint8Array(1024)
for (const two of beginnings) matters[((two.charCodeAt(0) & 31) << 5) | (two.charCodeAt(1) & 31)] = 1
const mayMatter = (first: number, second: number): boolean => first > 64 && matters[((first & 31) << 5) | (second & 31)] === 1

class Scanner {
  private readonly text: string
  private readonly open: string[] = []
  private readonly events: Draft[] = []
  private event: Draft | null = null
  private uid = ''
  private component: string | null = null
  private method: string | null = null
  private fault: IcalProblem | null = null

  constructor(text: string) {
    this.text = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
    // Bare CR as a line end is too rare to look for on every line.
    if (this.text.includes('\r') && !this.text.includes('\n')) this.text = this.text.replaceAll('\r', '\n')
  }

  scan(): ScannedObject | IcalProblem {
    const { text } = this
    let at = 0
    while (at < text.length && text.charCodeAt(at) <= 32) at++
    if (at === text.length) return { code: 'empty', detail: 'The text is empty.' }
    if (!/^BEGIN:VCALENDAR[ \t]*(\r|\n|$)/i.test(text.slice(at, at + 24))) return { code: 'not-calendar', detail: 'The text does not start with BEGIN:VCALENDAR.' }
    while (at < text.length && !this.fault) at = this.line(at)
    if (this.fault) return this.fault
    if (this.open.length > 0) return { code: 'torn', detail: `${this.open.at(-1)} begins but does not end.` }
    for (const event of this.events) {
      if (!event.recurrenceTime) continue
      const master = this.events.find((other) => !other.recurrenceTime && other.uid === event.uid)
      if (master?.start) event.recurrenceTime = asSlotOf(master.start, event.recurrenceTime)
      event.recurrenceId = recurrenceName(event.recurrenceTime)
    }
    return { uid: this.uid as Uid, component: this.component, method: this.method, events: this.events }
  }

  /** Handles the line that begins at `at`; gives where the next begins. */
  private line(at: number): number {
    const { text } = this
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    if (!mayMatter(text.charCodeAt(at), text.charCodeAt(at + 1))) return end + 1
    let nameEnd = at
    while (nameEnd < end && text.charCodeAt(nameEnd) !== 58 && text.charCodeAt(nameEnd) !== 59) nameEnd++
    if (nameEnd === end) return end + 1
    const name = text.slice(at, nameEnd).toUpperCase()
    if (name === 'BEGIN') return this.begin(this.unfolded(at, end).slice(6).trim().toUpperCase(), end)
    if (name === 'END') {
      this.close(this.unfolded(at, end).slice(4).trim().toUpperCase())
      return end + 1
    }
    if (this.open.length === 1) {
      if (name === 'METHOD') this.method = this.unfolded(at, end).slice(7).trim().toUpperCase()
    } else if (this.open.length === 2) {
      if (this.event) this.field(this.event, name, at, nameEnd, end)
      else if (name === 'UID' && this.uid === '') this.uid = valueOf(this.unfolded(at, end), nameEnd - at)
    }
    return end + 1
  }

  private begin(name: string, end: number): number {
    if (name === 'VTIMEZONE' || name === 'VALARM') {
      // Nothing in these is for us: jump, unless something else ends first (nested, torn, lower case: the slow way).
      const close = this.text.indexOf('\nEND:V', end)
      if (close >= 0 && this.text.startsWith(name, close + 5)) {
        const next = this.text.indexOf('\n', close + 1)
        return next < 0 ? this.text.length : next + 1
      }
    }
    this.open.push(name)
    if (this.open.length === 2) {
      if (name !== 'VTIMEZONE') this.component ??= name
      if (name === 'VEVENT') {
        this.event = emptyEvent(this.events.length)
        this.events.push(this.event)
      }
    }
    return end + 1
  }

  private close(name: string): void {
    if (this.open.pop() !== name) this.fault = { code: 'torn', detail: `END:${name} closes nothing that is open.` }
    else if (this.open.length === 1 && this.event) {
      if (this.uid === '') this.uid = this.event.uid
      this.event = null
    }
  }

  private unfolded(at: number, end: number): string {
    const { text } = this
    const line = text.slice(at, text.charCodeAt(end - 1) === 13 ? end - 1 : end)
    let to = end
    while (to < text.length && text.charCodeAt(to) === newline && (text.charCodeAt(to + 1) === 32 || text.charCodeAt(to + 1) === 9)) {
      const from = to + 2
      to = text.indexOf('\n', from)
      if (to < 0) to = text.length
    }
    return to === end ? line : text.slice(at, to).replace(/\r?\n[ \t]|\r$/g, '')
  }

  private field(event: Draft, name: string, at: number, nameEnd: number, end: number): void {
    switch (name) {
      case 'UID':
        event.uid = valueOf(this.unfolded(at, end), nameEnd - at)
        return
      case 'SUMMARY':
        event.summary = unescape(valueOf(this.unfolded(at, end), nameEnd - at))
        return
      case 'LOCATION':
        event.location = unescape(valueOf(this.unfolded(at, end), nameEnd - at))
        return
      case 'STATUS':
        event.status = this.word(at, nameEnd, end)
        return
      case 'TRANSP':
        event.transp = this.word(at, nameEnd, end)
        return
      case 'CLASS':
        event.visibility = this.word(at, nameEnd, end)
        return
      case 'X-MICROSOFT-CDO-BUSYSTATUS':
        event.busyStatus = this.word(at, nameEnd, end)
        return
      case 'DTSTAMP':
        event.dtstamp = this.word(at, nameEnd, end)
        return
      case 'SEQUENCE':
        event.sequence = Number.parseInt(this.word(at, nameEnd, end), 10) || 0
        return
      case 'DURATION':
        event.duration = this.word(at, nameEnd, end)
        return
      case 'RRULE':
        event.rrules = [...event.rrules, this.word(at, nameEnd, end)]
        return
      case 'EXRULE':
        event.exrules = [...event.exrules, this.word(at, nameEnd, end)]
        return
      case 'ORGANIZER':
      case 'ATTENDEE':
        this.withPeople(event, name, this.unfolded(at, end), nameEnd - at)
        return
      case 'DTSTART':
      case 'DTEND':
      case 'RECURRENCE-ID':
      case 'EXDATE':
      case 'RDATE':
        this.withTimes(event, name, readTimeLine(this.unfolded(at, end), nameEnd - at))
    }
  }

  private word(at: number, nameEnd: number, end: number): string {
    return valueOf(this.unfolded(at, end), nameEnd - at).trim().toUpperCase()
  }

  private withPeople(event: Draft, name: string, line: string, nameEnd: number): void {
    const person = readPerson(line, nameEnd)
    if (name === 'ORGANIZER') event.organizer ??= person
    else if (event.attendees === noPeople) event.attendees = [person]
    else event.attendees.push(person)
  }

  private withTimes(event: Draft, name: string, { value, tzid, thisAndFuture }: TimeLine): void {
    switch (name) {
      case 'DTSTART':
        event.start ??= this.time(value, tzid)
        return
      case 'DTEND':
        event.end ??= this.time(value, tzid)
        return
      case 'RECURRENCE-ID':
        event.recurrenceTime ??= this.time(value, tzid)
        event.thisAndFuture = thisAndFuture
        return
      case 'EXDATE':
        event.exdates = [...event.exdates, ...value.split(',').map((v) => this.time(v, tzid)).filter((t) => t !== null)]
        return
      case 'RDATE':
        event.rdates = [...event.rdates, ...value.split(',').map((v) => this.period(v, tzid)).filter((t) => t !== null)]
    }
  }

  private period(value: string, tzid: string | null): ScannedPeriod | null {
    const slash = value.indexOf('/')
    const start = this.time(slash < 0 ? value : value.slice(0, slash), tzid)
    if (!start || slash < 0) return start && { start, end: null, duration: null }
    const rest = value.slice(slash + 1).trim()
    return /^[+-]?P/i.test(rest) ? { start, end: null, duration: rest } : { start, end: this.time(rest, tzid), duration: null }
  }

  private time(value: string, tzid: string | null): ScannedTime | null {
    const read = readBasic(value.trim())
    if (!read) return null
    if (read.form === 'date') return { kind: 'date', wallMs: read.wallMs, tzid: null, zone: null }
    if (read.form === 'utc') return { kind: 'utc', wallMs: read.wallMs, tzid: null, zone: null }
    if (!tzid) return { kind: 'floating', wallMs: read.wallMs, tzid: null, zone: null }
    return { kind: 'zoned', wallMs: read.wallMs, tzid, zone: resolveZone(tzid) ?? this.embedded(tzid) }
  }

  /** The VTIMEZONE may stand behind the events, so all of the text is searched (once per such object). */
  private embedded(tzid: string): Zone | null {
    const blocks = this.text.match(/^BEGIN:VTIMEZONE[ \t]*\r?$[^]*?^END:VTIMEZONE/gim) ?? []
    const own = blocks.find((block) => {
      const line = /^TZID[;:].*(?:\r?\n[ \t].*)*/im.exec(block)?.[0].replace(/\r?\n[ \t]/g, '').trim()
      return line !== undefined && valueOf(line, 4) === tzid
    })
    return own === undefined ? null : zoneOfVtimezone(own.replace(/\r?\n/g, '\r\n'))
  }
}

/** Parameters one by one; quotes protect `: ; ,` (RFC 5545 §3.1), `^` escapes are undone (RFC 6868). */
class LineReader {
  name = ''
  value = ''
  private at: number
  private line: string

  constructor(line: string, nameEnd: number) {
    this.line = line
    this.at = nameEnd
  }

  /** One reader serves all lines: a small object a line is what the collector would spend its time on. */
  over(line: string, nameEnd: number): this {
    this.line = line
    this.at = nameEnd
    return this
  }

  /** The next value; one name may have several, each comes by itself. */
  next(): boolean {
    const { line } = this
    const mark = line.charCodeAt(this.at)
    if (mark === 59) {
      let equals = this.at + 1
      while (equals < line.length && line.charCodeAt(equals) !== 61 && !isMark(line.charCodeAt(equals))) equals++
      this.name = line.slice(this.at + 1, equals)
      if (line.charCodeAt(equals) === 61) this.readValue(equals + 1)
      else {
        this.value = ''
        this.at = equals
      }
      return true
    }
    if (mark !== 44) return false
    this.readValue(this.at + 1)
    return true
  }

  /** What stands behind the colon; to be asked once `next` said no. */
  rest(): string {
    return this.line.slice(this.at + 1)
  }

  private readValue(from: number): void {
    const { line } = this
    let at = from
    if (line.charCodeAt(from) === 34) {
      const close = line.indexOf('"', from + 1)
      at = close < 0 ? line.length : close + 1
      this.value = line.slice(from + 1, close < 0 ? line.length : close)
      // Text behind a closing quote has no meaning; it is passed over up to the next mark.
      while (at < line.length && !isMark(line.charCodeAt(at))) at++
    } else {
      while (at < line.length && !isMark(line.charCodeAt(at))) at++
      this.value = line.slice(from, at)
    }
    this.at = at
    if (this.value.includes('^')) this.value = this.value.replace(/\^([n'^])/g, (_, c: string) => (c === 'n' ? '\n' : c === "'" ? '"' : '^'))
  }
}

const isMark = (code: number): boolean => code === 58 || code === 59 || code === 44

const lineReader = new LineReader('', 0)
const personParams = noPersonParams()

/** Parameters of a time. */
interface TimeLine {
  tzid: string | null
  thisAndFuture: boolean
  value: string
}

function readTimeLine(line: string, nameEnd: number): TimeLine {
  const out: TimeLine = { tzid: null, thisAndFuture: false, value: '' }
  if (line.charCodeAt(nameEnd) === 58) {
    out.value = line.slice(nameEnd + 1)
    return out
  }
  const reader = lineReader.over(line, nameEnd)
  while (reader.next()) {
    const name = reader.name.toUpperCase()
    if (name === 'TZID' && reader.value !== '') out.tzid ??= reader.value
    else if (name === 'RANGE') out.thisAndFuture = reader.value.toUpperCase() === 'THISANDFUTURE'
  }
  out.value = reader.rest()
  return out
}

function readPerson(line: string, nameEnd: number): CalPerson {
  const params = clearPersonParams(personParams)
  const reader = lineReader.over(line, nameEnd)
  while (reader.next()) setPersonParam(params, reader.name, reader.value)
  return personFrom(reader.rest(), params)
}

/** Value of a line whose parameters do not matter. */
function valueOf(line: string, nameEnd: number): string {
  if (line.charCodeAt(nameEnd) === 58) return line.slice(nameEnd + 1)
  const reader = lineReader.over(line, nameEnd)
  while (reader.next());
  return reader.rest()
}

/** ICS-2: an unknown `\x` is x. */
const unescape = (text: string): string => (text.includes('\\') ? text.replace(/\\(.)/gs, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c)) : text)

const emptyEvent = (part: number): Draft => ({
  part,
  uid: '',
  recurrenceId: null,
  recurrenceTime: null,
  thisAndFuture: false,
  start: null,
  end: null,
  duration: null,
  rrules: noRules,
  exrules: noRules,
  rdates: noPeriods,
  exdates: noTimes,
  summary: '',
  location: '',
  status: '',
  transp: '',
  busyStatus: '',
  visibility: '',
  sequence: 0,
  dtstamp: '',
  organizer: null,
  attendees: noPeople,
})
