import type { Scope } from '../../../shared/contract/basics.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { InviteCard } from '../../../shared/contract/invites.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { instantOfMinute, minuteOfDay, offHoursIn, type WorkingHours } from '../../../shared/freebusy/hours.ts'
import { layOutDay } from '../../../shared/time/layout.ts'
import { dayAndMonth, localDate, longDay, momentInWords, shortDate } from '../../../shared/wording/dates.ts'
import { answerWord } from '../../../shared/wording/counts.ts'
import { passedOnWords } from '../../../shared/wording/delegation.ts'
import { uninvitedWords } from '../../../shared/wording/uninvited.ts'
import { daysInWords, timesInWords } from '../../../shared/wording/times.ts'

export type Given = Exclude<Answer, 'needs-action' | 'delegated'>
export const verb: Readonly<Record<Given, string>> = { accepted: 'Accept', tentative: 'Maybe', declined: 'Decline' }

/** What pressing one line of an answer does: one reply, or one for the series and one for each date that clashes. */
export interface Reply {
  readonly recurrenceId: string | null
  readonly scope: Scope
  readonly answer: Given
}

export interface AnswerChoice {
  readonly id: string
  readonly label: string
  readonly replies: readonly Reply[]
}

export interface AnswerButton {
  readonly answer: Given
  /** Carries its scope: never an unscoped verb on something that repeats. */
  readonly label: string
  /** The first one is what the button itself does. */
  readonly choices: readonly AnswerChoice[]
}

const key: Readonly<Record<Given, string>> = { accepted: 'A', tentative: 'T', declined: 'D' }
export const answerKey = key

/** `chosen`: a date of the series that was picked; the buttons are then about it, and say so. */
export function answerButtons(card: InviteCard, zone: Zone, chosen: string | null = null): AnswerButton[] {
  return (['accepted', 'tentative', 'declined'] as const).map((answer) => buttonFor(card, answer, zone, chosen))
}

function buttonFor(card: InviteCard, answer: Given, zone: Zone, chosen: string | null): AnswerButton {
  const { item, series } = card
  const word = verb[answer]
  if (item.recurrenceId !== null) {
    const day = longDay(item.startDate ?? localDate(item.startUtc, zone))
    return { answer, label: `${word} ${day}`, choices: [{ id: 'this', label: `${word} ${day}`, replies: [{ recurrenceId: item.recurrenceId, scope: 'this', answer }] }] }
  }
  if (!card.occurrence.repeats) return { answer, label: word, choices: [{ id: 'all', label: word, replies: [{ recurrenceId: null, scope: 'all', answer }] }] }
  const all: Reply = { recurrenceId: null, scope: 'all', answer }
  const dates = series?.dates ?? []
  const clashing = dates.filter((date) => date.conflicts.length > 0)
  const picked = dates.findIndex((date) => date.recurrenceId === chosen)
  const first = dates[Math.max(0, picked)]
  const whole: AnswerChoice[] = [{ id: 'all', label: `${word} all ${series && !series.truncated ? `${dates.length} dates` : 'dates'}`, replies: [all] }]
  if (answer !== 'declined' && series && !series.truncated && clashing.length > 0 && clashing.length < dates.length) {
    whole.push({
      id: 'clear',
      label: `${word} the ${dates.length - clashing.length} clear dates, decline ${clashing.length}`,
      replies: [all, ...clashing.map((date) => ({ recurrenceId: date.recurrenceId, scope: 'this' as const, answer: 'declined' as const }))],
    })
  }
  if (first === undefined) return { answer, label: `${word} series`, choices: whole }
  const date = localDate(first.startUtc, zone)
  const fromThere: AnswerChoice[] = [
    { id: 'this', label: `${word} only ${longDay(date)}`, replies: [{ recurrenceId: first.recurrenceId, scope: 'this', answer }] },
    ...(Math.max(0, picked) < dates.length - 1 ? [{ id: 'following', label: `${word} ${dayAndMonth(date)} and later`, replies: [{ recurrenceId: first.recurrenceId, scope: 'following' as const, answer }] }] : []),
  ]
  return picked < 0 ? { answer, label: `${word} series`, choices: [...whole, ...fromThere] } : { answer, label: `${word} ${longDay(date)}`, choices: [...fromThere, ...whole] }
}

