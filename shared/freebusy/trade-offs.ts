import type { BusySpan } from '../model/busy.ts'
import type { Instant, Zone } from '../model/time.ts'
import { strainsOf } from './hours.ts'
import { mustCome, type SuggestRow } from './judge.ts'
import { ranked, startsIn, suggestionAt, suggestTimes, type SuggestInput, type Suggestion } from './suggest.ts'

/** The one thing that gives way. */
export type Relaxed =
  | { readonly kind: 'shorter'; readonly durationMin: number }
  | { readonly kind: 'without'; readonly address: string; readonly presence: SuggestRow['presence'] }
  | { readonly kind: 'without-room' }
  | { readonly kind: 'without-buffer' }
  | { readonly kind: 'unknown-allowed' }
  | { readonly kind: 'fewer'; readonly atLeast: number }
  | { readonly kind: 'my-hours' }
  | { readonly kind: 'their-hours'; readonly zone: Zone; readonly addresses: readonly string[] }
  | { readonly kind: 'later'; readonly untilUtc: Instant }

export interface TradeOff {
  readonly relaxed: Relaxed
  readonly at: Suggestion
  /** What it asks, its time included; lower is better. */
  readonly cost: number
}

export interface TradeOffInput {
  readonly search: SuggestInput
  /** Spans of people whose server answers the hours outside of their work as unavailable, without those: what is open if their evening counts. */
  readonly openHours: ReadonlyMap<string, readonly BusySpan[]>
  /** How far answers are held: a later time is looked for up to here. */
  readonly knownUntilUtc: Instant
  /** 5 when missing. */
  readonly limit?: number
}

const minuteMs = 60_000
const shorterMin = [120, 90, 60, 45, 30, 15]
/** How many people are tried as the one who is missing, and zones as the ones whose evening counts. */
const mostPeople = 4
const mostZones = 6
const mostOfAKind = 2

/** What giving way asks by itself, beside the time that comes of it. */
const asks: Readonly<Record<Relaxed['kind'], number>> = { 'without-buffer': 1, 'unknown-allowed': 2, shorter: 2, 'without-room': 3, 'my-hours': 3, 'their-hours': 3, fewer: 4, later: 4, without: 2 }

/**
 * When nothing fits: what would, if one thing gave way (one at a time, so that each can be said in a line). Every one is the best time
 * of a real search with that one thing relaxed, so it can be taken as it is said. Empty while `search` itself finds a time.
 */
