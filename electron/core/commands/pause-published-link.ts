import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** What stands there stays as it is while a link is paused. */
export const command: CommandOf<'pause-published-link'> = ({ store, publisher }) => async ({ id, paused }) => {
  if (store.read.publishedLink(id) === null) throw gone()
  store.write(['publishing'], (tx) => tx.patchPublishedLink(id, { paused, nextTryUtc: null, failures: 0 }))
  publisher.wake()
  return {}
}
