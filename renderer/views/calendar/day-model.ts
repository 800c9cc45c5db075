import { addDays, startOfDay } from '../../../shared/time/days.ts'
import { offsetMsAt } from '../../../shared/time/zones.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { Instant, PlainDate, Zone } from '../../../shared/model/time.ts'
import { layOutCrowd, spotOf } from './crowd-model.ts'
import { clockWords, kindOf, kindWords, peopleWords, rangeWords, spokenWords, titleWords, type OccurrenceKind } from './occurrence-words.ts'

/** One event in one day's column. Hours are on the day's clock, 0 to 24; `x` and `w` are percent of the column. */
export interface Block {
  readonly key: string
  readonly occurrence: Occurrence
  readonly from: number
  readonly to: number
  readonly x: number
  readonly w: number
  readonly kind: OccurrenceKind
  readonly hue: string
  /** Lies over an earlier one and wears a ring. */
  readonly stacked: boolean
  readonly narrow: boolean
  /** How much room there is: words drop from the end (design: first the time, then the room, then the title is cut). */
  readonly size: 'tiny' | 'short' | 'tall'
  /** Enough of it is uncovered for a title of two lines. */
  readonly roomy: boolean
  readonly past: boolean
  readonly unsent: boolean
  readonly title: string
  readonly lines: readonly string[]
  readonly showFaces: boolean
  readonly footWords: string
  /** Began before this day, goes on after it. */
  readonly came: boolean
  readonly goesOn: boolean
  readonly spoken: string
}

/** Several events share a place that has no more room. */
export interface MoreBlock {
  readonly key: string
  readonly from: number
  readonly to: number
  readonly x: number
  readonly w: number
  readonly occurrences: readonly Occurrence[]
}

export interface DayModel {
  readonly date: PlainDate
  readonly blocks: readonly Block[]
  readonly more: readonly MoreBlock[]
}

export interface CalendarFacts {
  readonly zone: Zone
  readonly nowUtc: Instant
  readonly hourPx: number
  /** How many events fit side by side in one day before the rest folds. */
  readonly columns: number
  readonly hues: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, string>
}

const hourMs = 3_600_000
/** Shorter ones are drawn and laid out as if they took this long, so that their title can be read. */
const leastMs = 25 * 60_000

/** Timed events of less than a day go into the columns, everything else into the lanes above. */
export const isLaned = (occurrence: Occurrence): boolean => occurrence.startDate !== null || occurrence.endUtc - occurrence.startUtc >= 24 * hourMs

/** Those of `occurrences` that stand in the column of this day. */
export function timedOn(date: PlainDate, occurrences: readonly Occurrence[], zone: Zone): readonly Occurrence[] {
  const dayStart = startOfDay(date, zone)
  const dayEnd = startOfDay(addDays(date, 1), zone)
  return occurrences.filter((one) => !isLaned(one) && one.startUtc < dayEnd && (one.endUtc > dayStart || (one.startUtc === one.endUtc && one.startUtc >= dayStart)))
}

export const dayModel = (date: PlainDate, occurrences: readonly Occurrence[], facts: CalendarFacts): DayModel => columnOf(date, timedOn(date, occurrences, facts.zone), facts)

/** `mine`: those that `timedOn` gives. */
export function columnOf(date: PlainDate, mine: readonly Occurrence[], facts: CalendarFacts): DayModel {
  const dayStart = startOfDay(date, facts.zone)
  const dayEnd = startOfDay(addDays(date, 1), facts.zone)
  const byKey = new Map(mine.map((one) => [one.key, one]))
  const hourOf = (instant: Instant): number => {
    if (instant <= dayStart) return 0
    if (instant >= dayEnd) return 24
    // Hours on the wall, so that 09:00 is at 09:00 also on a day of 23 or 25 hours.
    const wall = (instant + offsetMsAt(facts.zone, instant)) / hourMs
    return wall - Math.floor(wall / 24) * 24
  }
  const placed = layOutCrowd(
    mine.map((one) => {
      const startUtc = Math.max(one.startUtc, dayStart)
      return { key: one.key, startUtc, endUtc: Math.max(Math.min(one.endUtc, dayEnd), startUtc + leastMs) }
    }),
    facts.columns,
  )
  const places: { readonly one: Occurrence; readonly place: Place }[] = []
  const more: MoreBlock[] = []
  for (const place of placed) {
    if (place.hidden) continue
    const one = byKey.get(place.key)
    if (!one) continue
    const from = hourOf(Math.max(one.startUtc, dayStart))
    const end = hourOf(Math.min(one.endUtc, dayEnd))
    const to = Math.min(24, Math.max(end, from + leastMs / hourMs))
    const { x, w } = spotOf(place)
    if (place.more.length > 1) {
      const folded = place.more.flatMap((key) => byKey.get(key) ?? [])
      const starts = folded.map((each) => hourOf(Math.max(each.startUtc, dayStart)))
      more.push({ key: place.key, from: Math.min(...starts), to: Math.min(...starts) + 0.5, x, w, occurrences: folded })
      continue
    }
    places.push({ one, place: { from, to, x, w, stacked: place.indent > 0, came: one.startUtc < dayStart, goesOn: one.endUtc > dayEnd } })
  }
  const blocks = places.map(({ one, place }) => block(one, place, uncovered(place, places), facts))
  return { date, blocks, more }
}

/** Hours of `place` from its top down to the first block that lies over it: only there words can be read. */
function uncovered(place: Place, places: readonly { readonly place: Place }[]): number {
  let until = place.to
  for (const { place: other } of places) {
    if (other.from > place.from && other.from < until && other.x < place.x + place.w && place.x < other.x + other.w) until = other.from
  }
  return until - place.from
}

type Place = Pick<Block, 'from' | 'to' | 'x' | 'w' | 'stacked' | 'came' | 'goesOn'>

function block(one: Occurrence, place: Place, clearHours: number, facts: CalendarFacts): Block {
  const kind = kindOf(one)
  const height = (place.to - place.from) * facts.hourPx - 3
  const size = height < 20 ? 'tiny' : height < 32 ? 'short' : 'tall'
  const wide = place.w * facts.columns > 200
  const words = kindWords[kind]
  const time = place.came ? `until ${clockWords(one.endUtc, facts.zone)}` : wide && !words ? rangeWords(one, facts.zone) : clockWords(one.startUtc, facts.zone)
  const clear = clearHours * facts.hourPx - 3
  // Where no time would fit, the title takes all there is.
  const slim = place.w * facts.columns <= 120
  const lines: string[] = []
  if (size === 'short' && !slim) lines.push(words || clockWords(one.startUtc, facts.zone))
  if (size === 'tall' && !slim && clear >= 32 && (wide || kind !== 'asks')) lines.push(words ? `${words} · ${clockWords(one.startUtc, facts.zone)}` : time)
  if (clear >= 50 && !slim && one.location) lines.push(one.location)
  const showFaces = height >= (one.location ? 66 : 54) && clear >= height && wide && one.people.total > 0
  return {
    ...place,
    key: one.key,
    occurrence: one,
    kind,
    hue: facts.hues.get(one.collectionId) ?? 'slate',
    narrow: !wide,
    size,
    roomy: clear > 50,
    past: one.endUtc <= facts.nowUtc,
    unsent: one.unsent,
    title: titleWords(one),
    lines,
    showFaces,
    footWords: showFaces ? peopleWords(one) : '',
    spoken: spokenWords(one, facts.zone, facts.names.get(one.collectionId) ?? ''),
  }
}
