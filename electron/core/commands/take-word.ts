import { nameOf } from '../../../shared/wording/posted.ts'
import { composeWord } from '../mail/word.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import type { CommandOf } from './deps.ts'
import { Refused } from './refused.ts'

/** Notes in the history of a meeting that a mail to its people was opened. Whether it was sent nobody knows but the person (IMI-5). */
export const command: CommandOf<'take-word'> = (deps) => async (asked) => {
  deps.store.write(['invites', 'objects'], (tx) => {
    const composed = composeWord(tx, asked, deps.clock.now())
    if (!composed.ok) throw new Refused(composed.problem)
    const { account, object, people } = composed.value
    tx.addLedger(ledgerRow(account.id, object.uid, deps.clock.now(), { kind: 'wrote', names: people.map(nameOf), word: asked.word.trim(), byHand: true }))
  })
  return {}
}
