import type { AppError } from '../../../shared/contract/app-error.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import { sameAddress, toAddress } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, readCalendar } from '../../../shared/ical/tree.ts'
import { deliveryOf } from '../../../shared/itip/status.ts'
import type { Href, QueueId } from '../../../shared/model/ids.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import { nameOf, postIntent } from '../../../shared/wording/posted.ts'
import { davTokens } from '../accounts/capabilities.ts'
import { getObject } from '../dav/get-objects.ts'
import { listEtags } from '../dav/list-etags.ts'
import { postMessage } from '../dav/schedule-response.ts'
import type { DavClient } from '../dav/shapes.ts'
import { hostOf } from '../scheduling/identity.ts'
import { ledgerRow } from '../scheduling/ledger.ts'
import type { AccountRow, PostOrder, QueueEntry } from '../store/rows.ts'
import type { WriteStore } from '../store/store.ts'
import { backoffMs } from './backoff.ts'
import type { SyncContext } from './sync-deps.ts'

type Sent = Promise<Result<void, AppError>>
type Recipient = PostOrder['recipients'][number]
interface Told extends Recipient {
  readonly code: string
}

/** After this many tries of a person whose server could not be reached, they are left at "try again" (5.1). */
const mostTries = 12
/** An Outbox may keep copies for years; more than these are not read through to find one. */
const mostCopies = 100

/**
 * EXP-2, EXP-7: hands one message to the Outbox, after the event it tells of was stored (rows of one object leave in order). A message
 * whose answer was lost is looked for among the copies the server keeps (EXP-6) and else sent again as it was: whoever has it already
 * knows it by SEQUENCE and DTSTAMP and does nothing (ITP-1). What became of it for each person is kept; only people whose reason may pass are tried again.
 */
export async function sendPost(context: SyncContext, dav: DavClient, row: QueueEntry): Sent {
  const order = must(row.post, 'message of a row')
  const account = must(context.store.read.account(row.accountId), 'account of a row')
  const outboxHref = account.outboxHref
  if (outboxHref === null) return fail({ kind: 'refused', effect: 'saved-here', retry: 'never', cause: 'not-supported', host: dav.host })
  const older = await isStillOlder(context, dav, account, outboxHref)
  if (!older.ok) return older
  if (row.maybeSent) {
    const found = await isInOutbox(dav, outboxHref, order)
    if (!found.ok) return found
    if (found.value) return finish(context, row, order.recipients.map((one) => ({ ...one, code: '1.1' })))
  }
  const posted = await postMessage(dav, { outboxHref, text: order.ics, originator: order.originator, recipients: order.recipients.map(({ raw }) => raw) })
  if (posted.ok) {
    const codeOf = (one: Recipient): string => posted.value.find(({ recipient }) => sameAddress(recipient, one.raw))?.code ?? ''
    // Somebody the answer does not name: the server took the message, and says no more (SCH-31).
    return finish(context, row, order.recipients.map((one) => ({ ...one, code: inDeliveryTerms(codeOf(one)) })))
  }
  const code = codeOfRefusal(posted.problem)
  if (code === null) return posted
  const [only] = order.recipients
  if (order.recipients.length === 1 && only !== undefined) return finish(context, row, [{ ...only, code }])
  return sendOneByOne(context, row, order)
}

/** EXP-9: a server that begins to schedule by itself has told people when the event was stored. Nothing is posted from then on. */
async function isStillOlder(context: SyncContext, dav: DavClient, account: AccountRow, outboxHref: Href): Sent {
  const answer = await dav.options(outboxHref)
  if (!answer.ok) return answer
  const tokens = davTokens(answer.value.headers)
  if (!tokens.includes('calendar-auto-schedule')) return ok(undefined)
  context.store.write(['accounts'], (tx) => tx.patchAccount(account.id, { capabilities: { ...account.capabilities, davTokens: tokens, autoSchedule: true } }))
  return fail({ kind: 'refused', effect: 'saved-here', retry: 'never', cause: 'server-sends-now', host: dav.host })
}

async function isInOutbox(dav: DavClient, outboxHref: Href, order: PostOrder): Promise<Result<boolean, AppError>> {
  const listed = await listEtags(dav, outboxHref)
  // Not every server lets its Outbox be read: then the message goes out once more.
  if (!listed.ok) return listed.problem.retry === 'never' ? ok(false) : listed
  if (listed.value.length > mostCopies) return ok(false)
  for (const { href } of listed.value) {
    const copy = await getObject(dav, href)
    if (copy.ok && sameLines(copy.value.text, order.ics)) return ok(true)
  }
  return ok(false)
}

const sameLines = (a: string, b: string): boolean => a.replace(/\r\n?/g, '\n').trim() === b.replace(/\r\n?/g, '\n').trim()

