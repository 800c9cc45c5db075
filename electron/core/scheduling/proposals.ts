import { isOneOf, roleIn } from '../../../shared/event/roles.ts'
import { spanOf, stampAfter, textOf } from '../../../shared/ical/fields.ts'
import type { EventSpan } from '../../../shared/ical/moment.ts'
import { attendeesOf, type CalPerson } from '../../../shared/ical/people.ts'
import { eventsOf, rawOf, type Component } from '../../../shared/ical/tree.ts'
import { eventAt, isSameSpan, keptOf, notedProposals, readWithdrawal, timeToken, type ProposedTime, type WrittenProposal } from '../../../shared/itip/proposal.ts'
import type { Address, InviteId, QueueId, Uid } from '../../../shared/model/ids.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { proposalNews } from '../../../shared/wording/proposals.ts'
import type { AccountRow, ObjectRow, ProposalRow } from '../store/rows.ts'
import type { ReadStore, WriteStore } from '../store/store.ts'
import { readObject } from './compose.ts'
import { newInvite } from './invite-rows.ts'
import { ledgerRow } from './ledger.ts'
import { whenWords } from './when-words.ts'

export interface Proposing {
  readonly tx: WriteStore
  readonly account: Pick<AccountRow, 'id'>
  readonly nowUtc: Instant
  readonly newId: () => string
}

export interface Proposed extends WrittenProposal {
  readonly address: Address
  readonly name: string
  readonly way: ProposalRow['way']
  readonly counterText: string | null
}

/**
 * Somebody proposes another time for a meeting of mine: kept, written into its history, and put where the person sees it (ITP-36). False
 * when it is known already, or when the series has no such date.
 */
export function keepProposed(ctx: Proposing, object: ObjectRow, proposed: Proposed): boolean {
  const { tx, nowUtc, newId } = ctx
  // A COUNTER that takes the place of another, and asks for nothing.
  const back = readWithdrawal(proposed.words)
  if (back !== null) return takeWithdrawal(ctx, object, { ...proposed, ...back })
  const root = readObject(object)
  const event = root.ok ? eventAt(root.value, proposed.time.recurrenceId) : null
  const instead = event === null ? null : spanOf(event, tx.zone())
  if (event === null || instead === null) return false
  const before = openOf(tx, object, proposed.address, proposed.time.recurrenceId)
  if (before !== null && isSameSpan(before.time, proposed.time) && before.words === proposed.words) return false
  if (before !== null) tx.patchProposal(before.id, { state: 'replaced' })
  tx.putProposal({ ...rowOf(ctx, object.uid, proposed), mine: false, instead, sentBy: null })
  const who = proposed.name === '' ? proposed.address : proposed.name
  const when = whenWords(proposed.time, tx.zone(), nowUtc)
  tx.addLedger(ledgerRow(object.accountId, object.uid, nowUtc, { kind: 'proposed', who, when }, { address: proposed.address, comment: proposed.words, recurrenceId: proposed.time.recurrenceId }))
  const row = tx.inviteOf(object.accountId, object.uid, null) ?? newInvite(newId() as InviteId, object, null, nowUtc)
  const line = proposalNews(who, when, proposed.words)
  const older = row.news.split('\n').filter((one) => one !== '' && one !== line)
  tx.putInvite({ ...row, news: [line, ...older].slice(0, 5).join('\n'), changedUtc: nowUtc, dismissedUtc: null })
  return true
}

