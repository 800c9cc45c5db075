import { addressSet, isOneOf } from '../../../shared/event/roles.ts'
import { recurrenceIdOf, rruleOf, textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import { isSameSpan, readProposalComment, readWithdrawal } from '../../../shared/itip/proposal.ts'
import { readMessage } from '../../../shared/itip/read-message.ts'
import { applyMessage } from '../../../shared/itip/apply-message.ts'
import type { AccountId, CollectionId, Href, Uid } from '../../../shared/model/ids.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import { repairIntent } from '../../../shared/wording/notices.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import type { AccountRow, InboxItemRow, ObjectRow } from '../store/rows.ts'
import type { NewsRow, WriteStore } from '../store/store.ts'
import type { SchedulingDeps } from './deps.ts'
import { behalfIn, canSchedule, myAddresses, postsMessages } from './identity.ts'
import { ledgerRow } from './ledger.ts'
import { beginWait, endWait, filingMs } from './inbox-waits.ts'
import { headPart } from './invite-rows.ts'
import { isListed, noteFromInbox, noteUninvited, strangerOnDavical } from './uninvited.ts'
import { openOf } from './proposals.ts'
import { countersIn, repliesIn, type Reply } from './read-inbox.ts'
import { calledOffMemo, noteAnswer, takeNews, takeProposal, type NewsContext } from './take-news.ts'
import { keepUnplaced } from './unplaced.ts'
import { newQueueRow } from '../store/new-queue-row.ts'

/** Meetings looked at in one transaction: a first sync brings thousands, and the core must keep answering. */
const batchSize = 100

/**
 * After every pull of an account: what changed in meetings becomes invitations, history and notices; what lies in the
 * schedule Inbox adds the words people wrote. Each Inbox item is then deleted on the server: nobody else does it, and until
 * then it counts as busy time (DAViCal 1.1.12, Cyrus 3.6.1). It is never applied: the server has done that (SCH-40).
 */
export async function processInbox(accountId: AccountId, deps: SchedulingDeps): Promise<void> {
  const { read } = deps.store
  const account = read.account(accountId)
  if (account === null) return
  const items = read.inboxItems(accountId, true)
  const cancelled = new Set<string>(items.filter((i) => i.method.toUpperCase() === 'CANCEL').map((i) => i.uid))
  const shared: Shared = { replies: repliesIn(items), cancelled, told: new Set(), notices: [], seen: new Set() }
  while (takeBatch(account, deps, shared)) await new Promise<void>((resolve) => setImmediate(resolve))
  if (items.length > 0) handleItems(account, items, deps, shared)
  deps.notices.tell(shared.notices.map((news) => ({ ...news, ...behalfIn(account) })))
}

/** False when there is nothing left. Read anew each time: another round may have come by in between. */
function takeBatch(account: AccountRow, deps: SchedulingDeps, shared: Shared): boolean {
  const batch = deps.store.read.news(account.id).slice(0, batchSize)
  if (batch.length === 0) return false
  deps.store.write(['invites', 'people'], (tx) => {
    const ctx = contextOf(tx, account, deps, shared)
    for (const row of batch) takeSafely(ctx, row, deps)
    tx.clearNews(batch.map((row) => row.objectId))
  })
  return true
}

/** One object that we fail at must not keep the news of all others from the person. */
function takeSafely(ctx: NewsContext, row: NewsRow, deps: SchedulingDeps): void {
  try {
    takeNews(ctx, row)
  } catch (fault) {
    deps.log.warn('news-not-understood', { objectId: row.objectId, what: fault instanceof Error ? fault.message.slice(0, 120) : 'unknown' })
  }
}

type Shared = Pick<NewsContext, 'replies' | 'cancelled' | 'told' | 'notices' | 'seen'>

const contextOf = (tx: WriteStore, account: AccountRow, deps: SchedulingDeps, shared: Shared): NewsContext => ({
  tx,
  account,
  mine: addressSet(myAddresses(account)),
  nowUtc: deps.clock.now(),
  zone: tx.zone(),
  newId: deps.newId,
  ...shared,
})

function handleItems(account: AccountRow, all: readonly InboxItemRow[], deps: SchedulingDeps, shared: Shared): void {
  // Where Parley applies messages itself, it also clears them away (`sync/take-messages.ts`); here only the words of people are kept.
  if (postsMessages(account)) return takeWords(account, all, deps, shared)
  // A server that neither schedules nor carries has applied nothing: its items are all there is, so they stay.
  if (!canSchedule(account)) return
  const { repaired, handled } = deps.store.write(['invites', 'objects', 'queue'], (tx) => {
    const ctx = contextOf(tx, account, deps, shared)
    let count = 0
    for (const [key, reply] of shared.replies) if (!shared.told.has(key) && takeReply(ctx, reply, deps)) count++
    const [early, unplaced] = [tooEarly(ctx, shared.replies.values()), keepUnplaced(tx, account, all, ctx.nowUtc)]
    const items = all.filter((item) => !early.has(item.href) && !unplaced.has(item.href))
    takeStrangers(ctx, items, shared)
    takeCounters(ctx, items)
    const inbox = tx.collections(account.id).find((c) => c.kind === 'inbox')
    for (const uid of shared.cancelled) if (stillStands(tx, account, uid as Uid)) tx.setMemo(calledOffMemo(account.id, uid as Uid), String(deps.clock.now()))
    for (const item of items) {
      endWait(tx, account.id, item.href)
      tx.setInboxItemHandled(account.id, item.href)
      tx.enqueue(removalOf(account, item, inbox?.id ?? ('' as CollectionId), deps))
    }
    return { repaired: count, handled: items.length }
  })
  deps.log.info('inbox-handled', { items: handled, repaired, waiting: all.length - handled })
  // What only waits gives the queue nothing to do.
  if (handled + repaired > 0) deps.wake()
}

/**
 * The Inbox is read beside the calendars, so an answer may lie there while my copy was read a moment before it (Cyrus 3.6.1). Its
 * words, and whom somebody sends instead, are nowhere else: the item waits for the round that shows the answer, for `filingMs`; then it was overtaken by another.
 */
function tooEarly({ tx, account, nowUtc }: NewsContext, replies: Iterable<Reply>): ReadonlySet<Href> {
  const early = new Set<Href>()
  for (const reply of replies) {
    if (reply.comment === '' && reply.person.delegatedTo.length === 0) continue
    const object = tx.objectsByUid(reply.uid, account.id).find((o) => !o.deletedHere && headPart(tx.parts(o.id))?.role === 'organizer')
    const shown = object === undefined ? null : answerOf(object, reply)
    if (shown === null || shown === reply.answer) continue
    if (nowUtc - beginWait(tx, account.id, reply.href, nowUtc) < filingMs) early.add(reply.href)
  }
  return early
}

function takeWords(account: AccountRow, items: readonly InboxItemRow[], deps: SchedulingDeps, shared: Shared): void {
  deps.store.write(['invites'], (tx) => {
    const ctx = contextOf(tx, account, deps, shared)
    for (const [key, reply] of shared.replies) if (!shared.told.has(key)) takeReply(ctx, reply, deps)
    takeStrangers(ctx, items, shared)
    takeCounters(ctx, items)
    for (const item of items) takeDecline(ctx, item)
  })
}

function takeCounters(ctx: NewsContext, items: readonly InboxItemRow[]): void {
  const { tx, account } = ctx
  for (const { uid, ...proposed } of countersIn(items, ctx.zone)) {
    const object = tx.objectsByUid(uid, account.id).find((o) => !o.deletedHere && headPart(tx.parts(o.id))?.role === 'organizer')
    if (object !== undefined) takeProposal(ctx, object, headPart(tx.parts(object.id))?.title ?? '', proposed)
  }
}

/** ITP-21, T-I38: the organizer keeps the time I asked to change. The person is told; the meeting and my answer stay. */
function takeDecline(ctx: NewsContext, item: InboxItemRow): void {
  const { tx, account } = ctx
  const message = item.method.toUpperCase() === 'DECLINECOUNTER' ? readMessage(item.text) : null
  if (message === null || !message.ok) return
  const event = eventsOf(message.value.root)[0]
  const object = tx.objectsByUid(message.value.uid, account.id).find((o) => !o.deletedHere && headPart(tx.parts(o.id))?.role === 'attendee')
  const organizer = event === undefined ? null : organizerOf(event)
  // Only the organizer of the copy I have can say so (ITP-14).
  if (event === undefined || object === undefined || organizer === null || headPart(tx.parts(object.id))?.organizer !== organizer.address) return
  const words = textOf(event, 'comment').trim()
  const mine = tx.proposalsOf(account.id, object.uid).findLast((row) => row.mine && row.state === 'open' && row.time.recurrenceId === recurrenceIdOf(event))
  if (mine !== undefined) tx.patchProposal(mine.id, { state: 'declined', closedWords: words })
  tx.addLedger(ledgerRow(account.id, object.uid, ctx.nowUtc, { kind: 'kept-time', who: organizer.name || organizer.address }, { comment: words, recurrenceId: recurrenceIdOf(event) }))
}

/** The calendars were read before the cancellation took effect in them: the next round sees it, when the item is gone. */
const stillStands = (tx: WriteStore, account: AccountRow, uid: Uid): boolean =>
  tx.objectsByUid(uid, account.id).some((o) => !o.vanished && headPart(tx.parts(o.id))?.role === 'attendee' && headPart(tx.parts(o.id))?.status !== 'cancelled')

/** Unconditional: a newer message of the same name would only bring the same news again. */
const removalOf = (account: AccountRow, item: InboxItemRow, collectionId: CollectionId, deps: SchedulingDeps): Parameters<WriteStore['enqueue']>[0] =>
  newQueueRow({ id: deps.newId(), madeAtUtc: deps.clock.now() }, { accountId: account.id, collectionId, kind: 'delete-inbox-item', intent: intentOf({ kind: 'clear-inbox', title: '' }), href: item.href })

/** Answers of people who are not in the list: no calendar shows them, but where the server lets them in (ITP-34). */
function takeStrangers(ctx: NewsContext, items: readonly InboxItemRow[], { replies }: Pick<Shared, 'replies'>): void {
  const meetingOf = (uid: Uid): { object: ObjectRow; title: string; root: Component } | null => {
    const object = ctx.tx.objectsByUid(uid, ctx.account.id).find((o) => !o.deletedHere && !o.vanished)
    const head = object === undefined ? null : headPart(ctx.tx.parts(object.id))
    const root = object === undefined ? null : rootOf(object)
    return object === undefined || root === null || head === null || head.role !== 'organizer' ? null : { object, title: head.title, root }
  }
  for (const reply of replies.values()) {
    const meeting = meetingOf(reply.uid)
    if (meeting !== null) noteFromInbox(ctx, meeting.object, meeting, reply)
  }
  for (const item of items) {
    if (item.method.toUpperCase() !== 'REPLY') continue
    const came = strangerOnDavical(ctx, item, peopleIn(item.text))
    const meeting = came === null ? null : meetingOf(item.uid)
    if (came !== null && meeting !== null && !isListed(meeting.root, came.address)) noteUninvited(ctx, meeting.object, meeting.title, came)
  }
}

function peopleIn(text: string): readonly CalPerson[] {
  const read = readCalendar(text)
  return read.ok ? eventsOf(read.value).flatMap(attendeesOf) : []
}

/** An answer that no difference showed: it only says more (a comment), it was told before, or the server lost it. True when it was repaired. */
function takeReply(ctx: NewsContext, reply: Reply, deps: SchedulingDeps): boolean {
  const object = ctx.tx.objectsByUid(reply.uid, ctx.account.id).find((o) => !o.deletedHere)
  const head = object === undefined ? null : headPart(ctx.tx.parts(object.id))
  if (object === undefined || head === null || head.role !== 'organizer') return false
  const lost = repairOf(ctx, object, reply)
  if (lost !== null) keepRepair(ctx, object, lost, repairIntent(nameOf(reply), head.title), deps)
  else if (reply.comment === '' || answerOf(object, reply) !== reply.answer || alreadyTold(ctx, reply)) return false
  noteAnswer(ctx, object, head.title, { who: nameOf(reply), address: reply.address, answer: reply.answer, recurrenceId: reply.recurrenceId, comment: reply.comment })
  return lost !== null
}

const nameOf = (reply: Reply): string => (reply.name === '' ? reply.address : reply.name)

/**
 * The difference told it before its item came. Of proposals the table knows: one that stands open, or was taken, is not news; the same one again
 * after a no is. Other words are told unless they were the last ones: who writes the same twice says nothing new.
 */
function alreadyTold({ tx, account }: NewsContext, reply: Reply): boolean {
  const at = { accountId: account.id, uid: reply.uid }
  const proposed = readProposalComment(reply.comment)
  if (proposed !== null) {
    const last = tx.proposalsOf(account.id, reply.uid).findLast((row) => row.address === reply.address && row.time.recurrenceId === proposed.time.recurrenceId)
    return last !== undefined && isSameSpan(last.time, proposed.time) && last.words === proposed.words && (last.state === 'open' || last.state === 'taken')
  }
  const back = readWithdrawal(reply.comment)
  if (back !== null) return openOf(tx, at, reply.address, back.recurrenceId) === null
  return tx.ledger(account.id, reply.uid).findLast((row) => row.address === reply.address && row.recurrenceId === reply.recurrenceId && row.comment !== '')?.comment === reply.comment
}

function rootOf(object: ObjectRow): Component | null {
  const text = object.localText ?? object.serverText
  const parsed = text === null ? null : readCalendar(text)
  return parsed !== null && parsed.ok ? parsed.value : null
}

function answerOf(object: ObjectRow, reply: Reply): string | null {
  const root = rootOf(object)
  const event = root === null ? null : reply.recurrenceId === null ? masterOf(root) : instanceOf(root, reply.recurrenceId)
  return event === null ? null : (attendeesOf(event).find((a) => isOneOf(a, new Set([reply.address])))?.partstat ?? null)
}

/**
 * Cyrus 3.6 loses an answer to one date of a series that ends by COUNT: the REPLY lies in the Inbox, the organizer's object
 * stays as it was. Only that case is repaired; everywhere else the organizer's copy is right.
 */
function repairOf(ctx: NewsContext, object: ObjectRow, reply: Reply): Component | null {
  if (reply.recurrenceId === null || ctx.account.capabilities.product !== 'cyrus') return null
  const root = rootOf(object)
  const master = root === null ? null : masterOf(root)
  if (root === null || master === null || !/(^|;)COUNT=/i.test(rruleOf(master) ?? '')) return null
  if (answerOf(object, reply) === reply.answer) return null
  const outcome = applyMessage(root, reply.root, { myAddresses: myAddresses(ctx.account), nowUtc: ctx.nowUtc, zone: ctx.zone })
  return outcome.what === 'stored' && outcome.why === 'answered' ? outcome.root : null
}

function keepRepair({ tx, account }: NewsContext, object: ObjectRow, root: Component, intent: string, deps: SchedulingDeps): void {
  const text = writeCalendar(root)
  tx.setLocalText(object.id, text)
  tx.enqueue(
    newQueueRow(
      { id: deps.newId(), madeAtUtc: deps.clock.now() },
      { accountId: account.id, collectionId: object.collectionId, objectId: object.id, kind: 'put', intent, href: object.href, text, baseText: object.serverText, baseEtag: object.etag, baseScheduleTag: object.scheduleTag, undoText: object.localText },
    ),
  )
}
