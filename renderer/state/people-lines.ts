import type { Interval, Zone } from '../../shared/model/time.ts'
import type { SlotState } from '../../shared/freebusy/slot.ts'
import { slotDetail, sourceLine } from '../../shared/wording/busy.ts'
import { zoneCity } from '../../shared/wording/dates.ts'
import { localTimeOf, reportFor, type LocalTime, type MeetingPerson } from './meeting-people.ts'

/** One person at the chosen time: state, the words under the name, and their clock. */
export interface PersonLine {
  readonly person: MeetingPerson
  readonly state: SlotState
  readonly detail: string
  readonly tone: 'plain' | 'warn'
  readonly local: LocalTime | null
  /** Only where the clock is not mine. */
  readonly city: string
}

export function personLine(person: MeetingPerson, slot: Interval, zone: Zone, nowUtc: number): PersonLine {
  const report = reportFor(person, slot)
  const source = sourceLine(person.row, nowUtc)
  const blocked = slotDetail(report, zone)
  const local = localTimeOf(person, slot.startUtc, zone)
  const theirs = person.row.zone ?? person.row.workingHours?.zone ?? null
  const mine = localTimeOf({ ...person, row: { ...person.row, zone } }, slot.startUtc, zone)
  const isMine = person.isMe ? `you${person.isOrganizer ? ', organizer' : ''}` : ''
  return {
    person,
    state: report.state,
    detail: blocked || isMine || source.text,
    tone: blocked ? 'plain' : isMine ? 'plain' : source.tone,
    local,
    city: theirs !== null && local !== null && (local.text !== mine?.text || local.shift !== '') ? zoneCity(theirs) : '',
  }
}

export interface OtherClock {
  readonly text: string
  readonly shift: string
  readonly cities: string
}

/** `09:00 New York`, `14:00 Lisbon, London`, `02:00 +1 Auckland`: every other clock in the meeting once. */
export function otherClocks(lines: readonly PersonLine[]): OtherClock[] {
  const byClock = new Map<string, { text: string; shift: string; cities: Set<string> }>()
  for (const line of lines) {
    if (line.city === '' || line.local === null) continue
    const key = `${line.local.text}${line.local.shift}`
    const found = byClock.get(key) ?? { text: line.local.text, shift: line.local.shift, cities: new Set<string>() }
    found.cities.add(line.city)
    byClock.set(key, found)
  }
  return [...byClock.values()].map((clock) => ({ text: clock.text, shift: clock.shift, cities: [...clock.cities].join(', ') }))
}
