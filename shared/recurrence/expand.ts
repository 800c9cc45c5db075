import { basicDate, basicDateTime, dateFromDays, dayMs } from '../time/civil.ts'
import { clockOf } from '../time/zones.ts'
import type { Instant, Interval, PlainDate, Zone } from '../model/time.ts'
import { asSlotOf, endAfter, instantOfMoment, type Length, lengthOf, type Moment, zoneOfMoment } from '../ical/moment.ts'
import { isIcalProblem, type ScannedEvent, type ScannedObject, type ScannedPeriod, scanObject } from '../ical/scan.ts'
import { type Anchor, beginsBeforeUntil, type Range, startsOfRule, slotOf } from './rule-starts.ts'

/** One instance. All-day ones carry their days; their instants are those of the days in UTC (as `OccurrenceRow`). */
export interface Instance {
  readonly part: number
  /** Its original start as the contract names it; null for an event that does not repeat. */
  readonly recurrenceId: string | null
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly startDate: PlainDate | null
  readonly endDate: PlainDate | null
}

export interface Expansion {
  /** By start; those with the same start in the order of the text. */
  readonly instances: readonly Instance[]
  /** A cap on number or work ended it: there may be more. */
  readonly truncated: boolean
  /** In plain words; what could be read is there all the same. */
  readonly problem?: string
}

/** Dates of one part that have one length and are named by their own start; `starts` ascend. */
export interface Run {
  readonly part: number
  readonly durationMs: number
  readonly allDay: boolean
  readonly starts: readonly Instant[]
}

/** The same instances for a store: most dates of most series are a run and need neither names nor objects of their own. */
export interface Layout {
  readonly runs: readonly Run[]
  readonly singles: readonly Instance[]
  /** Of the last one in either; null when there is none. */
  readonly lastEndUtc: Instant | null
  readonly problem?: string
}

export interface ExpandOptions {
  /** Whose clocks floating times are read on. */
  readonly floatingZone: Zone
  /** Most instances of one series; 10,000 when missing. */
  readonly cap?: number
}

/**
 * The instances that overlap `window` (half open; an empty instance belongs to it where it starts).
 * DTSTART is the first one even if its rule does not give it (ICS-8), EXDATE by instant (ICS-9), overrides always
 * shown, also without a master or a slot (ICS-10). Never throws, never hangs: caps in `rule-starts.ts`.
 */
export function expandOccurrences(object: string | ScannedObject, window: Interval, options: ExpandOptions): Expansion {
  const scanned = typeof object === 'string' ? scanObject(object) : object
  if (isIcalProblem(scanned)) return { instances: [], truncated: false, problem: scanned.detail }
  return collect(scanned, window, options).asInstances()
}

/** What `expandOccurrences` finds, in the form in which it is kept. */
export function layOutOccurrences(object: ScannedObject, window: Interval, options: ExpandOptions): Layout {
  return collect(object, window, options).asLayout()
}

function collect({ events }: ScannedObject, window: Interval, options: ExpandOptions): Collector {
  const out = new Collector(window, options)
  for (const event of events) {
    if (event.recurrenceTime) continue
    out.series(event, events.length === 1 ? noOverrides : events.filter((other) => other.recurrenceTime && other.uid === event.uid))
  }
  for (const event of events) if (event.recurrenceTime) out.single(event)
  out.sort(events.length > 1)
  return out
}

/** An instance whose name is not written out yet. */
interface Found {
  readonly part: number
  readonly startUtc: Instant
  readonly endUtc: Instant
  readonly allDay: boolean
  /** Of an override or a lone event as the text says it; of a slot of a series as ms, of its day or of what `recurrenceName` reads. */
  readonly name: string | number | null
}

/** Of fewer dates than this each is a single. */
const leastRun = 4

const noOverrides: readonly ScannedEvent[] = []

/** A RANGE=THISANDFUTURE override, seen from the slots behind it. */
interface Shift {
  readonly from: number
  readonly by: number
  readonly event: ScannedEvent
  readonly length: Length
}

class Collector {
  private readonly found: Found[] = []
  private readonly window: Interval
  private readonly floatingZone: Zone
  private readonly cap: number
  private truncated = false
  private problem: string | undefined

