import type { CommandOf } from './deps.ts'

export const command: CommandOf<'sync-now'> = (deps) => async ({ accountId }) => {
  await deps.sync.syncNow(accountId ?? undefined)
  return {}
}
