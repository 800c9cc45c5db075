import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Switched off, a meeting is not asked about any more; switched on, it begins with a first look. */
export const command: CommandOf<'set-watch'> = ({ store }) => async ({ objectId, on }) => {
  if (store.read.object(objectId) === null) throw gone()
  store.write(['watches'], (tx) => tx.putWatch({ objectId, isOff: !on, askedAtUtc: null, look: null, news: null }))
  return {}
}
