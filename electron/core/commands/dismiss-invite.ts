import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Out of the list, not out of the calendar. It comes back when something changes. */
export const command: CommandOf<'dismiss-invite'> = (deps) => async ({ inviteId }) => {
  const row = deps.store.read.invite(inviteId)
  if (row === null) throw gone()
  const text = deps.store.read.textOf(row.objectId)
  deps.store.write(['invites'], (tx) => {
    // What is no longer in the calendar either has no reason left to be kept.
    if (text === null) tx.removeInvite(inviteId)
    else tx.patchInvite(inviteId, { dismissedUtc: deps.clock.now(), answeredText: text, changedUtc: null, news: '' })
  })
  return {}
}
