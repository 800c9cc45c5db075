import { alarmsOf } from '../../../shared/ical/alarms.ts'
import { readDuration } from '../../../shared/ical/moment.ts'
import { type Component, eventsOf, readCalendar } from '../../../shared/ical/tree.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { isOwn } from '../scheduling/identity.ts'
import { type OccurrenceSpan, rowOf, spanOfRow } from '../store/drawn-row.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'

const dayMs = 86_400_000
/** An alarm that rings earlier before its event is looked for by itself (`farAlarmed`): a month is more than most people set. */
const longestLeadMs = 31 * dayMs
/** One that rings later after its start is not found. */
const longestLagMs = 2 * dayMs

export interface Alarm {
  readonly event: DrawnRow
  readonly atUtc: Instant
  /** When the event is over, on the clocks of the person. */
  readonly endUtc: Instant
}

/**
 * Objects with an alarm that may ring more than a month before its event: a passport, a visa, a tax. Every text with an alarm and dates
 * ahead is looked at. In pieces, as `alarmsIn`.
 */
export function* farAlarmed(read: ReadStore, nowUtc: Instant): Generator<readonly ObjectId[]> {
  for (const texts of read.alarmedTexts(nowUtc + longestLeadMs - dayMs)) yield texts.flatMap(({ id, text }) => (mayRingFarAhead(text) ? [id] : []))
}

function mayRingFarAhead(text: string): boolean {
  for (const [, value = ''] of text.replaceAll(/\r?\n[ \t]/g, '').matchAll(/^TRIGGER[^:\r\n]*:([^\r\n]*)$/gim)) {
    const lead = readDuration(value)
    if (lead === null ? /^\d{8}T/.test(value) : lead.days * dayMs + lead.ms < -longestLeadMs) return true
  }
  return false
}

/** When the alarms of each instance ring, from one look to the next: after a change of one event the others need not be parsed again. */
export interface AlarmMemo {
  /** Of the instance `row` of an object with this `text`. */
  timesOf(text: string | null, row: DrawnRow, zone: Zone): readonly Instant[]
  /** A look is over: what it did not ask for is forgotten. */
  forgetOthers(): void
}

interface KnownTimes {
  readonly text: string
  /** By part and span. */
  readonly times: Map<string, readonly Instant[]>
  events: readonly Component[] | null
}

export function createAlarmMemo(): AlarmMemo {
  let known = new Map<ObjectId, KnownTimes>()
  let asked = new Map<ObjectId, KnownTimes>()

  return {
    timesOf(text, row, zone) {
      if (text === null || !hasAlarm(text)) return []
      const before = asked.get(row.objectId) ?? known.get(row.objectId)
      const entry: KnownTimes = before?.text === text ? before : { text, times: new Map(), events: null }
      asked.set(row.objectId, entry)
      const span = spanOf(row, zone)
      const name = `${row.part} ${span.startUtc} ${span.endUtc}`
      let times = entry.times.get(name)
      if (times === undefined) {
        entry.events ??= eventsWithAlarms(text)
        entry.times.set(name, (times = timesFor(entry.events, row, zone)))
      }
      return times
    },
    forgetOthers() {
      // Trees are many times their texts, and wanted again only when another date comes into sight.
      for (const entry of asked.values()) entry.events = null
      known = asked
      asked = new Map()
    },
  }
}

/**
 * Alarms in calendars that are switched on. An absolute one of a series rings once, with its first date in sight. `far` are the
 * objects that are looked for further ahead: as far as dates are known, some two years.
 *
 * In pieces: with 100,000 events all of it takes half a second, and whoever asks for a week must not wait for it. After each other calls
 * may be answered; what they change makes the ringer look again. A calendar of ordinary size is one piece.
 */