export function tradeOffs(input: TradeOffInput): TradeOff[] {
  const steps = tradeOffSteps(input)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** The same with a pause before every search: with 500 people each of them is as long as a frame, and somebody may be typing. */
export function* tradeOffSteps({ search, openHours, knownUntilUtc, limit = 5 }: TradeOffInput): Generator<void, TradeOff[]> {
  const tight = ranked(search)
  if (tight.cost.some((cost) => cost !== Infinity)) return []
  const found: TradeOff[] = []
  const add = (relaxed: Relaxed, at: Suggestion | undefined | null, extra = 0): boolean => {
    if (at) found.push({ relaxed, at, cost: at.cost + asks[relaxed.kind] + extra })
    return Boolean(at)
  }
  function* best(change: Partial<SuggestInput>): Generator<void, Suggestion | undefined> {
    yield
    return suggestTimes({ ...search, ...change, limit: 1 })[0]
  }

  for (const durationMin of shorterMin) if (durationMin < search.durationMin && add({ kind: 'shorter', durationMin }, yield* best({ durationMin }), (4 * (search.durationMin - durationMin)) / search.durationMin)) break
  if ((search.bufferBeforeMin ?? 0) + (search.bufferAfterMin ?? 0) > 0) add({ kind: 'without-buffer' }, yield* best({ bufferBeforeMin: 0, bufferAfterMin: 0 }))
  if (search.unknownAs === 'busy') add({ kind: 'unknown-allowed' }, yield* best({ unknownAs: 'ask' }))
  if (search.rows.some((row) => row.presence === 'room')) add({ kind: 'without-room' }, yield* best({ rows: search.rows.filter((row) => row.presence !== 'room') }))
  if (typeof search.who === 'object') for (let n = search.who.atLeast - 1; n > 0; n--) if (add({ kind: 'fewer', atLeast: n }, yield* best({ who: { atLeast: n } }), search.who.atLeast - n)) break
  for (const row of oneInTheWay(search, tight)) {
    const rows = search.rows.filter((other) => other !== row)
    const at = yield* best({ rows })
    // What is said of the time is said of everybody, the missing one too.
    add({ kind: 'without', address: row.address, presence: row.presence }, at && suggestionAt(search, at.startUtc, at.cost), row.presence === 'required' ? 3 : 0)
  }
  if (search.workingHours !== null) {
    yield
    add({ kind: 'my-hours' }, outsideMyHours(search))
  }
  for (const [zone, addresses] of zonesOf(search.rows, openHours)) {
    const open = new Set(addresses)
    const rows = search.rows.map((row) => (open.has(row.address) ? { ...row, spans: openHours.get(row.address) ?? row.spans } : row))
    add({ kind: 'their-hours', zone, addresses }, yield* best({ rows }))
  }
  if (knownUntilUtc > search.window.endUtc) add({ kind: 'later', untilUtc: knownUntilUtc }, yield* best({ window: { startUtc: search.window.endUtc, endUtc: knownUntilUtc } }))

  const ofKind = new Map<string, number>()
  return found
    .sort((a, b) => a.cost - b.cost || a.at.startUtc - b.at.startUtc)
    .filter(({ relaxed }) => {
      const count = ofKind.get(relaxed.kind) ?? 0
      ofKind.set(relaxed.kind, count + 1)
      return count < mostOfAKind
    })
    .slice(0, limit)
}

/** People who alone stand in the way somewhere; optional ones first, then who frees the most starts. */
function oneInTheWay(search: SuggestInput, { judged, starts }: ReturnType<typeof ranked>): SuggestRow[] {
  const count = new Map<SuggestRow, number>()
  for (let i = 0; i < starts.length; i++) {
    const row = judged.blocked[i] === 1 && judged.noRoom[i] === 0 ? search.rows[judged.blockers[i]!] : undefined
    if (row && row.presence !== 'room' && row.always !== true && mustCome(row, search)) count.set(row, (count.get(row) ?? 0) + 1)
  }
  const weight = (row: SuggestRow): number => (row.presence === 'optional' ? 0 : 1)
  return [...count].sort(([a, n], [b, m]) => weight(a) - weight(b) || m - n).slice(0, mostPeople).map(([row]) => row)
}

/** As little outside of my hours as can be. */
function outsideMyHours(search: SuggestInput): Suggestion | null {
  const hours = search.workingHours
  if (hours === null) return null
  const open = { ...search, workingHours: null }
  const { starts, cost } = ranked(open)
  const strains = strainsOf(hours, startsIn(open), search.durationMin * minuteMs)
  const asked = (i: number): number => cost[i]! + strains[i]! / 64
  let best = -1
  for (let i = 0; i < starts.length; i++) if (cost[i] !== Infinity && (best < 0 || asked(i) < asked(best))) best = i
  return best < 0 ? null : suggestionAt(search, starts[best]!, asked(best))
}

function zonesOf(rows: readonly SuggestRow[], openHours: TradeOffInput['openHours']): [Zone, string[]][] {
  const zones = new Map<Zone, string[]>()
  for (const row of rows) {
    if (row.workingHours === null || !openHours.has(row.address)) continue
    zones.set(row.workingHours.zone, [...(zones.get(row.workingHours.zone) ?? []), row.address])
  }
  return [...zones].sort(([, a], [, b]) => b.length - a.length).slice(0, mostZones)
}
