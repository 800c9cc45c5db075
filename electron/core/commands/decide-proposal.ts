import type { LedgerFact } from '../../../shared/wording/ledger.ts'
import { applyIntent, keepTimeIntent } from '../../../shared/wording/proposals.ts'
import { composeDecision, type ComposedDecision } from '../mail/decide.ts'
import { countOrders, leavingWith } from '../mail/orders.ts'
import { countMessages } from '../scheduling/compose.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { keepMails, withMails } from './keep-mails.ts'
import { Refused } from './refused.ts'

/** ITP-36: the meeting moves to the proposed time and everybody is asked again, or it stays and who proposed is told. Other proposals stay open. */
export const command: CommandOf<'decide-proposal'> = (deps) => async (asked) => {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const composed = composeDecision(tx, asked, deps.clock.now())
    if (!composed.ok) throw new Refused(composed.problem)
    const { row, object } = composed.value
    const who = row.name || row.address
    const when = whenWords(row.time, tx.zone(), deps.clock.now())
    const fact: LedgerFact = asked.act === 'apply' ? { kind: 'took-time', who, when } : { kind: 'kept-time', who: null, for: who }
    const intent = asked.act === 'apply' ? applyIntent(composed.value.title, when) : keepTimeIntent(composed.value.title, who)
    const entries = keepDecision(tx, deps, composed.value, { intent, act: asked.act })
    tx.addLedger(ledgerRow(object.accountId, object.uid, deps.clock.now(), fact, { comment: asked.act === 'decline' ? asked.words.trim() : '', recurrenceId: row.time.recurrenceId }))
    tx.patchProposal(row.id, { state: asked.act === 'apply' ? 'taken' : 'declined', closedWords: asked.words.trim(), closedBy: entries[0]?.id ?? null })
    forgetNews(tx, composed.value)
    return { ...savedOf(object.id, entries), intent }
  })
  deps.sync.wake()
  return saved
}

function keepDecision(tx: WriteStore, deps: CommandDeps, composed: ComposedDecision, { intent, act }: { readonly intent: string; readonly act: 'apply' | 'decline' }): QueueEntry[] {
  const { account, collection, object, title, before, after, extra, extraPost, messages } = composed
  const no = { mails: extra === null ? [] : [extra], posts: extraPost === null ? [] : [extraPost] }
  if (countOrders(no) > 0) return keepMails(tx, deps, { account, collection, object, title, orders: no })
  if (after === null) return []
  const orders = leavingWith(tx, { account, before, after }, composed, deps.clock.now())
  const entry = keepText(tx, deps, object, after, { account, collection, uid: object.uid, intent, messages: countMessages(messages), following: countOrders(orders), answersMeant: act === 'decline', ledger: [] })
  return withMails(tx, deps, entry, { account, collection, title, orders })
}

/** Decided: the line about it leaves the list. Undo brings the proposal back, and the list shows it by itself. */
function forgetNews(tx: WriteStore, { object, row }: ComposedDecision): void {
  const known = tx.inviteOf(object.accountId, object.uid, null)
  if (known === null) return
  const who = row.name || row.address
  tx.putInvite({ ...known, news: known.news.split('\n').filter((line) => !line.startsWith(`${who} proposes `)).join('\n') })
}
