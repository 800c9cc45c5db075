import type { AppError } from '../../../shared/contract/app-error.ts'
import { writeCalendar } from '../../../shared/ical/tree.ts'
import type { Address, Href } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { deleteObject } from '../dav/delete-object.ts'
import { getObject, type ObjectBody } from '../dav/get-objects.ts'
import { lockCollection, type Locking, underLock, unlockCollection } from '../dav/lock.ts'
import { putObject } from '../dav/put-object.ts'
import type { DavClient } from '../dav/shapes.ts'
import { isOthers } from '../scheduling/identity.ts'
import { inOrderOfWriting, weighMessage, type Weighed } from '../scheduling/weigh-message.ts'
import type { AccountRow, CollectionRow, InboxItemRow } from '../store/rows.ts'
import { pullInbox } from './pull-inbox.ts'
import type { SyncContext } from './sync-deps.ts'

/**
 * Nearly every round is shorter. A lock that a crash left behind keeps the person's other computers, and this one, waiting for so long; where
 * it runs out during a round, the messages stay and are "the same again" in the next one.
 */
const lockSeconds = 15
const mostRounds = 3

/** Messages were taken into the calendars. `end` empties the Inbox of them and gives the lock back: call it once their news are kept. */
export interface Taking {
  end(): Promise<void>
}

const nothing: Taking = { end: () => Promise.resolve() }

/**
 * EXP-5, T-C20: what the server of the older model leaves to the client. Under a lock of the Inbox each message is applied to the copy
 * in the calendar by the iTIP machine and stored there; what a person has to decide stays. Where nothing can be locked, or everything was
 * done already before a crash, doing it again changes nothing: a message that was applied is "the same again" (ITP-1). What became of the
 * meetings is then seen like any change a pull brings.
 */
export async function takeMessages(context: SyncContext, dav: DavClient, account: AccountRow): Promise<Taking> {
  const { store } = context
  const inboxHref = account.inboxHref
  if (inboxHref === null || store.read.inboxItems(account.id, true).length === 0) return nothing
  const locking = await lockCollection(dav, inboxHref, lockSeconds)
  // Another client of mine is at it, or nobody knows: the next round looks again.
  if (!locking.ok || locking.value.kind === 'taken') return nothing
  const lock = locking.value
  // What another client did before the lock was ours.
  const fresh = lock.kind === 'held' ? await pullInbox(context, dav, account) : { ok: true as const }
  const done: InboxItemRow[] = []
  if (fresh.ok) {
    for (const item of inOrderOfWriting(store.read.inboxItems(account.id, true))) {
      if (context.signal.aborted) break
      const fate = await takeOne(context, dav, account, item)
      if (fate === 'done') done.push(item)
      if (fate === 'person') store.write(['invites'], (tx) => tx.setInboxItemHandled(account.id, item.href))
    }
  }
  return { end: () => endTaking(context, dav, account, { inboxHref, lock, done }) }
}

async function endTaking(context: SyncContext, dav: DavClient, account: AccountRow, { inboxHref, lock, done }: { readonly inboxHref: Href; readonly lock: Locking; readonly done: readonly InboxItemRow[] }): Promise<void> {
  for (const item of done) {
    const condition = item.etag === null ? ({ kind: 'any' } as const) : ({ kind: 'etag', etag: item.etag } as const)
    const deleted = await deleteObject(dav, { href: item.href, condition, tellOrganizer: true, ...(lock.kind === 'held' ? { headers: underLock(dav, inboxHref, lock) } : {}) })
    if (deleted.ok) context.store.write(['invites'], (tx) => tx.removeInboxItem(account.id, item.href))
    else context.log.warn('inbox-item-stays', { accountId: account.id, kind: deleted.problem.kind, status: deleted.problem.httpStatus ?? 0 })
  }
  if (lock.kind !== 'held') return
  const unlocked = await unlockCollection(dav, inboxHref, lock.token)
  if (!unlocked.ok) context.log.warn('inbox-stays-locked', { accountId: account.id, kind: unlocked.problem.kind, status: unlocked.problem.httpStatus ?? 0 })
}

