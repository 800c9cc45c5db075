import { alarmsOf } from '../../../shared/ical/alarms.ts'
import { readDuration } from '../../../shared/ical/moment.ts'
import { type Component, eventsOf, readCalendar } from '../../../shared/ical/tree.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { isOwn } from '../scheduling/identity.ts'
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

/** Objects with an alarm that may ring more than a month before its event: a passport, a visa, a tax. Every text with an alarm is looked at. */
export const farAlarmed = (read: ReadStore, nowUtc: Instant): readonly ObjectId[] => read.alarmedTexts(nowUtc + longestLeadMs - dayMs).flatMap(({ id, text }) => (mayRingFarAhead(text) ? [id] : []))

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
 * Alarms in calendars that are switched on, by time. An absolute one of a series rings once, with its first date in sight. `far` are the
 * objects that are looked for further ahead: as far as dates are known, some two years.
 */
export function alarmsIn(read: ReadStore, window: Interval, far: readonly ObjectId[] = [], memo: AlarmMemo = createAlarmMemo()): Alarm[] {
  const zone = read.zone()
  const texts = new Map<ObjectId, string | null>()
  const reach = { startUtc: window.startUtc - longestLagMs, endUtc: window.endUtc + longestLeadMs }
  const found = new Map<string, Alarm>()
  const beyond = { startUtc: reach.endUtc, endUtc: read.indexedWindow().endUtc }
  const later = far.filter((id) => read.object(id)?.deletedHere === false).flatMap((id) => read.occurrencesOf(id, beyond).filter((row) => row.startUtc >= beyond.startUtc))
  // What reminds somebody else is theirs to hear.
  const others = new Set(read.accounts().filter((account) => !isOwn(account)).map(({ id }) => id))
  for (const row of [...read.occurrencesIn({ window: reach, zone }), ...later]) {
    if (isSilent(row) || others.has(row.accountId)) continue
    let text = texts.get(row.objectId)
    if (text === undefined) texts.set(row.objectId, (text = read.textOf(row.objectId)))
    for (const atUtc of memo.timesOf(text, row, zone)) {
      if (atUtc < window.startUtc || atUtc >= window.endUtc) continue
      const key = `${row.objectId} ${row.part} ${atUtc}`
      if (!found.has(key)) found.set(key, { event: row, atUtc, endUtc: spanOf(row, zone).endUtc })
    }
  }
  memo.forgetOthers()
  return [...found.values()].sort((a, b) => a.atUtc - b.atUtc)
}

/** Whether this instance has an alarm at that moment that was not dismissed, here or on another device (ICS-15). */
export function stillRings(read: ReadStore, row: DrawnRow, atUtc: Instant): boolean {
  return !isSilent(row) && timesFor(eventsWithAlarms(read.textOf(row.objectId)), row, read.zone()).includes(atUtc)
}

/** ITP-17 and ux.md 3.3: called off, declined, or not answered yet. */
const isSilent = (row: DrawnRow): boolean => row.status === 'cancelled' || (row.role === 'attendee' && (row.myAnswer === 'declined' || row.myAnswer === 'needs-action'))

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