/** Somebody no longer asks for the time they proposed: it waits for nobody any more. False when nothing of theirs is open. */
export function takeWithdrawal(ctx: Proposing, object: ObjectRow, { address, name, words, recurrenceId }: { readonly address: string; readonly name: string; readonly words: string; readonly recurrenceId: string | null }): boolean {
  const { tx, nowUtc } = ctx
  const row = openOf(tx, object, address, recurrenceId)
  if (row === null || row.mine) return false
  tx.patchProposal(row.id, { state: 'withdrawn', closedWords: words })
  const who = name === '' ? row.name || address : name
  tx.addLedger(ledgerRow(object.accountId, object.uid, nowUtc, { kind: 'withdrew-time', who, when: whenWords(row.time, tx.zone(), nowUtc) }, { address: row.address, comment: words, recurrenceId }))
  const invite = tx.inviteOf(object.accountId, object.uid, null)
  if (invite !== null) tx.putInvite({ ...invite, news: invite.news.split('\n').filter((line) => ![who, row.name, row.address].some((one) => one !== '' && line.startsWith(`${one} proposes `))).join('\n') })
  return true
}

/** Mine, with the row of the queue it leaves by. A newer one takes the place of an older one: the organizer sees one from each person. */
export function keepMine(ctx: Proposing, object: ObjectRow, proposed: Proposed & { readonly instead: EventSpan; readonly sentBy: QueueId }): void {
  const before = openOf(ctx.tx, object, proposed.address, proposed.time.recurrenceId)
  if (before !== null) ctx.tx.patchProposal(before.id, { state: 'replaced', closedBy: proposed.sentBy })
  ctx.tx.putProposal({ ...rowOf(ctx, object.uid, proposed), mine: true, instead: proposed.instead, sentBy: proposed.sentBy })
}

/** The DTSTAMP of my last COUNTER to this meeting; 0: none. Another, or one that takes it back, is stamped later (ITP-2). */
export const lastCounterUtc = (read: ReadStore, object: Pick<ObjectRow, 'accountId' | 'uid'>): Instant => Number(read.memo(counterMemo(object)) ?? 0)
export const noteCounterSent = (tx: WriteStore, object: Pick<ObjectRow, 'accountId' | 'uid'>, nowUtc: Instant): void => tx.setMemo(counterMemo(object), String(stampAfter(nowUtc, lastCounterUtc(tx, object))))
const counterMemo = ({ accountId, uid }: Pick<ObjectRow, 'accountId' | 'uid'>): string => `counter-sent:${accountId}:${uid}`

/** The proposal of this person that stands open, for all of a meeting or one date of it. */
export const openOf = (tx: ReadStore, object: Pick<ObjectRow, 'accountId' | 'uid'>, address: string, recurrenceId: string | null): ProposalRow | null =>
  tx.proposalsOf(object.accountId, object.uid).findLast((row) => row.address === address && row.time.recurrenceId === recurrenceId && row.state === 'open') ?? null

const rowOf = ({ account, nowUtc, newId }: Proposing, uid: Uid, { address, name, time, words, way, counterText }: Proposed): Omit<ProposalRow, 'mine' | 'instead' | 'sentBy'> => ({
  id: newId(),
  accountId: account.id,
  uid,
  address,
  name,
  time,
  words,
  way,
  counterText,
  madeAtUtc: nowUtc,
  state: 'open',
  closedWords: '',
  closedBy: null,
})

/** Proposals that stand on the lines of guests now and did not before. */
export function newlyNoted(before: Component, after: Component): readonly (WrittenProposal & { readonly person: CalPerson })[] {
  const old = notedProposals(before)
  const people = eventsOf(after).flatMap(attendeesOf)
  return [...notedProposals(after)].flatMap(([address, { time, words }]) => {
    const was = old.get(address)
    const person = people.find((one) => one.address === address)
    if (person === undefined || (was !== undefined && timeToken(was.time) === timeToken(time) && was.words === words)) return []
    return [{ time, words, person }]
  })
}

/** Whose proposal stood on their line and does not any more, though they are still invited. */
export function noLongerNoted(before: Component, after: Component): readonly { readonly person: CalPerson; readonly recurrenceId: string | null }[] {
  const now = notedProposals(after)
  const people = eventsOf(after).flatMap(attendeesOf)
  return [...notedProposals(before)].flatMap(([address, { time }]) => {
    const person = people.find((one) => one.address === address)
    return person === undefined || now.has(address) ? [] : [{ person, recurrenceId: time.recurrenceId }]
  })
}