  constructor(window: Interval, options: ExpandOptions) {
    // Years 0 to 9999: beyond them neither Intl nor the text form of a time can follow.
    this.window = { startUtc: Math.max(window.startUtc, -62_167_219_200_000), endUtc: Math.min(window.endUtc, 253_402_300_800_000) }
    this.floatingZone = options.floatingZone
    this.cap = options.cap ?? 10_000
  }

  sort(always: boolean): void {
    if (always || this.unsorted()) this.found.sort((a, b) => a.startUtc - b.startUtc || a.part - b.part)
  }

  asInstances(): Expansion {
    const { truncated, problem } = this
    const instances = this.found.map((one) => this.instanceOf(one))
    return problem === undefined ? { instances, truncated } : { instances, truncated, problem }
  }

  asLayout(): Layout {
    const { found, problem } = this
    const byPart = new Map<number, Found[]>()
    let lastEndUtc: Instant | null = null
    for (const one of found) {
      if (lastEndUtc === null || one.endUtc > lastEndUtc) lastEndUtc = one.endUtc
      const others = byPart.get(one.part)
      if (others === undefined) byPart.set(one.part, [one])
      else others.push(one)
    }
    const runs: Run[] = []
    const singles: Instance[] = []
    for (const [part, dates] of byPart) {
      const first = dates[0] as Found
      const durationMs = first.endUtc - first.startUtc
      const fits = (one: Found) => one.name === one.startUtc && one.allDay === first.allDay && one.endUtc - one.startUtc === durationMs
      const isRun = dates.length >= leastRun
      const starts: Instant[] = []
      for (const one of dates) {
        if (isRun && fits(one)) starts.push(one.startUtc)
        else singles.push(this.instanceOf(one))
      }
      if (starts.length > 0) runs.push({ part, durationMs, allDay: first.allDay, starts })
    }
    return { runs, singles, lastEndUtc, ...(problem === undefined ? {} : { problem }) }
  }

  private instanceOf({ part, startUtc, endUtc, allDay, name }: Found): Instance {
    const recurrenceId = typeof name !== 'number' ? name : allDay ? basicDate(name / dayMs) : `${basicDateTime(name)}Z`
    return { part, recurrenceId, startUtc, endUtc, startDate: allDay ? dateFromDays(startUtc / dayMs) : null, endDate: allDay ? dateFromDays(endUtc / dayMs) : null }
  }

  private unsorted(): boolean {
    return this.found.some((one, i) => i > 0 && (this.found[i - 1] as Found).startUtc > one.startUtc)
  }

  /** An event by itself, or an override where it stands now. */
  single(event: ScannedEvent): void {
    const { start } = event
    if (!start) return this.note(event)
    this.add(event.part, event.recurrenceId, start.kind === 'date' ? start.wallMs : instantOfMoment(start, this.floatingZone), start, this.lengthOf(event, start))
  }

  series(event: ScannedEvent, overrides: readonly ScannedEvent[]): void {
    const { start } = event
    if (!start) return this.note(event)
    if (event.rrules.length === 0 && event.rdates.length === 0 && overrides.length === 0) {
      if (event.exdates.length === 0 || !this.isExcluded(event, this.anchorOf(start))) this.single(event)
      return
    }
    const anchor = this.anchorOf(start)
    const length = this.lengthOf(event, start)
    const shifts = this.shiftsOf(overrides, anchor)
    const taken = new Set(overrides.map((override) => this.slotOfMoment(anchor, override.recurrenceTime as Moment)))
    const range = this.rangeFor([length, ...shifts.map((shift) => shift.length)], shifts)
    const isGone = this.exclusions(event, anchor, range)

    const put = (slot: number, own: Length): void => {
      if (taken.has(slot)) return
      taken.add(slot)
      if (isGone(slot)) return
      const shift = shifts.findLast((one) => one.from <= slot)
      if (shift) this.add(shift.event.part, this.nameOf(anchor, slot), slot + shift.by, shift.event.start as Moment, shift.length)
      else this.add(event.part, this.nameOf(anchor, slot), slot, start, own)
    }

    for (const period of event.rdates) this.putPeriod(period, anchor, length, put)
    for (const rule of event.rrules) {
      const found = startsOfRule(rule, anchor, range)
      this.truncated ||= found.truncated
      this.problem ??= found.problem
      for (const slot of found.slots) put(slot, length)
    }
    const first = slotOf(anchor, start.wallMs)
    if (first !== null && event.rrules.every((rule) => beginsBeforeUntil(rule, anchor))) put(first, length)
  }