export function* alarmsIn(read: ReadStore, window: Interval, far: readonly ObjectId[] = [], memo: AlarmMemo = createAlarmMemo()): Generator<readonly Alarm[]> {
  const zone = read.zone()
  const texts = new Map<ObjectId, string | null>()
  const known = new Set<string>()
  // What reminds somebody else is theirs to hear.
  const others = new Set(read.accounts().filter((account) => !isOwn(account)).map(({ id }) => id))
  let piece: Alarm[] = []
  let looked = 0

  for (const spans of spansAhead(read, window, far, zone)) {
    for (const span of spans) {
      looked += 1
      if (isSilent(span.head) || others.has(span.head.accountId)) continue
      const { objectId, part } = span.head
      let text = texts.get(objectId)
      if (text === undefined) {
        // Of most, that they have no alarm is all there is to keep.
        const whole = read.textOf(objectId)
        texts.set(objectId, (text = whole !== null && hasAlarm(whole) ? whole : null))
        looked += textWeight
      }
      if (text !== null) {
        const row = rowOf(span)
        for (const atUtc of memo.timesOf(text, row, zone)) {
          if (atUtc < window.startUtc || atUtc >= window.endUtc) continue
          const key = `${objectId} ${part} ${atUtc}`
          if (known.has(key)) continue
          known.add(key)
          piece.push({ event: row, atUtc, endUtc: spanOf(row, zone).endUtc })
        }
      }
      if (looked < pieceWeight) continue
      yield piece
      piece = []
      looked = 0
    }
  }
  memo.forgetOthers()
  yield piece
}

/** Dates looked at in one piece, and how many of them one text is worth: some 20 ms. */
const pieceWeight = 6_000
const textWeight = 30

/** A week at a time, earlier ones first; at its edges some come twice. */
function* spansAhead(read: ReadStore, window: Interval, far: readonly ObjectId[], zone: Zone): Generator<readonly OccurrenceSpan[]> {
  const reach = { startUtc: window.startUtc - longestLagMs, endUtc: window.endUtc + longestLeadMs }
  for (let startUtc = reach.startUtc; startUtc < reach.endUtc; startUtc += 7 * dayMs) {
    yield read.spansIn({ window: { startUtc, endUtc: Math.min(startUtc + 7 * dayMs, reach.endUtc) }, zone }).toSorted((a, b) => a.startUtc - b.startUtc)
  }
  const beyond = { startUtc: reach.endUtc, endUtc: read.indexedWindow().endUtc }
  for (const id of far) {
    if (read.object(id)?.deletedHere !== false) continue
    yield read.occurrencesOf(id, beyond).filter((row) => row.startUtc >= beyond.startUtc).map(spanOfRow)
  }
}

/** Whether this instance has an alarm at that moment that was not dismissed, here or on another device (ICS-15). */
export function stillRings(read: ReadStore, row: DrawnRow, atUtc: Instant): boolean {
  return !isSilent(row) && timesFor(eventsWithAlarms(read.textOf(row.objectId)), row, read.zone()).includes(atUtc)
}

/** ITP-17 and ux.md 3.3: called off, declined, or not answered yet. */
const isSilent = (row: Pick<DrawnRow, 'status' | 'role' | 'myAnswer'>): boolean => row.status === 'cancelled' || (row.role === 'attendee' && (row.myAnswer === 'declined' || row.myAnswer === 'needs-action'))

const timesFor = (events: readonly Component[], row: DrawnRow, zone: Zone): Instant[] => {
  const event = events[row.part]
  return event === undefined ? [] : alarmsOf(event, spanOf(row, zone)).map((alarm) => alarm.atUtc)
}

/** Most texts have none, and are not parsed to learn it. */
const hasAlarm = (text: string): boolean => /^BEGIN:VALARM/im.test(text)

function eventsWithAlarms(text: string | null): readonly Component[] {
  if (text === null || !hasAlarm(text)) return []
  const parsed = readCalendar(text)
  return parsed.ok ? eventsOf(parsed.value) : []
}

/** ICS-14: an all-day event begins at the midnight of the person. */
export const spanOf = (row: DrawnRow, zone: Zone): Interval =>
  row.startDate === null || row.endDate === null ? { startUtc: row.startUtc, endUtc: row.endUtc } : { startUtc: startOfDay(row.startDate, zone), endUtc: startOfDay(row.endDate, zone) }
