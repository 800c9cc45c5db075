import { composeAskLatest } from '../mail/ask-latest.ts'
import type { CommandOf } from './deps.ts'
import { savedOf } from './keep-change.ts'
import { keepMails } from './keep-mails.ts'
import { refused } from './refused.ts'

/** REFRESH (RFC 5546 §3.2.6, ITP-19): the organizer is asked for the meeting as it stands. Nothing changes here until the answer comes. */
export const command: CommandOf<'ask-latest'> = (deps) => async ({ objectId }) => {
  const saved = deps.store.write(['queue'], (tx) => {
    const composed = composeAskLatest(tx, objectId, deps.clock.now())
    if (composed === null) throw refused('no-way', { objectId })
    const entries = keepMails(tx, deps, composed)
    return { ...savedOf(objectId, entries), intent: entries[0]?.intent ?? '' }
  })
  deps.sync.wake()
  return saved
}
