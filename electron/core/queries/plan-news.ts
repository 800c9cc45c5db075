import type { PlanNewsView } from '../../../shared/contract/watches.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import { dayOf } from '../../../shared/time/days.ts'
import { withEvents } from '../scheduling/plan-events.ts'
import type { PlanRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryOf } from './deps.ts'

/** Of all plans, the one changed last first. */
export const query: QueryOf<'plan-news'> = ({ read, clock }) => async () => ({ news: read.plans().flatMap((row) => newsOf(read, { ...row, plan: withEvents(read, row.plan) }, clock.now()) ?? []) })

/** Null when there is nothing to tell, or what it is about was changed meanwhile. */
function newsOf(read: ReadStore, { id, name, plan }: PlanRow, nowUtc: number): PlanNewsView | null {
  const news = read.planWatch(id)?.news ?? null
  if (news === null) return null
  const about = { planId: id, name, foundUtc: news.foundUtc }
  if (news.kind === 'earlier') {
    const endsOn = dayOf(Math.max(0, ...plan.blocks.map((block) => block.endUtc - 1)), read.zone())
    return endsOn === news.endsOn ? { ...about, kind: 'earlier', blocks: 0, nextUtc: null, who: [], endsOn, couldEndOn: news.couldEndOn } : null
  }
  const still = news.taken.filter((one) => one.startUtc > nowUtc && plan.blocks.some((block) => block.id === one.blockId && block.startUtc === one.startUtc && block.people.includes(one.address)))
  if (still.length === 0) return null
  const who = [...new Set(still.map(({ address }) => address))]
  const nameOf = (address: string): string => plan.people.find((person) => person.address === address)?.name || (read.person(toAddress(address))?.name ?? '')
  return { ...about, kind: 'taken', blocks: new Set(still.map(({ blockId }) => blockId)).size, nextUtc: Math.min(...still.map(({ startUtc }) => startUtc)), who: who.map((address) => ({ address, name: nameOf(address) })), endsOn: null, couldEndOn: null }
}
