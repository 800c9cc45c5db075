import type { SavedResult } from '../../../shared/contract/calls.ts'
import { readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { CollectionId, Href, ObjectId, QueueId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { LedgerFact } from '../../../shared/wording/ledger.ts'
import { followMove } from '../scheduling/follow-move.ts'
import { doerFor, ledgerRow } from '../scheduling/ledger.ts'
import { isLocal, isOthers, localUndoMs } from '../scheduling/identity.ts'
import { missingRight, signed } from '../scheduling/sent-by.ts'
import { storable } from '../scheduling/series-people.ts'
import type { AccountRow, CollectionRow, InviteRow, ObjectRow, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'
import { refused } from './refused.ts'
import { newQueueRow } from '../store/new-queue-row.ts'

/** One thing a person did to one object: what the store keeps of it, all in the transaction that is running. */
export interface Deed {
  readonly account: AccountRow
  readonly collection: Pick<CollectionRow, 'id'>
  readonly intent: string
  /** Messages other people would get. Any at all: the row is held, so that undo also stops them. */
  readonly messages: number
  /** How many people are told by rows of their own behind it (`keep-mails.ts`): it is held like them. */
  readonly following?: number
  /** Held this long though nobody is told: many changes that one undo is to take back together. */
  readonly atLeastHeldMs?: number
  readonly ledger: readonly LedgerFact[]
  readonly uid: Uid
  readonly headers?: Readonly<Record<string, string>>
  readonly undoInvite?: InviteRow | null
  /** What the text says of other people's answers is meant: not to be brought together with theirs by the server (RFC 6638 §3.2.10). */
  readonly answersMeant?: boolean
  /** A row that must have arrived before this one leaves. */
  readonly waitsFor?: QueueId
}

/** Local text beside the server's, and a row in the send queue. */
export function keepText(tx: WriteStore, deps: CommandDeps, object: ObjectRow, root: Component, deed: Deed): QueueEntry {
  const before = object.localText ?? object.serverText
  const text = writeCalendar(storable(deed.account, signed(deed.account, root, rootOf(before))))
  refuseForOthers(tx, object.collectionId, before, text)
  tx.setLocalText(object.id, text)
  return keep(tx, deps, object, 'put', text, deed)
}

/** A new object; its name on the server is its UID, which is ours and therefore safe in a path. Of an event that came from elsewhere, `name` is another. */
export function keepNew(tx: WriteStore, deps: CommandDeps, collection: CollectionRow, root: Component, deed: Deed, name: string = deed.uid): QueueEntry {
  const text = writeCalendar(storable(deed.account, signed(deed.account, root, null)))
  refuseForOthers(tx, collection.id, text)
  const id = deps.newId() as ObjectId
  const href = hrefIn(collection, `${encodeURIComponent(name)}.ics`)
  tx.createLocalObject({ id, collectionId: collection.id, href, text })
  const made: Pick<ObjectRow, 'id' | 'href' | 'serverText' | 'localText' | 'etag' | 'scheduleTag'> = { id, href, serverText: null, localText: null, etag: null, scheduleTag: null }
  return keep(tx, deps, made, 'put', text, deed)
}

export function keepDelete(tx: WriteStore, deps: CommandDeps, object: ObjectRow, deed: Deed): QueueEntry {
  refuseForOthers(tx, object.collectionId, object.localText ?? object.serverText)
  tx.setDeletedHere(object.id, true)
  return keep(tx, deps, object, 'delete', null, deed)
}

/**
 * To another calendar of the account: the object is drawn there at once under a new id, and stands as deleted where the server still has
 * it, so that a pull meanwhile finds what it looks for. Nothing of it changes on the way.
 */
export function keepMove(tx: WriteStore, deps: CommandDeps, object: ObjectRow, deed: Deed): { readonly entry: QueueEntry; readonly moved: ObjectRow } {
  const text = must(object.localText ?? object.serverText, 'text of an object')
  const collection = must(tx.collection(deed.collection.id), 'calendar')
  for (const where of [object.collectionId, collection.id]) refuseForOthers(tx, where, text)
  const id = deps.newId() as ObjectId
  const name = object.href.split('/').at(-1) ?? `${deps.newId()}.ics`
  const wanted = hrefIn(collection, name)
  const href = tx.objectByHref(collection.id, wanted) === null ? wanted : hrefIn(collection, `${deps.newId()}.ics`)
  tx.createLocalObject({ id, collectionId: collection.id, href, text })
  const made: Base = { id, href, serverText: null, localText: null, etag: null, scheduleTag: null }
  const entry = keep(tx, deps, made, 'move', text, deed, { objectId: object.id, collectionId: object.collectionId, href: object.href })
  tx.settleLocal(object.id)
  followMove(tx, object.id, id)
  return { entry, moved: must(tx.object(id), 'object that moved') }
}

/**
 * The gate behind every way to change something: no meeting is made, changed, answered or removed in somebody else's calendar, where the
 * server would send messages as its owner, or none (PPL-6). Told by the line alone, so that it holds for a text that cannot be read too.
 */
function refuseForOthers(tx: WriteStore, collectionId: CollectionId, ...texts: readonly (string | null)[]): void {
  const isMeeting = texts.some((text) => text !== null && /^ORGANIZER[;:]/im.test(text))
  const collection = must(tx.collection(collectionId), 'calendar')
  if (isMeeting && isOthers(collection)) throw refused('calendar-of-another')
  const account = must(tx.account(collection.accountId), 'account')
  const missing = missingRight(account, ...texts.map(rootOf))
  if (missing !== null) throw refused(missing)
}

const rootOf = (text: string | null): Component | null => {
  const read = text === null ? null : readCalendar(text)
  return read?.ok ? read.value : null
}

const hrefIn = (collection: CollectionRow, name: string): Href => `${collection.href.endsWith('/') ? collection.href : `${collection.href}/`}${name}` as Href

type Base = Pick<ObjectRow, 'id' | 'href' | 'serverText' | 'localText' | 'etag' | 'scheduleTag'>

function keep(tx: WriteStore, deps: CommandDeps, object: Base, kind: 'put' | 'delete' | 'move', text: string | null, deed: Deed, move: QueueEntry['move'] = null): QueueEntry {
  const nowUtc = deps.clock.now()
  const told = deed.messages + (deed.following ?? 0) > 0
  const holdMs = isLocal({ accountId: deed.account.id }) ? (deed.atLeastHeldMs ?? localUndoMs) : Math.max(told ? tx.settings().holdSeconds * 1_000 : 0, deed.atLeastHeldMs ?? 0)
  for (const fact of deed.ledger) tx.addLedger(ledgerRow(deed.account.id, deed.uid, nowUtc, fact, {}, doerFor(deed.account)))
  return tx.enqueue(
    newQueueRow(
      { id: deps.newId(), madeAtUtc: nowUtc, holdMs },
      {
        accountId: deed.account.id,
        collectionId: deed.collection.id,
        objectId: object.id,
        kind,
        intent: deed.intent,
        href: object.href,
        text,
        baseText: object.serverText,
        baseEtag: object.etag,
        // By the etag alone: with the tag a server takes back the question to somebody whose answer it holds.
        baseScheduleTag: deed.answersMeant === true && object.etag !== null ? null : object.scheduleTag,
        headers: deed.headers ?? {},
        undoText: object.localText,
        undoInvite: deed.undoInvite ?? null,
        move,
        waitsFor: deed.waitsFor ?? null,
        messages: deed.messages,
      },
    ),
  )
}

/** What the undo bar needs. On this computer nothing leaves. */
export function savedOf(objectId: ObjectId | null, entries: readonly QueueEntry[]): SavedResult {
  const leaves = entries.flatMap((e) => (e.leavesAtUtc === null || isLocal(e) ? [] : [e.leavesAtUtc]))
  return {
    objectId,
    queueIds: entries.map((e) => e.id),
    messages: entries.reduce((sum, e) => sum + e.messages, 0),
    leavesAtUtc: leaves.length === 0 ? null : Math.min(...leaves),
    intent: entries[0]?.intent ?? '',
    ...(entries.length > 0 && entries.every(isLocal) ? { local: true } : {}),
  }
}
