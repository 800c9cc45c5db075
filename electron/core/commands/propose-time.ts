import { uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf } from '../../../shared/ical/tree.ts'
import { noteProposal } from '../../../shared/itip/proposal.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { proposeIntent } from '../../../shared/wording/proposals.ts'
import { countOrders } from '../mail/orders.ts'
import { composeProposal, type ComposedProposal } from '../mail/propose.ts'
import { keepMine, noteCounterSent } from '../scheduling/proposals.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import type { QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { savedOf } from './keep-change.ts'
import { keepMails } from './keep-mails.ts'
import { keepAnswer } from './reply-to-invite.ts'
import { refused } from './refused.ts'

/** Another time for somebody else's meeting: a COUNTER, or an answer that says it (ITP-41). The meeting itself does not move. */
export const command: CommandOf<'propose-time'> = (deps) => async ({ way, answer, ...ask }) => {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const composed = composeProposal(tx, ask, deps.clock.now())
    if (!composed.ok) throw refused(composed.problem, { objectId: ask.objectId })
    const { value } = composed
    const intent = proposeIntent(value.title, value.afterWords)
    const entries = way !== 'reply' ? asMessage(tx, deps, value, way) : byReply(tx, deps, value, { answer, intent, comment: ask.comment })
    const proposing = { tx, account: value.account, nowUtc: deps.clock.now(), newId: deps.newId }
    const { address, name } = value.me
    keepMine(proposing, value.object, { address, name, time: value.time, words: ask.comment.trim(), way, counterText: null, instead: value.instead, sentBy: must(entries[0], 'a row that carries it').id })
    tx.addLedger(ledgerRow(value.account.id, uidOf(must(eventsOf(value.before)[0], 'event')) as Uid, deps.clock.now(), { kind: 'proposed', who: null, when: value.afterWords }, { comment: ask.comment.trim(), recurrenceId: value.time.recurrenceId }))
    return { ...savedOf(value.object.id, entries), intent }
  })
  deps.sync.wake()
  return saved
}

function asMessage(tx: WriteStore, deps: CommandDeps, { account, collection, object, title, mail, post }: ComposedProposal, way: 'mail' | 'post'): QueueEntry[] {
  const orders = { mails: way === 'mail' && mail !== null ? [mail] : [], posts: way === 'post' && post !== null ? [post] : [] }
  if (countOrders(orders) === 0) throw refused(way === 'mail' ? 'no-mail-account' : 'no-way', { objectId: object.id })
  noteCounterSent(tx, object, deps.clock.now())
  return keepMails(tx, deps, { account, collection, object, title, orders })
}

/** The server passes on an answer that changed, and nothing else of mine: so the proposal travels with one. */
function byReply(tx: WriteStore, deps: CommandDeps, { object, time, reply, me }: ComposedProposal, asked: { readonly answer: ComposedProposal['me']['partstat'] | null; readonly intent: string; readonly comment: string }): QueueEntry[] {
  if (reply === null) throw refused('no-way', { objectId: object.id })
  const { answer, intent, comment } = asked
  if (answer === null || !reply.answers.includes(answer)) throw refused('no-other-answer', { objectId: object.id })
  return keepAnswer(tx, deps, {
    objectId: object.id,
    recurrenceId: time.recurrenceId,
    scope: time.recurrenceId === null ? 'all' : 'this',
    answer,
    comment: reply.comment,
    intent,
    ...(reply.onMyLine ? { change: (root) => noteProposal(root, me.raw, { time, words: comment.trim() }) } : {}),
  })
}