  private putPeriod({ start, end, duration }: ScannedPeriod, anchor: Anchor, length: Length, put: (slot: number, own: Length) => void): void {
    const moment = asSlotOf(anchor.start, start)
    const own = end || duration !== null ? lengthOf({ start: moment, end, duration }, this.floatingZone) : length
    put(this.slotOfMoment(anchor, moment), own.kind === 'days' && anchor.clock ? length : own)
  }

  private anchorOf(start: Moment): Anchor {
    const zone = zoneOfMoment(start, this.floatingZone)
    return { start, zone, clock: start.kind === 'date' ? null : clockOf(zone) }
  }

  private slotOfMoment(anchor: Anchor, moment: Moment): number {
    const m = asSlotOf(anchor.start, moment)
    return m.kind === 'date' ? m.wallMs : instantOfMoment(m, this.floatingZone)
  }

  /** Slots that may reach into the window: as long before it as the longest of them lasts, and as far off as any shift moves them. */
  private rangeFor(lengths: readonly Length[], shifts: readonly Shift[]): Range {
    const longest = Math.max(...lengths.map((length) => (length.kind === 'exact' ? length.ms : length.days * dayMs + (length.kind === 'nominal' ? length.ms : 0))))
    const earlier = Math.max(0, ...shifts.map(({ by }) => by))
    const later = Math.max(0, ...shifts.map(({ by }) => -by))
    return { from: this.window.startUtc - longest - earlier - dayMs, to: this.window.endUtc + later, cap: this.cap }
  }

  private shiftsOf(overrides: readonly ScannedEvent[], anchor: Anchor): readonly Shift[] {
    return overrides
      .filter((override) => override.thisAndFuture && override.start && (override.start.kind === 'date') === (anchor.clock === null))
      .map((event) => {
        const start = event.start as Moment
        const from = this.slotOfMoment(anchor, event.recurrenceTime as Moment)
        const to = start.kind === 'date' ? start.wallMs : instantOfMoment(start, this.floatingZone)
        return { from, by: to - from, event, length: this.lengthOf(event, start) }
      })
      .sort((a, b) => a.from - b.from)
  }

  private isExcluded(event: ScannedEvent, anchor: Anchor): boolean {
    const slot = slotOf(anchor, anchor.start.wallMs)
    return slot !== null && this.exclusions(event, anchor, { from: slot, to: slot, cap: 1 })(slot)
  }

  private exclusions(event: ScannedEvent, anchor: Anchor, range: Range): (slot: number) => boolean {
    if (event.exdates.length === 0 && event.exrules.length === 0) return () => false
    const slots = new Set<number>()
    const days = new Set<number>()
    for (const exdate of event.exdates) {
      if (exdate.kind === 'date' && anchor.clock) days.add(exdate.wallMs / dayMs)
      else slots.add(this.slotOfMoment(anchor, exdate))
    }
    for (const rule of event.exrules) for (const slot of startsOfRule(rule, anchor, range).slots) slots.add(slot)
    return (slot) => slots.has(slot) || (days.size > 0 && days.has(Math.floor((slot + (anchor.clock?.offsetAt(slot) ?? 0)) / dayMs)))
  }

  private lengthOf({ end, duration }: ScannedEvent, start: Moment): Length {
    return lengthOf({ start, end, duration }, this.floatingZone)
  }

  private nameOf({ start, clock }: Anchor, slot: number): number {
    // A floating slot is named by its clock reading, see `recurrenceName`.
    return start.kind === 'floating' || (start.kind === 'zoned' && !start.zone) ? slot + (clock?.offsetAt(slot) ?? 0) : slot
  }

  private add(part: number, name: string | number | null, startUtc: number, start: Moment, length: Length): void {
    const allDay = start.kind === 'date'
    const endUtc = allDay ? startUtc + (length.kind === 'days' ? length.days : 1) * dayMs : endAfter(startUtc, length, zoneOfMoment(start, this.floatingZone))
    const { window } = this
    if (startUtc >= window.endUtc || (endUtc <= window.startUtc && startUtc < window.startUtc)) return
    if (this.found.length >= this.cap) {
      this.truncated = true
      return
    }
    this.found.push({ part, startUtc, endUtc, allDay, name })
  }

  private note(event: ScannedEvent): void {
    this.problem ??= `An event has no start that can be read${event.uid === '' ? '' : ` (${event.uid})`}.`
  }
}
