import type { AppError } from '../../../shared/contract/app-error.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, setAttendee, setOrganizer } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { QueueId } from '../../../shared/model/ids.ts'
import { fail, must, type Result } from '../../../shared/model/result.ts'
import { mailedIntent } from '../../../shared/wording/mail.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import type { MailOrder, ObjectRow, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import { backoffMs } from './backoff.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

/** A server that says "later" (greylisting, a full disk) is asked this often; the pauses grow to an hour. */
const mostTries = 20

/**
 * Hands one mail over. What says that it left is the server's answer alone: if the text had begun to leave and no answer came, also
 * because this program ended, nobody can know, and the row waits for the person instead of sending it twice.
 */
export async function sendMail(context: SyncContext, row: QueueEntry): Promise<Result<void, AppError>> {
  const { store } = context
  const order = must(row.mail, 'mail of a row')
  if (row.maybeSent) return fail({ kind: 'refused', effect: 'saved-here', retry: 'now', cause: 'mail-unsure', ...hostOf(context, row) })
  const sent = await context.mailer.send(row.accountId, order, {
    onHandOver: () => store.write(['queue'], (tx) => tx.patchQueue(row.id, { maybeSent: true })),
    signal: context.signal,
  })
  if (sent.ok) finishMail(context, row, order)
  return sent
}

function hostOf(context: SyncContext, row: QueueEntry): { host?: string } {
  const host = context.store.read.mailAccount(row.accountId)?.host
  return host === undefined ? {} : { host }
}

/** It left: the history says so, and the event, if it still names this person (IMI-5: 1.1, by me). */
function finishMail(context: SyncContext, row: QueueEntry, order: MailOrder): void {
  const { store, clock, newId } = context
  store.write(['queue', 'objects', 'invites'], (tx) => {
    tx.removeQueued(row.id)
    const object = row.objectId === null ? null : tx.object(row.objectId)
    // Of words of mine the history told when they were written, and the event knows nothing of them.
    if (object === null || order.method === null) return
    tx.addLedger(ledgerRow(row.accountId, object.uid, clock.now(), { kind: 'mailed', who: order.toName || order.to, method: order.method }))
    const root = object.deletedHere || object.vanished ? null : rootOf(object)
    if (root === null || !stamp(root, order)) return
    keepStamped(tx, object, writeCalendar(root), { id: newId() as QueueId, atUtc: clock.now(), title: textOf(masterOf(root) ?? must(eventsOf(root)[0], 'event'), 'summary') })
  })
}

function rootOf(object: ObjectRow): Component | null {
  const text = object.localText ?? object.serverText
  const read = text === null ? null : readCalendar(text)
  return read !== null && read.ok ? read.value : null
}

/** True when somebody told by mail was found. */
function stamp(root: Component, order: MailOrder): boolean {
  let found = false
  for (const event of eventsOf(root)) {
    if (order.method === 'REPLY') {
      const organizer = organizerOf(event)
      if (organizer === null || organizer.scheduleAgent !== 'CLIENT' || !sameAddress(organizer.raw, order.raw)) continue
      setOrganizer(event, { address: organizer.raw, scheduleStatus: '1.1' })
      found = true
    } else {
      for (const person of attendeesOf(event)) {
        if (person.scheduleAgent !== 'CLIENT' || !sameAddress(person.raw, order.raw)) continue
        setAttendee(event, { address: person.raw, scheduleStatus: '1.1' })
        found = true
      }
    }
  }
  return found
}

/** A change of its own behind the others; those of several mails become one. */
function keepStamped(tx: WriteStore, object: ObjectRow, text: string, made: { readonly id: QueueId; readonly atUtc: number; readonly title: string }): void {
  const intent = mailedIntent(made.title)
  tx.setLocalText(object.id, text)
  const last = tx.queueOf(object.id).at(-1)
  if (last?.kind === 'put' && last.intent === intent && last.state === 'waiting' && last.attempts === 0 && !last.maybeSent) return tx.patchQueue(last.id, { text })
  tx.enqueue({
    id: made.id,
    accountId: object.accountId,
    collectionId: object.collectionId,
    objectId: object.id,
    kind: 'put',
    state: 'waiting',
    intent,
    href: object.href,
    text,
    baseText: object.serverText,
    baseEtag: object.etag,
    baseScheduleTag: object.scheduleTag,
    headers: {},
    undoText: object.localText,
    undoInvite: null,
    madeAtUtc: made.atUtc,
    leavesAtUtc: null,
    nextTryUtc: null,
    attempts: 0,
    messages: 0,
    error: null,
    conflict: null,
  })
}

/** It did not leave, or nobody knows: back to waiting, or to the person when waiting would not help. */
export function keepMailForLater(context: SyncContext, row: QueueEntry, error: AppError): void {
  const unsure = error.cause === 'mail-unsure'
  const waits = !unsure && error.kind !== 'sign-in' && (isRoadBlock(error) || (error.retry === 'later' && row.attempts < mostTries))
  const pauseMs = error.kind === 'cancelled' ? 0 : backoffMs(row.attempts, (context.random ?? Math.random)(), error.retryAfterMs)
  context.store.write(['queue'], (tx) => {
    tx.patchQueue(row.id, {
      state: waits ? 'waiting' : 'needs-you',
      nextTryUtc: waits ? context.clock.now() + pauseMs : null,
      maybeSent: unsure,
      error: error.kind === 'cancelled' && !unsure ? null : { ...error, effect: 'saved-here', accountId: row.accountId, ...(row.objectId === null ? {} : { objectId: row.objectId }) },
    })
  })
}
