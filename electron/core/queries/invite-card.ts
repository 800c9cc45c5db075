import type { InviteCard } from '../../../shared/contract/invites.ts'
import { whatChanged } from '../../../shared/event/changes.ts'
import { conferenceOf } from '../../../shared/event/details.ts'
import { addressSet, isOneOf, roleIn } from '../../../shared/event/roles.ts'
import { spanOf, textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf } from '../../../shared/ical/people.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { must } from '../../../shared/model/result.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { addDays, dayOf, startOfDay } from '../../../shared/time/days.ts'
import { overlaps } from '../../../shared/time/intervals.ts'
import { canSchedule, reachesPeople, mailForm, myAddresses, organizerHref } from '../scheduling/identity.ts'
import { openDecisionsOf } from '../scheduling/uninvited.ts'
import { unplacedOf } from '../scheduling/unplaced.ts'
import type { AccountRow } from '../store/rows.ts'
import type { DrawnRow, ReadStore } from '../store/store.ts'
import { attendeeViews, replyDelivery, writtenBy, type PeopleContext } from './attendee-views.ts'
import { noAnswerRight } from './answer-right.ts'
import { conflictsAt, myDay, type MyDay } from './conflicts.ts'
import type { QueryOf } from './deps.ts'
import { eventFor, openEvent, repeatTextOf, rootIn, zoneIn } from './event-text.ts'
import { datesAhead, inviteItem } from './invite-item.ts'
import { placeInvite, type PlacedInvite } from './invite-sections.ts'
import { drawContext, instantsIn, toOccurrence } from './occurrence-view.ts'

/** One invitation with all that helps to decide: my day around it, what changed, who else is asked. */
export const query: QueryOf<'invite-card'> = ({ read, clock }) => async ({ inviteId, zone, date }) => {
  const nowUtc = clock.now()
  const row = read.invite(inviteId)
  const placed = row === null ? null : placeInvite(read, row, nowUtc)
  if (placed === null || placed.next === null) return { card: null }
  const ahead = datesAhead(read, placed, nowUtc)
  const next = ahead.rows.find((one) => one.recurrenceId === date) ?? placed.next
  return { card: cardOf(read, { placed: { ...placed, next }, next, ahead }, zone, nowUtc) }
}

interface Shown {
  readonly placed: PlacedInvite
  /** The date whose day is shown. */
  readonly next: DrawnRow
  readonly ahead: ReturnType<typeof datesAhead>
}

function cardOf(read: ReadStore, { placed, next, ahead }: Shown, zone: Zone, nowUtc: Instant): InviteCard | null {
  const { row, part } = placed
  const account = must(read.account(row.accountId), 'account of an invitation')
  const collection = must(read.collection(next.collectionId), 'calendar of an invitation')
  const opened = openEvent(read, row.objectId, next.recurrenceId, placed.goneText)
  if (opened === null) return null
  const { root, event } = opened
  const mine = addressSet(myAddresses(account))
  const { me } = roleIn(event, mine)
  const organizer = organizerOf(event)
  const context: PeopleContext = { mine, ledger: read.ledger(row.accountId, row.uid), recurrenceId: next.recurrenceId, nowUtc, byMail: !reachesPeople(account), unsent: next.unsent, reminded: new Map(), zoneOf: (address) => read.person(address)?.zone ?? null }
  const listed = part.role === 'attendee' ? [...new Set(attendeesOf(event).filter((a) => isOneOf(a, mine)).map((a) => a.email ?? a.address))] : []
  const draw = drawContext(read, zone)
  const at = instantsIn(next, zone)
  const day = myDay(read, hull([wholeDays(at, zone), ...ahead.rows.map((d) => instantsIn(d, zone))]), zone, row)
  const around = wholeDays(at, zone)
  const changes = changesOf(placed, root, zone)
  const why = cannotReplyWhy(placed, collection.writable && !collection.gone, me !== null, account.behalf === null ? null : account.name) || noAnswerRight(account, root)
  return {
    item: inviteItem(read, placed, zone, nowUtc),
    occurrence: toOccurrence(next, draw),
    description: textOf(event, 'description'),
    conferenceUrl: conferenceOf(event),
    organizerZone: zoneIn(event),
    repeatText: part.repeats ? repeatTextOf(root) : '',
    myAddress: me?.email ?? me?.address ?? mailForm(organizerHref(account)),
    ...(organizer === null ? {} : writtenBy(event, organizer)),
    people: attendeeViews(root, event, context),
    changes,
    changedAtUtc: row.changedUtc,
    previousSlot: changes.some((c) => c.field === 'when') ? previousSlot(placed, next, zone) : null,
    previousAnswer: row.changedUtc === null ? null : row.answered,
    conflicts: conflictsAt(day, at),
    day: day.rows.filter((r) => overlaps(r.at, around)).map((r) => toOccurrence(r, draw)),
    series: ahead.rows.length === 0 ? null : { dates: ahead.rows.map((d) => dateView(day, d, part.myAnswer, zone)), truncated: ahead.truncated },
    replyDelivery: replyDelivery(event, context),
    ...outdatedBy(read, account, row, nowUtc),
    canReply: why === '',
    cannotReplyWhy: why,
    ...(listed.length > 1 ? { identities: listed } : {}),
    ...(part.role === 'organizer' && placed.goneText === null ? { undecided: [...openDecisionsOf(read, must(read.object(row.objectId), 'my meeting'), account, nowUtc)] } : {}),
  }
}