/** `later`: the server did not take it now; it lies in the Inbox as before. */
type Fate = 'done' | 'person' | 'later'

async function takeOne(context: SyncContext, dav: DavClient, account: AccountRow, item: InboxItemRow): Promise<Fate> {
  const { store, clock } = context
  for (let round = 1; round <= mostRounds; round += 1) {
    const weighed = weighMessage(store.read, account, item, clock.now())
    if (weighed.fate !== 'store') return weighed.fate
    const kept = await keep(context, dav, account, weighed)
    if (kept.ok) return 'done'
    if (kept.problem.kind !== 'conflict' || !(await readAgain(context, dav, weighed))) {
      context.log.warn('message-not-taken', { accountId: account.id, kind: kept.problem.kind, status: kept.problem.httpStatus ?? 0 })
      return 'later'
    }
  }
  return 'later'
}

type Kept = { readonly ok: true } | { readonly ok: false; readonly problem: AppError }

async function keep(context: SyncContext, dav: DavClient, account: AccountRow, { object, root, outcome, message }: Weighed): Promise<Kept> {
  const { store, ownWrites, newId } = context
  const home = object === null ? homeOf(context, account) : must(store.read.collection(object.collectionId), 'calendar of an object')
  if (home === null) return { ok: false, problem: { kind: 'refused', effect: 'nothing-changed', retry: 'later', cause: 'no-calendars' } }
  // A UID of somebody else's making is no safe name on a server.
  const href = object?.href ?? (`${home.href.endsWith('/') ? home.href : `${home.href}/`}${newId()}.ics` as Href)
  const text = writeCalendar(must(root, 'what a message makes'))
  const etag = object?.etag ?? null
  if (object !== null && etag === null) return { ok: false, problem: { kind: 'conflict', effect: 'nothing-changed', retry: 'now' } }
  const put = await putObject(dav, { href, text, condition: etag === null ? { kind: 'new' } : { kind: 'etag', etag } })
  if (!put.ok) return put
  const stored = put.value.text !== null ? { ...put.value, text: put.value.text } : put.value.etag === null ? await bodyOf(dav, href, text) : { ...put.value, text }
  ownWrites.add(home.id, href)
  store.write(['objects', 'invites'], (tx) => {
    tx.putServerObject({ collectionId: home.id, href, etag: stored.etag, scheduleTag: stored.scheduleTag, text: stored.text })
    // Who answers was reached: their answer says how it went (SCH-32).
    const from = message?.method === 'REPLY' ? (outcome?.from ?? null) : null
    if (message !== null && from !== null) tx.dropDelivery(account.id, message.uid, from as Address)
  })
  return { ok: true }
}

/** What is there now, when the answer named no etag (HTTP-7); without one, the next pull reads it. */
async function bodyOf(dav: DavClient, href: Href, text: string): Promise<Pick<ObjectBody, 'etag' | 'scheduleTag' | 'text'>> {
  const got = await getObject(dav, href)
  return got.ok ? got.value : { etag: null, scheduleTag: null, text }
}

/** Somebody else wrote it meanwhile: the message is weighed against what they made of it. */
async function readAgain({ store }: SyncContext, dav: DavClient, { object }: Weighed): Promise<boolean> {
  if (object === null) return true
  const got = await getObject(dav, object.href)
  if (!got.ok) return false
  store.write(['objects', 'invites'], (tx) => tx.putServerObject({ collectionId: object.collectionId, ...got.value }))
  return true
}

/** SCH-44: the calendar the server names for new meetings, else the first that can be written. */
function homeOf({ store }: SyncContext, account: AccountRow): CollectionRow | null {
  const able = store.read.collections(account.id).filter((one) => one.kind === 'calendar' && one.writable && !one.gone && !isOthers(one))
  return able.find((one) => one.isDefault) ?? able[0] ?? null
}