// ---- a no by way of the meeting itself

/** My proposals to this meeting that its organizer declined, by the meeting itself: on my line, or by asking me again for the time that stood. */
export function closeDeclined(ctx: Proposing & { readonly mine: ReadonlySet<Address>; readonly zone: Zone }, object: ObjectRow, before: Component | null, after: Component): void {
  for (const row of ctx.tx.proposalsOf(object.accountId, object.uid)) {
    if (!row.mine || row.state !== 'open') continue
    const event = eventAt(after, row.time.recurrenceId)
    if (event === null) continue
    const then = before === null ? null : eventAt(before, row.time.recurrenceId)
    // What stood there before answered an earlier proposal.
    const kept = then !== null && keptIn(then, ctx.mine, row.time) !== null ? null : keptIn(event, ctx.mine, row.time)
    if (kept === null && !askedForSameTime(ctx, row, before, event)) continue
    ctx.tx.patchProposal(row.id, { state: 'declined', closedWords: kept ?? '' })
    const who = organizerWord(event)
    ctx.tx.addLedger(ledgerRow(object.accountId, object.uid, ctx.nowUtc, { kind: 'kept-time', who }, { comment: kept ?? '', recurrenceId: row.time.recurrenceId }))
  }
}

function keptIn(event: Component, mine: ReadonlySet<Address>, time: ProposedTime): string | null {
  const me = attendeesOf(event).find((person) => isOneOf(person, mine))
  const kept = me === undefined ? null : keptOf(event, me.address)
  return kept !== null && timeToken(kept.time) === timeToken(time) ? kept.words : null
}

/** Asked again although nothing moved: what other programs send for a no. Only where my answer went out with the proposal. */
function askedForSameTime({ mine, zone }: { readonly mine: ReadonlySet<Address>; readonly zone: Zone }, row: ProposalRow, before: Component | null, event: Component): boolean {
  if (row.way !== 'reply' || before === null) return false
  const then = eventAt(before, row.time.recurrenceId)
  const span = spanOf(event, zone)
  const [was, is] = [then, event].map((one) => (one === null ? null : (roleIn(one, mine).me?.partstat ?? null)))
  return was !== null && was !== 'needs-action' && is === 'needs-action' && span !== null && isSameSpan(span, row.instead)
}

function organizerWord(event: Component): string {
  const organizer = event.getFirstProperty('organizer')
  const params = organizer === null ? {} : rawOf(organizer)[1]
  return String(params['cn'] ?? '') || String(organizer?.getFirstValue() ?? '').replace(/^mailto:/i, '') || 'The organizer'
}

/** Of a whole series the proposal names its first date; people see the next one. */
export function nextOf(root: Component, text: string, time: ProposedTime, nowUtc: Instant, zone: Zone): { readonly time: EventSpan; readonly now: EventSpan } | null {
  const event = eventAt(root, time.recurrenceId)
  const now = event === null ? null : spanOf(event, zone)
  if (now === null) return null
  if (time.recurrenceId !== null || !isRepeating(root)) return { time, now }
  const next = expandOccurrences(text, { startUtc: nowUtc, endUtc: nowUtc + horizonMs }, { floatingZone: zone, cap: 1 }).instances[0]
  if (next === undefined) return { time, now }
  const by = next.startUtc - now.startUtc
  return { time: { ...time, startUtc: time.startUtc + by, endUtc: time.endUtc + by }, now: { startUtc: next.startUtc, endUtc: next.endUtc, startDate: null, endDate: null } }
}

const horizonMs = 366 * 86_400_000
const isRepeating = (root: Component): boolean => eventsOf(root).some((event) => event.hasProperty('rrule') || event.hasProperty('rdate'))
export const titleOf = (root: Component, recurrenceId: string | null): string => {
  const event = eventAt(root, recurrenceId)
  return event === null ? '' : textOf(event, 'summary')
}