function outdatedBy(read: ReadStore, account: AccountRow, { uid }: PlacedInvite['row'], nowUtc: Instant): Pick<InviteCard, 'outdated'> {
  const item = canSchedule(account) ? unplacedOf(read, account, nowUtc).findLast((one) => one.uid === uid && one.unplaced === 'older') : undefined
  return item === undefined ? {} : { outdated: { accountId: account.id, href: item.href, text: item.text } }
}

const hull = (spans: readonly Interval[]): Interval => ({ startUtc: Math.min(...spans.map((s) => s.startUtc)), endUtc: Math.max(...spans.map((s) => s.endUtc)) })

/** What began the evening before belongs to the picture too (tutanota#11390): the days are asked whole. */
const wholeDays = (span: Interval, zone: Zone): Interval => ({
  startUtc: startOfDay(dayOf(span.startUtc, zone), zone),
  endUtc: startOfDay(addDays(dayOf(Math.max(span.startUtc, span.endUtc - 1), zone), 1), zone),
})

function dateView(day: MyDay, row: DrawnRow, ofSeries: DrawnRow['myAnswer'], zone: Zone): NonNullable<InviteCard['series']>['dates'][number] {
  const at = instantsIn(row, zone)
  return { recurrenceId: row.recurrenceId ?? '', startUtc: at.startUtc, conflicts: conflictsAt(day, at), ...(row.myAnswer === null || row.myAnswer === ofSeries ? {} : { answer: row.myAnswer }) }
}

/** Since my last answer, or since I first saw it. */
function changesOf({ row, goneText }: PlacedInvite, root: NonNullable<ReturnType<typeof rootIn>>, zone: Zone): InviteCard['changes'] {
  if (row.changedUtc === null || goneText !== null) return []
  const before = rootIn(row.answeredText)
  return before === null ? [] : whatChanged(before, root, zone, row.recurrenceId).map((c) => ({ ...c }))
}

const nearMs = 45 * 86_400_000

/** Where it was: of a series, the old instance that lies nearest to the one that is shown. */
function previousSlot({ row }: PlacedInvite, next: DrawnRow, zone: Zone): InviteCard['previousSlot'] {
  const before = rootIn(row.answeredText)
  const event = before === null ? null : eventFor(before, row.recurrenceId)
  if (row.answeredText === null || event === null) return null
  const instances = expandOccurrences(row.answeredText, { startUtc: next.startUtc - nearMs, endUtc: next.endUtc + nearMs }, { floatingZone: zone }).instances
  const away = (i: { readonly startUtc: Instant }): number => Math.abs(i.startUtc - next.startUtc)
  const series = next.repeats && row.recurrenceId === null
  const nearest = series ? instances.toSorted((a, b) => away(a) - away(b))[0] : undefined
  const span = nearest ?? spanOf(event, zone)
  return span === null ? null : instantsIn(span, zone)
}

function cannotReplyWhy({ part, over }: PlacedInvite, writable: boolean, listed: boolean, behalf: string | null): string {
  if (part.role === 'organizer') return behalf === null ? 'This is your own meeting.' : `This is ${behalf}’s own meeting.`
  if (part.status === 'cancelled') return 'It was cancelled, so there is nothing to answer.'
  if (!listed) return behalf === null ? 'None of your addresses is among the people invited. Ask the organizer to invite you.' : `None of ${behalf}’s addresses is among the people invited.`
  if (!writable) return `This calendar can be read only, so ${behalf === null ? 'your' : `${behalf}’s`} answer cannot be kept in it.`
  return over ? 'It is over.' : ''
}
