import type { CommandOf } from './deps.ts'
import { gone, Refused } from './refused.ts'

/** Asks the people of a watched meeting, or of a plan, without waiting for the next round. Waits for their servers, because the person does. */
export const command: CommandOf<'look-now'> = ({ store, online, lookNow }) => async (about) => {
  if (!online()) throw new Refused({ kind: 'offline', cause: 'no-network', effect: 'nothing-changed', retry: 'later' })
  if ('planId' in about ? store.read.plan(about.planId) === null : store.read.object(about.objectId) === null) throw gone()
  await lookNow(about)
  return {}
}
