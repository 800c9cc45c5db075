import type { CommandOf } from './deps.ts'

/** Done with; the next thing that happens to the plan is told again. */
export const command: CommandOf<'dismiss-plan-news'> = ({ store }) => async ({ planId }) => {
  const row = store.read.planWatch(planId)
  if (row !== null) store.write(['watches'], (tx) => tx.putPlanWatch({ ...row, news: null }))
  return {}
}
