import { resolveConflict } from '../sync/resolve-conflict.ts'
import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Mine: sent again on top of theirs. Theirs: my change is dropped. */
export const command: CommandOf<'resolve-conflict'> = (deps) => async ({ queueId, keep }) => {
  if (!resolveConflict(deps.store, queueId, keep)) throw gone({ cause: 'conflict-over' })
  deps.sync.wake()
  return {}
}
