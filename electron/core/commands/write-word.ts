import { composeWord } from '../mail/word.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { nameOf } from '../../../shared/wording/posted.ts'
import type { CommandOf } from './deps.ts'
import { savedOf } from './keep-change.ts'
import { keepMails } from './keep-mails.ts'
import { badData, refused, Refused } from './refused.ts'

/** My words to people of a meeting, one mail each. The meeting is not touched, so nobody is asked for anything. */
export const command: CommandOf<'write-word'> = (deps) => async (asked) => {
  const { objectId, word } = asked
  if (word.trim() === '') throw badData('empty-word', { objectId })
  const saved = deps.store.write(['queue', 'invites', 'objects'], (tx) => {
    const composed = composeWord(tx, asked, deps.clock.now())
    if (!composed.ok) throw new Refused(composed.problem)
    const { account, collection, object, title, people, orders } = composed.value
    if (orders.length === 0) throw refused('no-mail-account', { objectId })
    tx.addLedger(ledgerRow(account.id, object.uid, deps.clock.now(), { kind: 'wrote', names: people.map(nameOf), word: word.trim(), byHand: false }))
    return savedOf(objectId, keepMails(tx, deps, { account, collection, object, title, orders: { mails: orders, posts: [] } }))
  })
  deps.sync.wake()
  return saved
}
