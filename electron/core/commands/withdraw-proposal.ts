import { noteProposal } from '../../../shared/itip/proposal.ts'
import { must } from '../../../shared/model/result.ts'
import { withdrawIntent } from '../../../shared/wording/proposals.ts'
import { composeWithdrawal, type ComposedWithdrawal } from '../mail/withdraw.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { noteCounterSent } from '../scheduling/proposals.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { savedOf } from './keep-change.ts'
import { keepMails } from './keep-mails.ts'
import { gone, refused } from './refused.ts'
import { keepAnswer } from './reply-to-invite.ts'

/** I no longer ask for another time: said by the way the proposal went. The meeting stands where it stood. */
export const command: CommandOf<'withdraw-proposal'> = (deps) => async ({ proposalId, words, answer }) => {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const value = composeWithdrawal(tx, { proposalId, words }, deps.clock.now())
    if (value === null) throw gone({ cause: 'proposal' })
    const { row, object, title } = value
    const intent = withdrawIntent(title)
    if (row.way !== 'reply') noteCounterSent(tx, object, deps.clock.now())
    const entries = row.way === 'reply' ? byReply(tx, deps, value, { answer, intent }) : keepMails(tx, deps, { ...value, orders: { mails: value.mail === null ? [] : [value.mail], posts: value.post === null ? [] : [value.post] } })
    tx.patchProposal(row.id, { state: 'withdrawn', closedWords: '', closedBy: must(entries[0], 'a row that carries it').id })
    tx.addLedger(ledgerRow(object.accountId, object.uid, deps.clock.now(), { kind: 'withdrew-time', who: null, when: whenWords(row.time, tx.zone(), deps.clock.now()) }, { comment: words.trim(), recurrenceId: row.time.recurrenceId }))
    return { ...savedOf(object.id, entries), intent }
  })
  deps.sync.wake()
  return saved
}

/** The server passes on an answer that changed: so this travels with one, like the proposal did. */
function byReply(tx: WriteStore, deps: CommandDeps, { object, row, me, comment, answers, way }: ComposedWithdrawal, asked: { readonly answer: ComposedWithdrawal['answers'][number] | null; readonly intent: string }): QueueEntry[] {
  if (asked.answer === null || !answers.includes(asked.answer)) throw refused('no-other-answer', { objectId: object.id })
  const { recurrenceId } = row.time
  return keepAnswer(tx, deps, {
    objectId: object.id,
    recurrenceId,
    scope: recurrenceId === null ? 'all' : 'this',
    answer: asked.answer,
    comment,
    intent: asked.intent,
    ...(way.kind === 'reply-line' ? { change: (root) => noteProposal(root, me.raw, null) } : {}),
  })
}
