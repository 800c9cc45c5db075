import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { mergeIntervals } from '../../../shared/time/intervals.ts'
import { xOf, type Axis, type Box } from './axis.ts'

/** One stretch in which the same number of people are taken. */
export interface CrowdRun extends Interval {
  /** Busy or away. */
  readonly taken: number
  readonly tentative: number
  readonly unknown: number
  readonly off: number
}

export interface CrowdPerson {
  readonly spans: readonly BusySpan[]
  readonly off: readonly Interval[]
}

type Count = 'taken' | 'tentative' | 'unknown' | 'off'
interface Edge {
  readonly at: Instant
  readonly count: Count
  readonly by: 1 | -1
}

/** How many of `people` are taken at every moment of `window`. Time a person's spans do not cover is unknown. */
export function crowdOf(people: readonly CrowdPerson[], window: Interval): CrowdRun[] {
  const edges: Edge[] = []
  const add = (span: Interval, count: Count): void => {
    const startUtc = Math.max(span.startUtc, window.startUtc)
    const endUtc = Math.min(span.endUtc, window.endUtc)
    if (startUtc < endUtc) edges.push({ at: startUtc, count, by: 1 }, { at: endUtc, count, by: -1 })
  }
  for (const person of people) {
    let until = window.startUtc
    for (const span of person.spans) {
      if (span.startUtc > until) add({ startUtc: until, endUtc: span.startUtc }, 'unknown')
      until = Math.max(until, span.endUtc)
      if (span.kind === 'busy' || span.kind === 'unavailable') add(span, 'taken')
      else if (span.kind === 'tentative') add(span, 'tentative')
      else if (span.kind === 'unknown') add(span, 'unknown')
    }
    if (until < window.endUtc) add({ startUtc: until, endUtc: window.endUtc }, 'unknown')
    for (const off of person.off) add(off, 'off')
  }
  edges.sort((a, b) => a.at - b.at)
  const now = { taken: 0, tentative: 0, unknown: 0, off: 0 }
  const runs: CrowdRun[] = []
  let from = window.startUtc
  let i = 0
  while (from < window.endUtc) {
    while (i < edges.length && (edges[i] as Edge).at <= from) {
      const edge = edges[i++] as Edge
      now[edge.count] += edge.by
    }
    const to = i < edges.length ? (edges[i] as Edge).at : window.endUtc
    pushRun(runs, { startUtc: from, endUtc: to, ...now })
    from = to
  }
  return runs
}

/** Where anybody at all is unknown, time that spans do not cover included: sorted, with gaps between. */
export function unknownIn(people: readonly Pick<CrowdPerson, 'spans'>[], window: Interval): Interval[] {
  const unknown: Interval[] = []
  const add = (startUtc: Instant, endUtc: Instant): void => {
    if (startUtc < endUtc && startUtc < window.endUtc && endUtc > window.startUtc) unknown.push({ startUtc: Math.max(startUtc, window.startUtc), endUtc: Math.min(endUtc, window.endUtc) })
  }
  for (const { spans } of people) {
    let until = window.startUtc
    for (const span of spans) {
      add(until, span.startUtc)
      if (span.kind === 'unknown') add(span.startUtc, span.endUtc)
      until = Math.max(until, span.endUtc)
    }
    add(until, window.endUtc)
  }
  return mergeIntervals(unknown)
}

function pushRun(runs: CrowdRun[], next: CrowdRun): void {
  const last = runs.at(-1)
  if (last && last.taken === next.taken && last.tentative === next.tentative && last.unknown === next.unknown && last.off === next.off) {
    runs[runs.length - 1] = { ...last, endUtc: next.endUtc }
  } else runs.push(next)
}

/** Stretches in which all of them are free, as far as anyone knows: unknown is not free, and a time at which nobody works is no offer. */
export function freeForAll(runs: readonly CrowdRun[], axis: Axis, people: number): (Box & { readonly off: boolean })[] {
  if (people === 0) return []
  return runs
    .filter((run) => run.taken === 0 && run.tentative === 0 && run.unknown === 0 && run.off < people)
    .map((run) => ({ x: xOf(axis, run.startUtc), width: xOf(axis, run.endUtc) - xOf(axis, run.startUtc), off: run.off > 0 }))
    .filter((box) => box.width > 0)
}

/** A stepped outline over `base`, closed, for an SVG path. Heights are counts times `unit`, measured up from `floor`. */
export function outline<Run extends Interval>(runs: readonly Run[], axis: Axis, height: (run: Run) => number, base: (run: Run) => number, floor: number): string {
  let path = ''
  for (const run of runs) {
    const high = height(run)
    if (high <= 0) continue
    const from = round(xOf(axis, run.startUtc))
    const to = round(xOf(axis, run.endUtc))
    if (to > from) path += `M${from} ${round(floor - base(run))}V${round(floor - base(run) - high)}H${to}V${round(floor - base(run))}Z`
  }
  return path
}

const round = (value: number): number => Math.round(value * 100) / 100
