import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId, QueueId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { isCalendarKind } from '../store/queue.ts'
import type { QueueEntry, QueueHead } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { sendRow } from './send-row.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

/** Objects of one account on their way at the same time. */
const atOnce = 3

export interface Pushed {
  readonly sent: number
  /** Of those sent, how many told other people something: their answers and delivery codes are worth looking for soon. */
  readonly told: number
  /** What stopped it, when something is in the way of the whole account. */
  readonly problem: AppError | null
}

/** Sends what is due, each object's rows in the order they were made. One at a time for an account. */
export async function pushAccount(context: SyncContext, accountId: AccountId): Promise<Pushed> {
  const under = new Map<string, Promise<void>>()
  let [sent, told] = [0, 0]
  let problem: AppError | null = null
  const start = (row: QueueEntry) => {
    const going = sendRow(context, context.sessionOf(accountId), row).then((fault) => {
      if (fault === null) [sent, told] = [sent + 1, told + (row.messages > 0 ? 1 : 0)]
      else if (row.kind !== 'send-mail' && isRoadBlock(fault)) problem = fault
    })
    under.set(lane(row), going.finally(() => under.delete(lane(row))))
  }
  for (;;) {
    const stopped = problem !== null || context.signal.aborted
    const head = stopped || under.size >= atOnce ? undefined : dueRows(context.store.read.queueHeads({ accountId }), context.clock.now(), isQueued(context.store)).find((row) => !under.has(lane(row)))
    const next = head && context.store.read.queueEntry(head.id)
    if (next) start(next)
    else if (under.size > 0) await Promise.race(under.values())
    else break
  }
  // What came back with our own writes is looked at now: left for the next pull, a later change of ours would be taken for somebody else's.
  if (sent > 0 && !context.signal.aborted && context.store.read.account(accountId) !== null) await context.processInbox(accountId)
  return { sent, told, problem }
}

const lane = (row: QueueHead) => row.objectId ?? (row.kind === 'delete-calendar' ? `delete ${row.collectionId}` : isCalendarKind(row.kind) ? row.collectionId : row.href)

/** The first row of each object, if its time has come. One that waits for the person keeps those behind it. */
export function dueRows<Row extends QueueHead>(rows: readonly Row[], now: Instant, queued: Queued = nothingQueued): readonly Row[] {
  return firstRows(rows, queued).filter((row) => dueAt(row) <= now)
}

/** When there is something to send next; null: nothing waits for a time. */
export function nextDue(rows: readonly QueueHead[], queued: Queued = nothingQueued): Instant | null {
  const times = firstRows(rows, queued).map(dueAt).filter(Number.isFinite)
  return times.length === 0 ? null : Math.min(...times)
}

/** Whether a row waits somewhere, whichever account it belongs to. */
type Queued = (id: QueueId) => boolean
const nothingQueued: Queued = () => false
export const isQueued = (store: Store): Queued => (id) => store.read.queueEntry(id) !== null

function firstRows<Row extends QueueHead>(rows: readonly Row[], queued: Queued): readonly Row[] {
  const lanes = new Map<string, Row>()
  for (const row of rows) if (!lanes.has(lane(row))) lanes.set(lane(row), row)
  return [...lanes.values()].filter(freeOfCalendars(rows)).filter((row) => !(row.waitsFor && queued(row.waitsFor)) && !(row.kind === 'move' && rows.some((other) => standsBefore(other, row))))
}

/** An object moves as its earlier changes made it. */
const standsBefore = (other: QueueHead, row: QueueHead): boolean => other.seq < row.seq && other.objectId === row.move?.objectId

/** What is in a calendar goes after it has been made. Once it is to be deleted nothing of it leaves, and it goes when nothing is under way. */
function freeOfCalendars(rows: readonly QueueHead[]): (row: QueueHead) => boolean {
  const about = rows.filter((row) => isCalendarKind(row.kind))
  if (about.length === 0) return () => true
  return (row) => {
    const same = (other: QueueHead): boolean => other.collectionId === row.collectionId
    if (row.kind === 'delete-calendar') return !rows.some((other) => (same(other) && other.state === 'sending') || other.move?.collectionId === row.collectionId)
    return !about.some((other) => same(other) && (other.kind === 'delete-calendar' || (other.kind === 'make-calendar' && other.seq < row.seq)))
  }
}

function dueAt(row: QueueHead): Instant {
  if (row.state === 'held') return row.leavesAtUtc ?? 0
  return row.state === 'waiting' ? (row.nextTryUtc ?? 0) : Infinity
}

/** After a start: what was on its way when the process ended may have arrived. It is looked at before it is sent again. */
export function recoverSending(store: Store): void {
  const rows = store.read.queue().filter((row) => row.state === 'sending')
  if (rows.length === 0) return
  store.write(['queue'], (tx) => {
    // A mail knows by itself whether its text had begun to leave (`send-mail.ts`).
    for (const row of rows) tx.patchQueue(row.id, { state: 'waiting', maybeSent: row.kind === 'send-mail' ? row.maybeSent : true, nextTryUtc: null })
  })
}

/** The network is back, or the password is new: what waited for that waits no longer. */
export function hurry(store: Store, kinds: readonly AppError['kind'][], accountId?: AccountId): void {
  const rows = store.read.queue(accountId).filter((row) => row.state === 'waiting' && row.error !== null && kinds.includes(row.error.kind))
  if (rows.length === 0) return
  store.write(['queue'], (tx) => {
    for (const row of rows) tx.patchQueue(row.id, { nextTryUtc: null })
  })
}