// ---- the strip on top

export interface Strip {
  readonly kind: 'new' | 'changed' | 'outdated' | 'cancelled' | 'answered' | 'failed' | 'unsent' | 'closed'
  readonly strong: string
  readonly rest: string
}

const first = (name: string, address: string): string => (name || address).split(/[\s@]/)[0] ?? address

const joined = (names: readonly string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`)

/** A meeting I organize is in the list for who cannot be reached, and for what somebody wrote: never for an answer of mine. */
export const isOwn = (card: InviteCard): boolean => card.people.some((person) => person.isMe && person.isOrganizer)
export const isNotReached = (person: InviteCard['people'][number]): boolean => !person.isMe && person.delivery.severity === 'error'

/** What the inspector offers for those who were not reached, as one button; null where there is nothing to mend. */
export function mendWords(card: InviteCard): string | null {
  if (isOwn(card) && card.undecided?.length) return 'Decide…'
  if (card.item.section !== 'problems' || !isOwn(card)) return null
  const offered = new Set(card.people.filter(isNotReached).flatMap((person) => person.delivery.next))
  const acts = [...(offered.has('correct-address') ? ['correct the address'] : []), ...(offered.has('mail') ? ['send by mail'] : []), ...(offered.has('resend') ? ['send again'] : [])]
  const words = acts.length < 2 ? acts.join('') : `${acts.slice(0, -1).join(', ')} or ${acts.at(-1)}`
  return words === '' ? null : `${words.charAt(0).toUpperCase()}${words.slice(1)}…`
}

export const organizerFirst = (card: InviteCard): string => first(card.item.organizer.name, card.item.organizer.address)

export interface PassedOn {
  readonly name: string
  readonly address: string
  /** Null: what they answered is not told here. */
  readonly answer: Answer | null
}

/** Whom I passed this invitation to (ITP-40). */
export function passedOnIn(card: InviteCard): PassedOn | null {
  const name = card.people.find((person) => person.isMe)?.passedTo
  if (name === undefined) return null
  const listed = card.people.find((person) => (person.name || person.address) === name)
  return { name, address: listed?.address ?? name, answer: listed?.answer ?? null }
}

/** Who passed it to me. */
export const passedByIn = (card: InviteCard): string | null => card.people.find((person) => person.isMe)?.passedBy ?? null

/** Mine, or of whom I act for: inside a sentence and at its start. */
export function whose({ item: { behalf } }: Pick<InviteCard, 'item'>): { readonly your: string; readonly Your: string } {
  return behalf === undefined ? { your: 'your', Your: 'Your' } : { your: `${behalf}’s`, Your: `${behalf}’s` }
}

export function stripOf(card: InviteCard, nowUtc: number, zone: Zone): Strip {
  const { item } = card
  const who = first(item.organizer.name, item.organizer.address)
  // Somebody else's answer may be theirs or one that was given for them.
  const you = item.behalf ?? 'you'
  const { your, Your } = whose(card)
  if (item.section === 'cancelled' && item.news !== '') return { kind: 'cancelled', strong: `No longer in ${your} calendar.`, rest: item.news }
  if (item.section === 'cancelled') return { kind: 'cancelled', strong: 'Cancelled.', rest: `${who} called this meeting off.${item.myAnswer === 'needs-action' ? '' : ` ${Your} answer was: ${answerWord[item.myAnswer]}.`}` }
  const stranger = card.undecided?.[0]
  if (stranger !== undefined) {
    const words = uninvitedWords(stranger)
    return { kind: 'new', strong: words.strong, rest: words.rest }
  }
  if (card.outdated !== undefined) return { kind: 'outdated', strong: 'This copy is out of date.', rest: `${who} sent a newer version, and ${your} calendar does not have it yet.` }
  const passed = item.reply === 'refused' || item.reply === 'unsent' ? null : passedOnIn(card)
  if (passed !== null) return { kind: passed.answer === 'declined' ? 'changed' : 'answered', ...passedOnWords(passed.name, passed.answer, who) }
  if (item.section === 'changed') {
    const at = card.changedAtUtc === null ? '' : ` ${momentInWords(card.changedAtUtc, nowUtc, zone).replace(/^Today/, 'today at').replace(/^Yesterday/, 'yesterday at')}`
    const earlier = card.previousAnswer ?? item.myAnswer
    return { kind: 'changed', strong: `Changed since ${you} answered.`, rest: `${who} ${changeVerb(card)} it${at}. ${Your} earlier answer: ${answerWord[earlier]}.` }
  }
  if (item.section === 'problems' && isOwn(card)) {
    const lost = card.people.filter(isNotReached).map((person) => person.name || person.address)
    if (lost.length === 0) return { kind: 'failed', strong: `${Your} change was not taken.`, rest: 'It is safe on this computer, under “Not sent yet”.' }
    return { kind: 'failed', strong: 'Not everybody was reached.', rest: `The invitation did not get to ${joined(lost)}.` }
  }
  if (item.reply === 'refused') return { kind: 'failed', strong: `${who} does not know ${your} answer yet.`, rest: 'It is safe on this computer.' }
  if (item.reply === 'unsent') return { kind: 'unsent', strong: `${answerWord[item.myAnswer]}, not sent yet.`, rest: `${Your} answer is saved on this computer and leaves by itself.` }
  if (item.news !== '') return { kind: 'answered', strong: 'News.', rest: item.news }
  if (item.myAnswer !== 'needs-action') return { kind: 'answered', strong: `${item.behalf ?? 'You'} answered: ${answerWord[item.myAnswer]}.`, rest: item.reply === 'delivered' ? `${who}’s server has your reply.` : '' }
  if (!card.canReply) return { kind: 'closed', strong: 'No answer is wanted.', rest: card.cannotReplyWhy }
  const by = passedByIn(card)
  return { kind: 'new', strong: 'New invitation.', rest: item.conflicts === null ? 'This meeting is over.' : by === null ? '' : `${by} asks you to go instead.` }
}

const changeVerb = (card: InviteCard): string => (card.changes.some((change) => change.field === 'when') ? 'moved' : 'changed')

export const changeName: Readonly<Record<InviteCard['changes'][number]['field'], string>> = { when: 'When', where: 'Where', title: 'Title', text: 'Text', repeat: 'Repeats', people: 'People' }
const changeOrder: readonly InviteCard['changes'][number]['field'][] = ['when', 'repeat', 'where', 'title', 'people', 'text']
/** Major changes first. */
export const sortChanges = (changes: InviteCard['changes']): InviteCard['changes'] => changes.toSorted((a, b) => changeOrder.indexOf(a.field) - changeOrder.indexOf(b.field))

// ---- when, and what is in the way

export function whenWords(card: InviteCard, zone: Zone): string {
  const { occurrence } = card
  if (occurrence.startDate !== null && occurrence.endDate !== null) return `${daysInWords(occurrence.startDate, occurrence.endDate)}, all day`
  return `${longDay(localDate(occurrence.startUtc, zone))}, ${timesInWords(occurrence.startUtc, occurrence.endUtc, { zone })}`
}

/** `Budget review 10:00–11:00`; the date only where it begins on another day. */
export function conflictTimes(conflict: InviteCard['conflicts'][number], day: string, zone: Zone): string {
  if (conflict.startDate !== null) return 'all day'
  const date = localDate(conflict.startUtc, zone)
  return `${date === day ? '' : `${shortDate(date)}, `}${timesInWords(conflict.startUtc, conflict.endUtc, { zone })}`
}

/** `Free on 10 of 12 dates. Conflicts on 14 Oct and 11 Nov.` */
export function seriesWords(card: InviteCard, zone: Zone): { readonly strong: string; readonly rest: string } | null {
  if (!card.series || card.series.dates.length === 0) return null
  const { dates, truncated } = card.series
  const bad = dates.filter((date) => date.conflicts.length > 0).map((date) => shortDate(localDate(date.startUtc, zone)))
  const strong = bad.length === 0 ? `Free on all ${dates.length}${truncated ? ' of the next' : ''} dates.` : `Free on ${dates.length - bad.length} of ${truncated ? 'the next ' : ''}${dates.length} dates.`
  const named = bad.length > 4 ? `${bad.slice(0, 3).join(', ')} and ${bad.length - 3} more` : bad.length > 1 ? `${bad.slice(0, -1).join(', ')} and ${bad.at(-1)}` : (bad[0] ?? '')
  return { strong, rest: bad.length === 0 ? '' : `Conflicts on ${named}.` }
}

/** `Wed 14 October: Budget review. Your answer: Declined.` */
export function dateWords(date: NonNullable<InviteCard['series']>['dates'][number], card: Pick<InviteCard, 'item'>, zone: Zone): string {
  const clash = date.conflicts.map((conflict) => conflict.title || 'No title').join(', ')
  return `${longDay(localDate(date.startUtc, zone))}: ${clash || 'no conflicts'}.${date.answer === undefined || date.answer === 'needs-action' ? '' : ` ${whose(card).Your} answer: ${answerWord[date.answer]}.`}`
}

// ---- my day around it

export interface DayBlock {
  readonly key: string
  readonly kind: 'invitation' | 'cancelled' | 'was' | 'conflict' | 'event' | 'tentative'
  readonly title: string
  readonly time: string
  readonly hue: string
  /** Hours since the top of the strip. */
  readonly from: number
  readonly to: number
  /** Percent. */
  readonly x: number
  readonly w: number
}

export interface DayStrip {
  /** Full hours on the ruler, as hours of the day. */
  readonly hours: readonly number[]
  readonly firstHour: number
  readonly lastHour: number
  /** By their beginning, as they are read out. */
  readonly blocks: readonly DayBlock[]
  readonly allDay: readonly Occurrence[]
  /** Outside of my working hours, as hours since the top of the strip. */
  readonly off: readonly { readonly from: number; readonly to: number }[]
}

const around = 2
const invitationShare = 40

/** Two hours on both sides of the invitation; what collides stands beside it, the rest takes the width. */
export function dayStrip(card: InviteCard, hueOf: (collectionId: string) => string, hours: Omit<WorkingHours, 'zone'>, zone: Zone): DayStrip | null {
  const { occurrence, previousSlot } = card
  if (occurrence.startDate !== null) return null
  const day = localDate(occurrence.startUtc, zone)
  const hour = (instant: number): number => {
    const date = localDate(instant, zone)
    return date < day ? 0 : date > day ? 24 : minuteOfDay(instant, zone) / 60
  }
  const was = previousSlot && localDate(previousSlot.startUtc, zone) === day ? previousSlot : null
  const end = (span: Interval): number => (localDate(span.endUtc, zone) > day ? 24 : hour(span.endUtc))
  const firstHour = Math.max(0, Math.floor(Math.min(hour(occurrence.startUtc), was ? hour(was.startUtc) : 24) - around + 0.5))
  const lastHour = Math.min(24, Math.ceil(Math.max(end(occurrence), was ? end(was) : 0) + around - 0.5))
  const timed = card.day.filter((event) => event.startDate === null && end(event) > firstHour && hour(event.startUtc) < lastHour)
  const taken = [{ startUtc: occurrence.startUtc, endUtc: occurrence.endUtc }, ...(was ? [was] : [])]
  const meets = (event: Interval): boolean => taken.some((slot) => slot.startUtc < event.endUtc && slot.endUtc > event.startUtc)
  const conflicts = new Set(card.conflicts.map((conflict) => `${conflict.objectId}${conflict.startUtc}`))
  const place = (events: readonly Occurrence[], x: number, w: number): DayBlock[] => {
    const placed = new Map(layOutDay(events).map((one) => [one.key, one]))
    return events.map((event): DayBlock => {
      const at = placed.get(event.key)
      const columns = at && !at.hidden ? at.columns : 1
      const width = w / columns
      const indent = at ? at.indent * 0.18 * w : 0
      return {
        key: event.key,
        kind: conflicts.has(`${event.objectId}${event.startUtc}`) ? 'conflict' : event.showAs === 'tentative' || event.myAnswer === 'tentative' || event.myAnswer === 'needs-action' ? 'tentative' : 'event',
        title: event.title || 'No title',
        time: timesInWords(event.startUtc, event.endUtc, { zone }).slice(0, 5),
        hue: hueOf(event.collectionId),
        from: Math.max(hour(event.startUtc), firstHour) - firstHour,
        to: Math.min(end(event), lastHour) - firstHour,
        x: x + (at ? at.column * width : 0) + indent,
        w: width - indent,
      }
    })
  }
  const beside = timed.filter(meets)
  const share = beside.length > 0 ? invitationShare : 100
  const own = (kind: 'invitation' | 'cancelled' | 'was', span: Interval): DayBlock => ({
    key: kind,
    kind,
    title: kind === 'was' ? '' : occurrence.title || 'No title',
    time: kind === 'was' ? `was ${timesInWords(span.startUtc, span.endUtc, { zone }).slice(0, 5)}` : timesInWords(span.startUtc, span.endUtc, { zone }).slice(0, 5),
    hue: '',
    from: Math.max(hour(span.startUtc), firstHour) - firstHour,
    to: Math.min(end(span), lastHour) - firstHour,
    x: 0,
    w: share,
  })
  return {
    firstHour,
    lastHour,
    hours: Array.from({ length: lastHour - firstHour }, (_, n) => firstHour + n),
    blocks: [
      ...(was ? [own('was', was)] : []),
      own(card.item.section === 'cancelled' ? 'cancelled' : 'invitation', occurrence),
      ...place(beside, share, 100 - share),
      ...place(timed.filter((event) => !meets(event)), 0, 100),
    ].toSorted((a, b) => a.from - b.from),
    allDay: card.day.filter((event) => event.startDate !== null),
    off: offHoursIn({ ...hours, zone }, { startUtc: instantOfMinute(day, firstHour * 60, zone), endUtc: instantOfMinute(day, lastHour * 60, zone) }).map((span) => ({ from: hour(span.startUtc) - firstHour, to: end(span) - firstHour })),
  }
}

// ---- after sending

export interface Step {
  readonly state: 'done' | 'waiting' | 'bad'
  readonly text: string
  readonly detail: string
}

/** Where the answer is on its way: saved here, taken by my server, delivered to theirs. */
export function replySteps(card: InviteCard): Step[] {
  const mine = host(card.myAddress)
  const theirs = host(card.item.organizer.address)
  const { reply } = card.item
  const detail = card.replyDelivery?.text ?? ''
  const saved: Step = { state: 'done', text: 'Saved here', detail: '' }
  const taken: Step = reply === 'unsent' || reply === 'none' ? { state: 'waiting', text: `Not at ${mine} yet`, detail: 'Leaves by itself, also after a restart' } : { state: 'done', text: `Taken by ${mine}`, detail: '' }
  if (reply === 'refused') return [saved, taken, { state: 'bad', text: `Not delivered to ${theirs}`, detail }]
  // 1.1: handed over, by a mail, and nobody confirms that.
  if (reply === 'delivered') return [saved, taken, { state: 'done', text: `${card.replyDelivery?.code === '1.1' ? 'Sent' : 'Delivered'} to ${theirs}`, detail }]
  return [saved, taken, { state: 'waiting', text: `Not confirmed by ${theirs}`, detail: reply === 'sent' ? detail || 'Sent; the server has not said more' : '' }]
}

const host = (address: string): string => address.split('@')[1] ?? address

export function afterTitle(card: InviteCard): string {
  const answer = answerWord[card.item.myAnswer]
  if (card.item.reply === 'refused') return `${answer} here, but the reply did not arrive`
  if (card.item.reply === 'unsent') return `${answer}, not sent yet`
  return card.occurrence.repeats && card.item.recurrenceId === null ? `${answer}, whole series` : answer
}
