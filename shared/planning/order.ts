import type { Instant } from '../model/time.ts'
import { minuteMs, type WorkPackage } from './plan.ts'

/** Packages that wait for themselves, over however many others; they and what waits for them can never begin. */
export function circular(packages: readonly WorkPackage[]): Set<string> {
  const byId = new Map(packages.map((one) => [one.id, one]))
  const reaches = (from: string, goal: string, seen = new Set<string>()): boolean =>
    (byId.get(from)?.after ?? []).some((next) => next === goal || (!seen.has(next) && (seen.add(next), reaches(next, goal, seen))))
  return new Set(packages.filter((one) => reaches(one.id, one.id)).map((one) => one.id))
}

/** When a package must end so that all that wait for it can still keep their deadlines, if nothing else stood in the way. */
function dueOf(packages: readonly WorkPackage[]): Map<string, Instant> {
  const due = new Map<string, Instant>()
  const find = (one: WorkPackage): Instant => {
    const known = due.get(one.id)
    if (known !== undefined) return known
    due.set(one.id, Infinity)
    const later = packages.filter((other) => other.after.includes(one.id)).map((other) => find(other) - other.minutes * minuteMs * (other.way === 'shared' ? 1 / Math.max(1, other.people.length) : 1))
    const own = Math.min(one.deadlineUtc ?? Infinity, ...later)
    due.set(one.id, own)
    return own
  }
  for (const one of packages) find(one)
  return due
}

/** Below so many packages every order is tried when the first does not fit all; above, so many orders that put forward what did not fit. */
const mostForAll = 5
const mostTries = 40

/** Most urgent first, each after those it waits for; in the order of the list when equally urgent. Circles are left out. */
function urgentFirst(packages: readonly WorkPackage[], forward: readonly string[] = []): WorkPackage[] {
  const stuck = circular(packages)
  const due = dueOf(packages.filter((one) => !stuck.has(one.id)))
  const rank = (one: WorkPackage): number => (forward.includes(one.id) ? -Infinity : (due.get(one.id) ?? Infinity))
  const out: WorkPackage[] = []
  const rest = packages.filter((one) => !stuck.has(one.id))
  while (rest.length > 0) {
    const ready = rest.filter((one) => !one.after.some((id) => rest.some((other) => other.id === id)))
    const next = ready.reduce((best, one) => (rank(one) < rank(best) ? one : best))
    out.push(next)
    rest.splice(rest.indexOf(next), 1)
  }
  return out
}

/**
 * Orders worth a try, the likeliest first. `misfits` tells what did not fit in the one before.
 * Serial schedules in a fixed order are not always the best of all schedules; this finds one that fits all where an order does.
 */
export function* orders(packages: readonly WorkPackage[], misfits: () => readonly string[]): Generator<WorkPackage[]> {
  yield urgentFirst(packages)
  const stuck = circular(packages)
  const free = packages.filter((one) => !stuck.has(one.id))
  if (free.length <= mostForAll) {
    yield* allOrders(free)
    return
  }
  const forward: string[] = []
  for (let i = 0; i < mostTries; i++) {
    const more = misfits().flatMap((id) => [id, ...ancestorsOf(packages, id)]).filter((id) => !forward.includes(id))
    if (more.length === 0) return
    forward.push(...more)
    yield urgentFirst(packages, forward)
  }
}

function* allOrders(rest: readonly WorkPackage[], begun: readonly WorkPackage[] = []): Generator<WorkPackage[]> {
  if (rest.length === 0) yield [...begun]
  for (const one of rest) {
    if (one.after.some((id) => rest.some((other) => other.id === id))) continue
    yield* allOrders(rest.filter((other) => other !== one), [...begun, one])
  }
}

function ancestorsOf(packages: readonly WorkPackage[], id: string, seen = new Set<string>()): string[] {
  for (const before of packages.find((one) => one.id === id)?.after ?? []) {
    if (seen.has(before)) continue
    seen.add(before)
    ancestorsOf(packages, before, seen)
  }
  return [...seen]
}
