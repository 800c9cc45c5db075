import type { CallInput } from '../../../shared/contract/calls.ts'
import type { NoticeAction } from '../../../shared/contract/wire.ts'
import { severityOfStatus, worstCode } from '../../../shared/event/delivery-code.ts'
import type { FieldChange } from '../../../shared/event/changes.ts'
import { whatChanged } from '../../../shared/event/changes.ts'
import { isOneOf } from '../../../shared/event/roles.ts'
import { recurrenceIdOf, setText, textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, toAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { attendeeCommentsIn } from '../../../shared/itip/comments.ts'
import { eventsOf, masterOf, overridesOf, readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { AccountId, Address, InviteId, Uid } from '../../../shared/model/ids.ts'
import type { Answer } from '../../../shared/model/people.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { deliveryOf, joinCodes } from '../../../shared/itip/status.ts'
import { readProposalComment, readWithdrawal } from '../../../shared/itip/proposal.ts'
import { expandOccurrences, type Instance } from '../../../shared/recurrence/expand.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import type { LedgerFact } from '../../../shared/wording/ledger.ts'
import { deputiesOf } from '../../../shared/itip/delegate.ts'
import { answerNews, vanishedNews } from '../../../shared/wording/notices.ts'
import type { News } from '../notices/tell-notices.ts'
import type { AccountRow, InviteRow, ObjectRow, PartRow } from '../store/rows.ts'
import type { NewsRow, WriteStore } from '../store/store.ts'
import { headPart, liesAhead, newInvite } from './invite-rows.ts'
import { ledgerRow } from './ledger.ts'
import { rememberMeeting } from './people-seen.ts'
import { closeDeclined, keepProposed, newlyNoted, noLongerNoted, takeWithdrawal, type Proposed } from './proposals.ts'
import { replyKey, type Reply } from './read-inbox.ts'
import { noteDelegation, noteUninvited, sentBy } from './uninvited.ts'
import { whenWords } from './when-words.ts'

export interface NewsContext {
  readonly tx: WriteStore
  readonly account: AccountRow
  readonly mine: ReadonlySet<Address>
  readonly nowUtc: Instant
  readonly zone: Zone
  readonly newId: () => string
  /** Answers that lie in the schedule Inbox, by `replyKey`: they carry the comment. */
  readonly replies: ReadonlyMap<string, Reply>
  /** UIDs of meetings whose cancellation lies in the Inbox. */
  readonly cancelled: ReadonlySet<string>
  /** Keys of `replies` that a difference has told already. */
  readonly told: Set<string>
  readonly notices: News[]
  /** People put into the list of those seen, in this round. */
  readonly seen: Set<string>
}

/**
 * What the difference between two versions of a meeting means to a person (SCH-42): the calendars are the truth, the Inbox
 * only adds what people wrote. Equal for every server, also for one whose Inbox is always empty.
 */
export function takeNews(ctx: NewsContext, news: NewsRow): void {
  const object = ctx.tx.object(news.objectId)
  if (object === null || object.serverText === null || object.vanished) return takeRemoval(ctx, news, endOf(ctx, news.uid))
  const parts = ctx.tx.parts(object.id)
  const head = headPart(parts)
  if (head === null) return
  rememberMeeting(ctx.tx, object.serverText, ctx)
  // I was struck from the list and the copy was left behind (DAViCal 1.1.12).
  if (head.role === 'plain') return takeRemoval(ctx, news, 'cancelled')
  const before = news.beforeText === null ? null : rootOf(news.beforeText)
  if (head.role === 'organizer') {
    const after = before === null ? null : rootOf(object.serverText)
    if (before !== null && after !== null) {
      for (const { person, time, words } of newlyNoted(before, after)) takeProposal(ctx, object, head.title, { address: person.address, name: person.name, time, words, way: 'reply', counterText: null })
      takeDeliveries(ctx, object, before, after)
      for (const { person, recurrenceId } of noLongerNoted(before, after)) takeWithdrawal(ctx, object, { address: person.address, name: person.name, words: '', recurrenceId })
      takeAnswers(ctx, object, head, before, after)
    }
    watch(ctx, object, head, before)
    return
  }
  const now = rootOf(object.serverText)
  if (now !== null) closeDeclined(ctx, object, before, now)
  for (const part of askedParts(parts)) takeInvitation(ctx, { object, part, before, beforeText: news.beforeText })
}

function rootOf(text: string): Component | null {
  const parsed = readCalendar(text)
  return parsed.ok ? parsed.value : null
}

/** Why a copy is gone: called off, or nobody can tell (called off, or removed on another computer). Null: I removed it elsewhere. */
type End = 'cancelled' | 'unknown' | null

/** A cancellation that was read a round before the calendar showed its effect counts this long. */
const calledOffMs = 3_600_000
export const calledOffMemo = (accountId: AccountId, uid: Uid): string => `called-off:${accountId}:${uid}`

/** The Inbox tells a cancellation. SOGo 5.8.0 takes the copy away as DAViCal does, but its Inbox is always empty (others.md). */
function endOf({ tx, cancelled, account, nowUtc }: NewsContext, uid: Uid): End {
  const toldAt = tx.memo(calledOffMemo(account.id, uid))
  if (toldAt !== null) tx.setMemo(calledOffMemo(account.id, uid), null)
  if (cancelled.has(uid) || (toldAt !== null && nowUtc - Number(toldAt) < calledOffMs)) return 'cancelled'
  return account.capabilities.product === 'sogo' ? 'unknown' : null
}

/**
 * It is no longer in my calendar. Taken out by a cancellation, as DAViCal does, it stays here as cancelled until it is
 * dismissed (ITP-17); removed on another computer it asks no more. Its history stays.
 */
function takeRemoval(ctx: NewsContext, news: NewsRow, end: End): void {
  const { tx, account, nowUtc } = ctx
  const known = tx.invites().filter((row) => row.accountId === account.id && row.objectId === news.objectId)
  for (const row of known) tx.removeInvite(row.id)
  const lost = end === null ? null : lostMeeting(ctx, news)
  if (lost === null) return tx.dropVanished(news.objectId)
  const { root, event, myAnswer, ahead } = lost
  const who = organizerName(root, null)
  const fact = { kind: end === 'unknown' ? ('vanished' as const) : ('cancelled' as const), who }
  const row = known.find((r) => r.recurrenceId === null) ?? newInvite(ctx.newId() as InviteId, { id: news.objectId, accountId: account.id, uid: news.uid }, null, nowUtc)
  tx.putInvite({
    ...row,
    answeredText: news.beforeText,
    answered: myAnswer === 'needs-action' ? null : myAnswer,
    changedUtc: nowUtc,
    dismissedUtc: null,
    news: end === 'unknown' ? vanishedNews(who) : '',
  })
  tell(ctx, { accountId: account.id, uid: news.uid }, null, { ...fact, date: null })
  ctx.notices.push({ fact: { ...fact, title: textOf(event, 'summary'), when: whenWords(ahead, ctx.zone, nowUtc) }, opens: { kind: 'invite', inviteId: row.id } })
  for (const one of eventsOf(root)) setText(one, 'status', 'CANCELLED')
  tx.keepCancelled(news.objectId, writeCalendar(root))
}

interface LostMeeting {
  readonly root: Component
  readonly event: Component
  readonly myAnswer: Answer
  readonly ahead: Instance
}

/** What I would have gone to: somebody else's, not declined, not called off before, not over, and in none of my other calendars. */
function lostMeeting(ctx: NewsContext, news: NewsRow): LostMeeting | null {
  const { tx, account, nowUtc } = ctx
  const root = news.beforeText === null ? null : rootOf(news.beforeText)
  const event = root === null ? null : (masterOf(root) ?? overridesOf(root)[0] ?? null)
  const myAnswer = event === null ? null : answerIn(event, ctx.mine)
  if (root === null || event === null || myAnswer === null || myAnswer === 'declined' || isOneOfMine(ctx, event) || wasCancelled(event)) return null
  if (tx.objectsByUid(news.uid, account.id).some((other) => other.id !== news.objectId && !other.vanished && !other.deletedHere)) return null
  const ahead = expandOccurrences(news.beforeText ?? '', { startUtc: nowUtc, endUtc: nowUtc + goneHorizonMs }, { floatingZone: ctx.zone, cap: 1 }).instances[0]
  return ahead === undefined ? null : { root, event, myAnswer, ahead }
}

const goneHorizonMs = 366 * 86_400_000
const wasCancelled = (event: Component): boolean => textOf(event, 'status').toUpperCase().startsWith('CANCELLED')
const isOneOfMine = (ctx: NewsContext, event: Component): boolean => {
  const organizer = organizerOf(event)
  return organizer === null || isOneOf(organizer, ctx.mine)
}

/** The whole series, and single dates that ask although the series does not (a moved date, or an invitation to one date alone). */
function askedParts(parts: readonly PartRow[]): readonly PartRow[] {
  const master = parts.find((p) => p.recurrenceId === null)
  if (master === undefined) return parts.filter((p) => p.role === 'attendee')
  const alone = parts.filter((p) => p.recurrenceId !== null && p.role === 'attendee' && p.myAnswer === 'needs-action' && master.myAnswer !== 'needs-action')
  return master.role === 'attendee' ? [master, ...alone] : alone
}

interface Asked {
  readonly object: ObjectRow
  readonly part: PartRow
  readonly before: Component | null
  readonly beforeText: string | null
}

/** ITP-4: what a person must hear of. A new description or guest list is shown, not announced. */
const major: readonly FieldChange['field'][] = ['when', 'repeat', 'where']

function takeInvitation(ctx: NewsContext, { object, part, before, beforeText }: Asked): void {
  const { tx, nowUtc } = ctx
  const rid = part.recurrenceId
  if (!liesAhead(tx, object.id, rid, nowUtc)) return
  const known = tx.inviteOf(object.accountId, object.uid, rid)
  const row = known === null ? newInvite(ctx.newId() as InviteId, object, rid, nowUtc) : { ...known, objectId: object.id }
  const opens = { kind: 'invite', inviteId: row.id } as const
  const then = before === null ? null : eventIn(before, rid)
  const oldAnswer = then === null ? null : answerIn(then, ctx.mine)
  const after = rootOf(object.serverText ?? '')
  if (after === null) return
  const who = organizerName(after, rid)
  if (then === null || oldAnswer === null) {
    if (known?.objectId === object.id || part.myAnswer !== 'needs-action' || part.status === 'cancelled') return
    // Called off and called again, under another name on the server.
    tx.putInvite({ ...row, changedUtc: row.answered === null ? null : nowUtc, answeredUtc: null, dismissedUtc: null })
    tell(ctx, object, rid, { kind: 'got-invitation', who })
    ctx.notices.push({ fact: { kind: 'invitation', who, title: part.title, when: whenOf(ctx, object, rid) }, opens, actions: answerActions(object, part) })
    return
  }
  const basis: Partial<InviteRow> = { answeredText: row.answeredText ?? beforeText, answered: row.answered ?? (oldAnswer === 'needs-action' ? null : oldAnswer) }
  if (part.status !== 'cancelled' && wasCancelled(then)) {
    tx.putInvite({ ...row, ...basis, changedUtc: nowUtc, dismissedUtc: null, news: '' })
    tell(ctx, object, rid, { kind: 'revived', who })
    ctx.notices.push({ fact: { kind: 'revived', who, title: part.title, when: whenOf(ctx, object, rid) }, opens })
    return
  }
  if (part.status === 'cancelled') {
    if (wasCancelled(then) || oldAnswer === 'declined') return
    tx.putInvite({ ...row, ...basis, changedUtc: nowUtc, dismissedUtc: null })
    tell(ctx, object, rid, { kind: 'cancelled', who, date: null })
    ctx.notices.push({ fact: { kind: 'cancelled', who, title: part.title, when: whenOf(ctx, object, rid) }, opens })
    return
  }
  takeDeputy(ctx, { object, part, row, before: then, after: eventIn(after, rid) })
  const changes = whatChanged(must(before, 'version before'), after, ctx.zone, rid)
  const heard = changes.filter((c) => major.includes(c.field))
  const askedAgain = part.myAnswer === 'needs-action' && oldAnswer !== 'needs-action'
  if (heard.length > 0 || askedAgain) {
    tx.putInvite({ ...row, ...basis, changedUtc: nowUtc, dismissedUtc: null })
    if (changes.length > 0) tell(ctx, object, rid, { kind: 'changed', who, changes })
    const first = heard[0]
    ctx.notices.push({ fact: { kind: 'changed', who, title: part.title, before: first?.before ?? '', after: first?.after ?? '' }, opens })
    return
  }
  if (changes.length > 0) tell(ctx, object, rid, { kind: 'changed', who, changes })
  // Answered on another computer, or by the web page of the server.
  const mineNow = part.myAnswer
  if (mineNow !== null && mineNow !== 'needs-action' && mineNow !== oldAnswer && mineNow !== row.answered) {
    tx.putInvite({ ...row, answeredText: object.serverText, answeredUtc: nowUtc, answered: mineNow, changedUtc: null })
    tell(ctx, object, rid, { kind: 'answered', who: null, answer: mineNow, date: null })
  }
}

/** Who goes in my place has answered: told to me as well, and a no is mine to mend (ITP-40). */
function takeDeputy(ctx: NewsContext, at: { readonly object: ObjectRow; readonly part: PartRow; readonly row: InviteRow; readonly before: Component; readonly after: Component | null }): void {
  const me = at.after === null ? undefined : attendeesOf(at.after).find((a) => isOneOf(a, ctx.mine))
  if (at.after === null || me === undefined || me.partstat !== 'delegated') return
  for (const deputy of deputiesOf(at.after, me).to) {
    const { answer } = deputy
    const was = attendeesOf(at.before).find((a) => a.raw === deputy.raw)?.partstat ?? null
    if (answer === null || answer === was || answer === 'needs-action') continue
    const who = deputy.name || deputy.address
    tell(ctx, at.object, at.part.recurrenceId, { kind: 'deputy-answered', who, answer }, '', deputy.address)
    ctx.notices.push({ fact: { kind: 'deputy', who, title: at.part.title, answer }, opens: { kind: 'invite', inviteId: at.row.id } })
    if (answer === 'declined') ctx.tx.putInvite({ ...at.row, answered: 'delegated', changedUtc: ctx.nowUtc, dismissedUtc: null })
  }
}

/** Answers that a notice may carry as buttons. The words of one for a series say that it is for all of it. */
function answerActions(object: ObjectRow, part: PartRow): News['actions'] {
  const series = part.repeats && part.recurrenceId === null
  const one = (label: string, answer: Answer): NoticeAction => ({
    label: series ? `${label} all dates` : label,
    call: 'reply-to-invite',
    input: { objectId: object.id, recurrenceId: part.recurrenceId, scope: part.recurrenceId === null ? 'all' : 'this', answer, comment: '' } satisfies CallInput<'reply-to-invite'>,
  })
  return [one('Accept', 'accepted'), one('Decline', 'declined')]
}

const eventIn = (root: Component, rid: string | null): Component | null => (rid === null ? masterOf(root) : instanceOf(root, rid))
const answerIn = (event: Component, mine: ReadonlySet<Address>): Answer | null => attendeesOf(event).find((a) => isOneOf(a, mine))?.partstat ?? null
const nameOf = (person: CalPerson): string => (person.name === '' ? (person.email ?? person.address) : person.name)

function organizerName(root: Component, rid: string | null): string {
  const event = eventIn(root, rid) ?? masterOf(root)
  const organizer = event === null ? null : organizerOf(event)
  return organizer === null ? 'The organizer' : nameOf(organizer)
}

function whenOf({ tx, zone, nowUtc }: NewsContext, object: ObjectRow, rid: string | null): string {
  const row = tx.occurrence(object.id, rid)
  return row === null ? '' : whenWords(row, zone, nowUtc)
}

function tell({ tx, nowUtc, account }: NewsContext, object: Pick<ObjectRow, 'accountId' | 'uid'>, recurrenceId: string | null, fact: LedgerFact, comment = '', address: string | null = null): void {
  // What the server tells of somebody else's calendar they may have done themselves.
  tx.addLedger(ledgerRow(object.accountId, object.uid as Uid, nowUtc, fact, { recurrenceId, comment, address }, account.behalf === null ? undefined : account.name))
}

// ---- the organizer's side

/** What the servers say of my message (SCH-30): who was reached, and of each who was not, why. Told once, when it is known. */
function takeDeliveries(ctx: NewsContext, object: ObjectRow, before: Component, after: Component): void {
  const then = codesOf(before)
  const reached: string[] = []
  const unconfirmed: string[] = []
  for (const [address, { person, codes }] of codesOf(after)) {
    const worst = codes === null || codes === then.get(address)?.codes || isOneOf(person, ctx.mine) ? null : worstCode(codes)
    // 1.0 is still under way; 2.x came with an answer, and that is told as such.
    if (worst === '1.2') reached.push(nameOf(person))
    else if (worst === '1.1' && person.scheduleAgent !== 'CLIENT') unconfirmed.push(nameOf(person))
    else if (worst !== null && severityOfStatus(worst) === 'error') tell(ctx, object, null, { kind: 'undelivered', who: nameOf(person), why: deliveryOf(worst, { about: 'attendee' }).text })
  }
  if (reached.length > 0) tell(ctx, object, null, { kind: 'delivered', names: reached, confirmed: true })
  if (unconfirmed.length > 0) tell(ctx, object, null, { kind: 'delivered', names: unconfirmed, confirmed: false })
}

/** Of everybody in any part: what stands beside them, over all parts. */
function codesOf(root: Component): Map<Address, { readonly person: CalPerson; readonly codes: string | null }> {
  const lines = eventsOf(root).flatMap((event) => attendeesOf(event))
  const out = new Map<Address, { readonly person: CalPerson; readonly codes: string | null }>()
  for (const person of lines) if (!out.has(person.address)) out.set(person.address, { person, codes: joinCodes(lines.filter((line) => line.address === person.address).map((line) => line.scheduleStatus)) })
  return out
}

/** Answers of other people: every attendee whose PARTSTAT differs from the version before, for the series and for single dates. */
function takeAnswers(ctx: NewsContext, object: ObjectRow, head: PartRow, before: Component, after: Component): void {
  const targets: (string | null)[] = [...(masterOf(after) === null ? [] : [null]), ...overridesOf(after).map(recurrenceIdOf)]
  const said = new Set<string>()
  for (const rid of targets) {
    const now = eventIn(after, rid)
    const then = eventIn(before, rid)
    if (now === null || then === null) continue
    const old = new Map(attendeesOf(then).map((a) => [a.address, a.partstat]))
    for (const person of attendeesOf(now)) {
      const was = old.get(person.address)
      if (was === person.partstat || isOneOf(person, ctx.mine)) continue
      if (was === undefined) {
        // Cyrus lets everybody in who answers; who I added, here or on another computer, has not answered yet (SCH-4).
        if (person.partstat !== 'needs-action') takeStranger(ctx, object, head, after, person, rid)
        continue
      }
      // A reset by our own change of the time is no answer, and an answer to all dates is told once.
      const key = `${person.address} ${person.partstat}`
      if (person.partstat === 'needs-action' || (rid !== null && said.has(key))) continue
      said.add(key)
      takeAnswer(ctx, object, head, after, person, rid)
    }
  }
}

/** Not in the list before, and has answered: sent by somebody in it, or not invited at all. */
function takeStranger(ctx: NewsContext, object: ObjectRow, head: PartRow, root: Component, person: CalPerson, rid: string | null): void {
  if (sentBy(root, person) !== null) return takeAnswer(ctx, object, head, root, person, rid)
  const reply = ctx.replies.get(replyKey(object.uid, rid, person.address))
  noteUninvited(ctx, object, head.title, { address: person.address, name: person.name, recurrenceId: rid, answer: person.partstat, comment: reply?.comment ?? '', insteadOf: null })
}

/** Somebody sends another person. Cyrus 3.6.1 keeps only PARTSTAT in the organizer's copy; whom, says the REPLY in the Inbox. */
function takeDelegation(ctx: NewsContext, object: ObjectRow, head: PartRow, root: Component, person: CalPerson, rid: string | null): void {
  for (const raw of person.delegatedTo) {
    const instead = attendeesOf(masterOf(root) ?? must(overridesOf(root)[0], 'event of a meeting')).find((a) => sameAddress(a.raw, raw))
    const name = instead === undefined ? ctx.tx.person(toAddress(raw))?.name || toAddress(raw) : nameOf(instead)
    tell(ctx, object, rid, { kind: 'sent-instead', who: nameOf(person), instead: name }, '', person.address)
    if (instead !== undefined) ctx.notices.push({ fact: { kind: 'instead', who: nameOf(person), instead: name, title: head.title }, opens: { kind: 'event', objectId: object.id, recurrenceId: rid } })
  }
  noteDelegation(ctx, object, { title: head.title, root, recurrenceId: rid }, person)
}

function takeAnswer(ctx: NewsContext, object: ObjectRow, head: PartRow, root: Component, person: CalPerson, rid: string | null): void {
  const key = replyKey(object.uid, rid, person.address)
  const reply = ctx.replies.get(key)
  ctx.told.add(key)
  const delegator = person.delegatedTo.length > 0 ? person : (reply?.person ?? person)
  if (person.partstat === 'delegated' && delegator.delegatedTo.length > 0) return takeDelegation(ctx, object, head, root, delegator, rid)
  noteAnswer(ctx, object, head.title, { who: nameOf(person), address: person.address, answer: person.partstat, recurrenceId: rid, comment: reply?.comment ?? wordsIn(root, person, rid) })
}

/** Another computer of mine may have cleared the item away; the copy keeps the words where the server does (SCH-12). */
function wordsIn(root: Component, person: CalPerson, rid: string | null): string {
  const event = rid === null ? masterOf(root) : overridesOf(root).find((one) => recurrenceIdOf(one) === rid)
  return (event ? attendeeCommentsIn(event).get(person.address) : undefined) ?? ''
}

export interface NotedAnswer {
  readonly who: string
  readonly address: Address
  readonly answer: Answer
  readonly recurrenceId: string | null
  readonly comment: string
}

/** History, notice, and, where somebody cannot come or wrote something, a line in the organizer's list. */
export function noteAnswer(ctx: NewsContext, object: ObjectRow, title: string, said: NotedAnswer): void {
  const proposed = readProposalComment(said.comment)
  if (proposed !== null) takeProposal(ctx, object, title, { address: said.address, name: said.who === said.address ? '' : said.who, ...proposed, way: 'reply', counterText: null })
  const back = readWithdrawal(said.comment)
  if (back !== null) takeWithdrawal(ctx, object, { address: said.address, name: said.who === said.address ? '' : said.who, ...back })
  // What they wrote stands beside the proposal; the answer is told without it.
  const answer = proposed === null && back === null ? said : { ...said, comment: '' }
  const { tx, nowUtc } = ctx
  const date = answer.recurrenceId === null ? null : dateOf(ctx, object, answer.recurrenceId)
  tell(ctx, object, answer.recurrenceId, { kind: 'answered', who: answer.who, answer: answer.answer, date }, answer.comment, answer.address)
  // The proposal has told it.
  if (proposed === null) ctx.notices.push({ fact: { kind: 'answered', who: answer.who, title, answer: answer.answer, comment: answer.comment }, opens: { kind: 'event', objectId: object.id, recurrenceId: answer.recurrenceId } })
  if (answer.comment === '' && answer.answer !== 'declined') return
  const row = tx.inviteOf(object.accountId, object.uid, null) ?? newInvite(ctx.newId() as InviteId, object, null, nowUtc)
  const line = answerNews({ ...answer, date })
  const older = row.news.split('\n').filter((l) => l !== '' && l !== line)
  tx.putInvite({ ...row, news: [line, ...older].slice(0, mostLines).join('\n'), changedUtc: nowUtc, dismissedUtc: null })
}

/** History, list and notice of another time that somebody asks for; told once. */
export function takeProposal(ctx: NewsContext, object: ObjectRow, title: string, proposed: Proposed): void {
  if (!keepProposed(ctx, object, proposed)) return
  const row = ctx.tx.inviteOf(object.accountId, object.uid, null)
  const fact = { kind: 'proposed' as const, who: proposed.name || proposed.address, title, when: whenWords(proposed.time, ctx.zone, ctx.nowUtc), words: proposed.words }
  ctx.notices.push({ fact, opens: row === null ? { kind: 'event', objectId: object.id, recurrenceId: proposed.time.recurrenceId } : { kind: 'invite', inviteId: row.id } })
}

/** The newest ones; the rest is in the history. */
const mostLines = 5

function dateOf({ tx, zone, nowUtc }: NewsContext, object: Pick<ObjectRow, 'id'>, rid: string): string {
  const row = tx.occurrence(object.id, rid)
  return row === null ? 'one date' : whenWords(row, zone, nowUtc)
}

/** Somebody cannot be reached: the row makes it show beside the invitations. */
function watch(ctx: NewsContext, object: ObjectRow, head: PartRow, before: Component | null): void {
  if (head.people.undelivered === 0 || !liesAhead(ctx.tx, object.id, null, ctx.nowUtc)) return
  if (ctx.tx.inviteOf(object.accountId, object.uid, null) === null) ctx.tx.putInvite(newInvite(ctx.newId() as InviteId, object, null, ctx.nowUtc))
  const after = rootOf(object.serverText ?? '')
  const known = new Set(before === null ? [] : undeliveredIn(before).map((person) => person.address))
  const names = after === null ? [] : undeliveredIn(after).filter((person) => !known.has(person.address)).map(nameOf)
  if (names.length > 0) ctx.notices.push({ fact: { kind: 'undelivered', names, title: head.title }, opens: { kind: 'event', objectId: object.id, recurrenceId: null } })
}

function undeliveredIn(root: Component): CalPerson[] {
  const event = masterOf(root) ?? overridesOf(root)[0] ?? null
  return event === null ? [] : attendeesOf(event).filter((person) => person.scheduleStatus !== null && severityOfStatus(person.scheduleStatus) === 'error')
}
