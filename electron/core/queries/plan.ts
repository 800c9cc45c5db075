import { withEvents } from '../scheduling/plan-events.ts'
import type { QueryOf } from './deps.ts'

export const query: QueryOf<'plan'> = ({ read }) => async ({ planId }) => {
  const row = read.plan(planId)
  return { plan: row === null ? null : withEvents(read, row.plan) }
}
