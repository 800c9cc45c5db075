import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { PlanView } from '../../../shared/contract/plans.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { planWindow, planningInput, type PlanContext } from '../../../shared/planning/read-plan.ts'
import { lookAtPlan, planNewsSince } from '../../../shared/planning/watch.ts'
import type { Weekday } from '../../../shared/time/days.ts'
import { myAddresses } from '../scheduling/identity.ts'
import { withEvents } from '../scheduling/plan-events.ts'
import type { PlanRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { WatcherDeps } from './watcher-deps.ts'

const mostPlans = 5
/** Further ahead calendars are empty, and servers refuse to say. */
const aheadMs = 56 * 86_400_000

/** Every plan that is under way, or one of them, is asked about once and looked at; what is new since the last look is kept to be told. */
export async function lookAtPlans({ store, clock, log, ask }: WatcherDeps, only?: string): Promise<void> {
  // Blocks that stand in a calendar are where their events are.
  const plans = store.read.plans().filter(({ id }) => only === undefined || id === only).map((row) => ({ ...row, plan: withEvents(store.read, row.plan) })).filter(({ plan }) => plan.blocks.some((block) => block.endUtc > clock.now())).slice(0, mostPlans)
  for (const row of plans) {
    const question = questionFor(store.read, row, clock.now())
    if (question === null) continue
    const rows = await (await ask(question))(question)
    // It may have been changed or deleted while its people were asked: then this look is about nothing.
    if (store.read.plan(row.id)?.updatedUtc !== row.updatedUtc) continue
    const before = store.read.planWatch(row.id)
    const pinned = new Set(row.plan.blocks.flatMap((block) => (block.pinned ? [block.id] : [])))
    const look = lookAtPlan({ input: planningInput(contextOf(store.read, row, rows, clock.now())), blocks: row.plan.blocks, pinned, nowUtc: clock.now(), zone: store.read.zone() }, before?.look ?? null)
    const found = planNewsSince(before?.look ?? null, look)
    const news = found === null ? (before?.news ?? null) : found === 'none' ? null : { ...found, foundUtc: clock.now() }
    store.write(['watches'], (tx) => tx.putPlanWatch({ planId: row.id, askedAtUtc: clock.now(), look, news }))
  }
  if (plans.length > 0) log.info('plans-watched', { plans: plans.length })
}

function contextOf(read: ReadStore, { plan }: PlanRow, rows: PlanContext['rows'], nowUtc: number): PlanContext {
  const { workingDays, workStartMin, workEndMin, weekStart } = read.settings()
  return { plan, rows, zone: read.zone(), weekStart: weekStart as Weekday, usualHours: { days: workingDays, startMin: workStartMin, endMin: workEndMin }, nowUtc }
}

/** From now to the end of the plan, without the events that stand for its own blocks; asked by the account of somebody in it. */
function questionFor(read: ReadStore, { plan }: PlanRow, nowUtc: number): BusyQuestion | null {
  const window = planWindow(plan, read.zone(), read.settings().weekStart as Weekday)
  const accountId = askerOf(read, plan)
  const startUtc = Math.max(window.startUtc, nowUtc)
  const endUtc = Math.min(window.endUtc, startUtc + aheadMs)
  if (accountId === null || startUtc >= endUtc || plan.people.length === 0) return null
  const placed = [...new Set([...plan.blocks.flatMap((block) => block.placed?.objectId ?? []), ...plan.leftovers])]
  return { people: plan.people.map(({ address, name, kind }) => ({ address, name, kind })), window: { startUtc, endUtc }, accountId, exceptObjectId: null, ...(placed.length > 0 ? { exceptObjectIds: placed } : {}) }
}

function askerOf(read: ReadStore, plan: PlanView): AccountId | null {
  const accounts = read.accounts()
  const inPlan = new Set<string>(plan.people.map(({ address }) => toAddress(address)))
  return (accounts.find((account) => myAddresses(account).some((mine) => inPlan.has(mine))) ?? accounts[0])?.id ?? null
}