/** EXP-3: what a status about all recipients says of the one it was asked for. Null: it is not about a recipient. */
function codeOfRefusal({ httpStatus, precondition }: AppError): string | null {
  // A proxy in front of a dead server says 502 and 404 too, but names no condition.
  if (precondition === undefined) return httpStatus === 507 ? '5.1' : null
  return httpStatus === 404 ? '3.7' : httpStatus === 502 ? '5.2' : httpStatus === 507 ? '5.1' : null
}

/** Nobody knows whom the refusal was about: each is asked for alone. */
function sendOneByOne({ store, newId }: SyncContext, row: QueueEntry, order: PostOrder): Result<void, AppError> {
  store.write(['queue'], (tx) => {
    tx.removeQueued(row.id)
    for (const one of order.recipients) tx.enqueue({ ...row, id: newId() as QueueId, state: 'waiting', error: null, attempts: 0, messages: 1, intent: postIntent(order.method, [one], titleIn(order)), post: { ...order, recipients: [one] } })
  })
  return ok(undefined)
}

function titleIn({ ics }: PostOrder): string {
  const read = readCalendar(ics)
  const head = read.ok ? (masterOf(read.value) ?? eventsOf(read.value)[0]) : undefined
  return head === undefined ? '' : textOf(head, 'summary')
}

/** These servers say 2.0 of a message that lies in an Inbox and that nobody has read: RFC 6638 calls that 1.2 (SCH-32). No code: taken, and no more is known. */
const inDeliveryTerms = (code: string): string => (code === '' ? '1.1' : code.startsWith('2.') ? '1.2' : code)

const mayPass = (code: string): boolean => code === '5.1'

function finish(context: SyncContext, row: QueueEntry, told: readonly Told[]): Result<void, AppError> {
  const { store, clock, random } = context
  const order = must(row.post, 'message of a row')
  store.write(['queue', 'objects', 'invites'], (tx) => {
    const account = tx.account(row.accountId)
    if (account === null) return
    const nowUtc = clock.now()
    for (const { raw, code } of told) tx.putDelivery({ accountId: row.accountId, uid: order.uid, address: toAddress(raw), code, atUtc: nowUtc })
    tellHistory(tx, row, order, told, { host: hostOf(account), nowUtc })
    dropOlder(tx, row, order)
    const again = told.filter(({ code }) => mayPass(code)).map(({ raw, name }) => ({ raw, name }))
    if (again.length === 0 || row.attempts >= mostTries) return tx.removeQueued(row.id)
    // In a lane of its own: later changes of the meeting do not wait for somebody who cannot be reached.
    tx.patchQueue(row.id, { state: 'waiting', objectId: null, href: `${row.href.split('?')[0] ?? ''}?again=${row.id}` as Href, maybeSent: false, error: null, messages: again.length, intent: postIntent(order.method, again, titleIn(order)), nextTryUtc: nowUtc + backoffMs(row.attempts + 3, (random ?? Math.random)()), post: { ...order, recipients: again } })
  })
  return ok(undefined)
}

function tellHistory(tx: WriteStore, row: QueueEntry, order: PostOrder, told: readonly Told[], { host, nowUtc }: { readonly host: string; readonly nowUtc: number }): void {
  const tell = (fact: Parameters<typeof ledgerRow>[3]): void => tx.addLedger(ledgerRow(row.accountId, order.uid, nowUtc, fact))
  const reached = told.filter(({ code }) => /^[12]/.test(code)).map(nameOf)
  if (reached.length > 0) tell({ kind: 'posted', names: reached, method: order.method, host })
  // Of somebody tried again and again the first time is enough.
  if (row.objectId === null && row.attempts > 1) return
  for (const one of told) if (!/^[12]/.test(one.code)) tell({ kind: 'undelivered', who: nameOf(one), why: deliveryOf(one.code, { about: 'attendee' }).text.toLowerCase() })
}

/** Whoever gets this message has no use for an older one that still waits for them. */
function dropOlder(tx: WriteStore, row: QueueEntry, order: PostOrder): void {
  for (const other of tx.queue(row.accountId)) {
    const waiting = other.kind === 'post-message' && other.objectId === null && other.seq < row.seq && other.state === 'waiting' && other.post?.uid === order.uid ? other.post : null
    if (waiting === null) continue
    const left = waiting.recipients.filter((one) => !order.recipients.some((now) => sameAddress(now.raw, one.raw)))
    if (left.length === 0) tx.removeQueued(other.id)
    else tx.patchQueue(other.id, { post: { ...waiting, recipients: left }, messages: left.length, intent: postIntent(waiting.method, left, titleIn(waiting)) })
  }
}
