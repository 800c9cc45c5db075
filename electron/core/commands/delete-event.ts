import type { CallInput, SavedResult } from '../../../shared/contract/calls.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { LedgerFact } from '../../../shared/wording/ledger.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import type { ObjectRow } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import { countOrders, leavingWith, noOrders } from '../mail/orders.ts'
import { countMessages, readObject } from '../scheduling/compose.ts'
import { isLocal } from '../scheduling/identity.ts'
import { senderOf } from '../scheduling/reach.ts'
import { composeRemoval } from '../scheduling/removal.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { keepDelete, keepText, savedOf, type Deed } from './keep-change.ts'
import { withMails } from './keep-mails.ts'
import { gone, refused, Refused } from './refused.ts'

/** Deleting one's own copy declines, deleting one's own meeting cancels: the server sends it (RFC 6638 §3.2). */
export const command: CommandOf<'delete-event'> = (deps) => async (input) => deleteInstance(deps, input)

export function deleteInstance(deps: CommandDeps, { objectId, recurrenceId, scope, tellOrganizer }: CallInput<'delete-event'>): SavedResult {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const object = tx.object(objectId)
    if (object === null || object.deletedHere) throw gone({ objectId })
    if (object.vanished) return dropVanished(tx, object)
    const collection = must(tx.collection(object.collectionId), 'calendar of an object')
    const account = must(tx.account(object.accountId), 'account of an object')
    if (!collection.writable) throw refused('read-only-calendar', { objectId })
    const read = readObject(object)
    // What cannot be read can still be removed; the server then knows whom to tell.
    const before = read.ok ? read.value : null
    const removal = before === null ? null : composeRemoval({ ...senderOf(tx, account), before, recurrenceId, scope, nowUtc: deps.clock.now() })
    if (removal !== null && !removal.ok) throw new Refused(removal.problem)
    const facts = removal?.value ?? null
    const silent = facts?.role === 'attendee' && facts.after === null && !tellOrganizer
    const title = before === null ? '' : textOf(must(masterOf(before) ?? eventsOf(before)[0], 'event in an object'), 'summary')
    const messages = silent || facts === null ? 0 : countMessages(facts.messages)
    const orders = silent || facts === null ? noOrders : leavingWith(tx, { account, before, after: facts.after }, facts, deps.clock.now())
    const told = messages + countOrders(orders)
    const deed: Deed = {
      account,
      collection,
      uid: before === null ? object.uid : (uidOf(must(eventsOf(before)[0], 'event in an object')) as Uid),
      intent: intentOf({ kind: 'delete', title, repeats: facts?.repeats ?? false, scope, cancels: facts?.role === 'organizer' ? told : 0 }),
      messages,
      following: countOrders(orders),
      ledger: ledgerOf(facts?.role ?? 'plain', told, silent),
      // SCH-13, T-C10: without the header the removal of an attendee's copy is an answer.
      ...(silent ? { headers: { 'Schedule-Reply': 'F' } } : {}),
    }
    const mails = { account, collection, title, orders }
    if (facts !== null && facts.after !== null) return savedOf(objectId, withMails(tx, deps, keepText(tx, deps, object, facts.after, deed), mails))
    const pending = tx.queueOf(objectId)
    if (!isLocal(object) && object.serverText === null && pending.every((row) => !row.maybeSent && row.state !== 'sending')) {
      // It never left this computer: nobody has to be told, and there is nothing to delete.
      for (const row of pending) tx.removeQueued(row.id)
      tx.settleLocal(objectId)
      return { objectId, queueIds: [], messages: 0, leavesAtUtc: null, intent: deed.intent }
    }
    return savedOf(objectId, withMails(tx, deps, keepDelete(tx, deps, object, deed), mails))
  })
  deps.sync.wake()
  return saved
}

/** It was cancelled, and the server has nothing of it any more (ITP-17): nobody has to be told. */
function dropVanished(tx: WriteStore, object: ObjectRow): SavedResult {
  const title = tx.parts(object.id)[0]?.title ?? ''
  for (const row of tx.invites()) if (row.objectId === object.id) tx.removeInvite(row.id)
  tx.dropVanished(object.id)
  return { objectId: object.id, queueIds: [], messages: 0, leavesAtUtc: null, intent: intentOf({ kind: 'delete', title, repeats: false, scope: 'all', cancels: 0 }) }
}

function ledgerOf(role: 'plain' | 'organizer' | 'attendee', messages: number, silent: boolean): LedgerFact[] {
  if (role === 'attendee') return [{ kind: 'removed', told: !silent }]
  return role === 'organizer' && messages > 0 ? [{ kind: 'cancelled', who: null, date: null }] : []
}
