import type { CommandOf } from './deps.ts'
import { letGo } from './let-go.ts'

/** A message in the Inbox that the person has done with: it is deleted on the server, and nobody is told. */
export const command: CommandOf<'let-go-message'> = (deps) => async (item) => {
  deps.store.write(['queue', 'invites'], (tx) => letGo(tx, deps, item, 0))
  deps.sync.wake()
  return {}
}
