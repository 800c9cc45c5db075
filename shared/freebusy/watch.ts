import type { Interval, Zone } from '../model/time.ts'
import { mustCome, type SuggestRow } from './judge.ts'
import { slotStateOf } from './slot.ts'
import { nearestFree } from './suggest.ts'
import type { WorkingHours } from './hours.ts'

export interface WatchQuestion {
  /** Required people and rooms of the meeting, and the optional ones; the meeting itself taken out of their time. */
  readonly rows: readonly SuggestRow[]
  readonly slot: Interval
  /** Where a better time is looked for. */
  readonly around: Interval
  readonly zone: Zone
  readonly workingHours: WorkingHours | null
}

/** What one look at a meeting saw; the next look is told against it. */
export interface WatchLook {
  readonly slot: Interval
  /** Addresses of people who must come and cannot, and of rooms that are taken. */
  readonly people: readonly string[]
  readonly rooms: readonly string[]
  /** The nearest time that is known to suit all who must come; looked for only while somebody cannot. */
  readonly better: Interval | null
}

export interface WatchNews {
  readonly kind: 'busy' | 'room' | 'better'
  /** For `better`: who cannot come at the time it has. */
  readonly who: readonly string[]
  readonly better: Interval | null
}

/**
 * Looks at a planned meeting once. Somebody whose time is not known now is taken as they were seen last (`before`): silence is
 * neither a conflict nor the end of one.
 */
export function lookAtMeeting({ rows, slot, around, zone, workingHours }: WatchQuestion, before: WatchLook | null): WatchLook {
  const last = before !== null && sameSlot(before.slot, slot) ? before : null
  const hindered = (room: boolean): string[] =>
    rows
      .filter((row) => (row.presence === 'room') === room && mustCome(row, { rooms: 'all' }))
      .filter((row) => {
        const { state } = slotStateOf(row, slot, () => false)
        if (state === 'unknown' || state === 'asking') return (room ? last?.rooms : last?.people)?.includes(row.address) ?? false
        return state === 'busy' || state === 'away'
      })
      .map((row) => row.address)
  const people = hindered(false)
  const rooms = hindered(true)
  if (people.length + rooms.length === 0) return { slot, people, rooms, better: null }
  const durationMin = Math.round((slot.endUtc - slot.startUtc) / 60_000)
  const found = nearestFree({ rows, durationMin, window: around, zone, workingHours, unknownAs: 'busy', rooms: 'all' }, slot.startUtc)
  return { slot, people, rooms, better: found && { startUtc: found.startUtc, endUtc: found.endUtc } }
}

/**
 * What is worth telling since the last look. `null`: nothing new, what was told stands. `none`: all can come again, nothing stands.
 * The first look at a time tells nothing: whoever chose it saw who could not come.
 */
export function newsSince(before: WatchLook | null, now: WatchLook): WatchNews | 'none' | null {
  if (now.people.length + now.rooms.length === 0) return 'none'
  if (before === null || !sameSlot(before.slot, now.slot)) return before === null ? null : 'none'
  const people = now.people.filter((address) => !before.people.includes(address))
  if (people.length > 0) return { kind: 'busy', who: people, better: now.better }
  const rooms = now.rooms.filter((address) => !before.rooms.includes(address))
  if (rooms.length > 0) return { kind: 'room', who: rooms, better: now.better }
  if (now.better !== null && before.better === null) return { kind: 'better', who: [...now.people, ...now.rooms], better: now.better }
  return null
}

const sameSlot = (a: Interval, b: Interval): boolean => a.startUtc === b.startUtc && a.endUtc === b.endUtc
