import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Out of the list, not out of the calendar, unless only we still have it (ITP-17). It comes back when something changes. */
export const command: CommandOf<'dismiss-invite'> = (deps) => async ({ inviteId }) => {
  const row = deps.store.read.invite(inviteId)
  if (row === null) throw gone()
  const vanished = deps.store.read.object(row.objectId)?.vanished === true
  const text = deps.store.read.textOf(row.objectId)
  deps.store.write(vanished ? ['invites', 'objects'] : ['invites'], (tx) => {
    // What the server no longer has either has no reason left to be kept.
    if (vanished) tx.dropVanished(row.objectId)
    if (vanished || text === null) tx.removeInvite(inviteId)
    else tx.patchInvite(inviteId, { dismissedUtc: deps.clock.now(), answeredText: text, changedUtc: null, news: '' })
  })
  return {}
}
