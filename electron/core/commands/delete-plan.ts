import type { CommandOf } from './deps.ts'

export const command: CommandOf<'delete-plan'> = (deps) => async ({ planId }) => {
  deps.store.write(['plans'], (tx) => tx.removePlan(planId))
  return {}
}
