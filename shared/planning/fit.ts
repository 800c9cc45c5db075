import type { Instant, Interval } from '../model/time.ts'
import { intersect } from '../time/intervals.ts'
import { minuteMs } from './plan.ts'

/** Time in which some people can work at once; sorted, disjoint, on the grid. */
export interface Lane {
  readonly people: readonly string[]
  readonly free: readonly Interval[]
}

export interface FitInput {
  /** Blocks may lie in any of them, side by side too. */
  readonly lanes: readonly Lane[]
  readonly minutes: number
  readonly minBlockMin: number
  readonly maxBlockMin: number
  readonly stepMin: number
  readonly notBeforeUtc: Instant
  readonly untilUtc: Instant
}

export interface FitBlock extends Interval {
  readonly people: readonly string[]
}

interface Run extends Interval {
  readonly lane: Lane
  /** In steps. */
  readonly length: number
}

/** What the nth block of a run adds to the minutes that fit, in steps. */
interface Gain {
  readonly run: Run
  readonly nth: number
  readonly steps: number
}

/**
 * Blocks that make up `minutes` exactly and end as early as any such blocks can; null when they do not fit.
 * Each block has min…max length (a package shorter than min is one block), inside one run of free time; blocks of one run have a step between.
 *
 * Why this is the earliest: j blocks in a run of length L hold up to min(j·max, L − (j−1)) steps and each can shrink to min, so n blocks
 * make any total from n·min up to what they hold. The total fits before F if and only if the best n ≤ total/min blocks before F hold it;
 * what the next block of a run adds only falls, so the best ones are the greatest gains. More time never holds less: F is found by halving.
 */
export function earliestFit(input: FitInput): FitBlock[] | null {
  const step = input.stepMin * minuteMs
  const need = Math.round(input.minutes / input.stepMin)
  if (need <= 0) return []
  const sizes = sizesOf(input, need)
  const mostBlocks = Math.floor(need / sizes.min)
  const runs = runsOf(input, input.untilUtc)
  const before = (endUtc: Instant): Gain[] => bestGains(gainsIn(cutAt(runs, endUtc, step), sizes), mostBlocks, need)
  const holds = (gains: readonly Gain[]): boolean => sum(gains) >= need
  const first = Math.floor(input.notBeforeUtc / step)
  let low = first
  let high = Math.floor(input.untilUtc / step)
  if (high <= low || !holds(before(high * step))) return null
  while (high - low > 1) {
    const mid = (low + high) >> 1
    if (holds(before(mid * step))) high = mid
    else low = mid
  }
  return layOut(before(high * step), need, sizes, step)
}

/** The most minutes that fit in blocks of such lengths; what a package lacks is told with it. */
export function roomFor(input: Omit<FitInput, 'minutes'>): number {
  const sizes = sizesOf(input, Infinity)
  return sum(gainsIn(runsOf(input, input.untilUtc), sizes)) * input.stepMin
}

interface Sizes {
  readonly min: number
  readonly max: number
}

function sizesOf(input: Pick<FitInput, 'minBlockMin' | 'maxBlockMin' | 'stepMin'>, need: number): Sizes {
  const min = Math.max(1, Math.min(Math.ceil(input.minBlockMin / input.stepMin), need))
  return { min, max: Math.max(min, Math.floor(input.maxBlockMin / input.stepMin)) }
}

function runsOf({ lanes, notBeforeUtc, stepMin }: Pick<FitInput, 'lanes' | 'notBeforeUtc' | 'stepMin'>, endUtc: Instant): Run[] {
  const step = stepMin * minuteMs
  const startUtc = Math.ceil(notBeforeUtc / step) * step
  if (endUtc <= startUtc) return []
  return lanes.flatMap((lane) => intersect(lane.free, [{ startUtc, endUtc }]).map((run) => ({ ...run, lane, length: Math.floor((run.endUtc - run.startUtc) / step) })))
}

/** Runs as they are before an end; far cheaper than intersecting anew for every end that is tried. */
const cutAt = (runs: readonly Run[], endUtc: Instant, step: number): Run[] =>
  runs.flatMap((run) => (run.endUtc <= endUtc ? run : run.startUtc < endUtc ? { ...run, endUtc, length: Math.floor((endUtc - run.startUtc) / step) } : []))

function gainsIn(runs: readonly Run[], { min, max }: Sizes): Gain[] {
  const gains: Gain[] = []
  for (const run of runs) {
    let held = 0
    for (let nth = 1; nth * min + nth - 1 <= run.length; nth++) {
      const holds = Math.min(nth * max, run.length - (nth - 1))
      if (holds <= held) break
      gains.push({ run, nth, steps: holds - held })
      held = holds
    }
  }
  return gains
}

/** As few of the greatest as hold `need`, at most `most`. Equal ones: the earlier run, then the lane named first. */
function bestGains(gains: Gain[], most: number, need: number): Gain[] {
  gains.sort((a, b) => b.steps - a.steps || a.run.startUtc - b.run.startUtc)
  let held = 0
  let count = 0
  while (count < gains.length && count < most && held < need) held += (gains[count++] as Gain).steps
  return gains.slice(0, count)
}

const sum = (gains: readonly Gain[]): number => gains.reduce((total, gain) => total + gain.steps, 0)

/** Cuts what is too much from the last runs and sets the blocks of each run from its start on. */
function layOut(gains: readonly Gain[], need: number, sizes: Sizes, step: number): FitBlock[] {
  const runs = new Map<Run, { blocks: number; steps: number }>()
  for (const { run, nth, steps } of gains) {
    const found = runs.get(run) ?? { blocks: 0, steps: 0 }
    runs.set(run, { blocks: Math.max(found.blocks, nth), steps: found.steps + steps })
  }
  let tooMuch = sum(gains) - need
  for (const [run, share] of [...runs].sort((a, b) => b[0].startUtc - a[0].startUtc)) {
    const cut = Math.min(tooMuch, share.steps - share.blocks * sizes.min)
    runs.set(run, { ...share, steps: share.steps - cut })
    tooMuch -= cut
  }
  return [...runs].flatMap(([run, share]) => blocksIn(run, share, sizes, step)).sort((a, b) => a.startUtc - b.startUtc)
}

function blocksIn(run: Run, { blocks, steps }: { blocks: number; steps: number }, { min, max }: Sizes, step: number): FitBlock[] {
  const out: FitBlock[] = []
  let left = steps
  let at = run.startUtc
  for (let i = 0; i < blocks; i++) {
    const size = Math.min(max, left - (blocks - 1 - i) * min)
    out.push({ people: run.lane.people, startUtc: at, endUtc: at + size * step })
    at += (size + 1) * step
    left -= size
  }
  return out
}
