import { ArrowRight, CalendarClock, CalendarX, Check, CheckCheck, CircleAlert, GitCompare, Hourglass, Info, MailWarning, MapPin, Text, TriangleAlert, Video } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import type { InviteCard as Card, InviteItem } from '../../../shared/contract/invites.ts'
import type { InviteId } from '../../../shared/model/ids.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { answeredAsWords, forWords } from '../../../shared/wording/behalf.ts'
import { answerCountsInWords, countAnswers } from '../../../shared/wording/counts.ts'
import { dayOfMonth, localDate, longDay, monthName, shortMonth, weekdayName, zoneCity } from '../../../shared/wording/dates.ts'
import { timeInWords } from '../../../shared/wording/times.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useSettings } from '../../state/app-state.ts'
import { useAccounts } from '../../state/asker.ts'
import { openWaiting } from '../../state/opened-ics.ts'
import { askAgain, useQuery } from '../../state/live-query.ts'
import { select, showCalendar, type InstanceRef } from '../../state/looking.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { AnswerArea, type AnswerHandle } from './AnswerArea.tsx'
import { changeName, conflictTimes, dateWords, dayStrip, isNotReached, isOwn, mendWords, passedByIn, seriesWords, sortChanges, stripOf, whenWords, type Strip } from './card-model.ts'
import { DayStrip } from './DayStrip.tsx'
import css from './invite-card.module.css'

interface Props {
  readonly ref: Ref<AnswerHandle>
  readonly inviteId: InviteId
  readonly zone: Zone
  readonly next: InviteItem | null
  readonly onNext: () => void
  /** The buttons of the answer have made room for what became of it. */
  readonly onSettled: () => void
  readonly proposals: (instance: InstanceRef) => ReactNode
}

export function InviteCard({ ref, inviteId, zone, next, onNext, onSettled, proposals }: Props): ReactNode {
  const [date, setDate] = useState<string | null>(null)
  const { value, error } = useQuery('invite-card', { inviteId, zone, ...(date === null ? {} : { date }) })
  if (error && !value) return <AppErrorBlock error={error} about={{ what: 'The invitation' }} onRetry={() => askAgain('invite-card', { inviteId, zone })} />
  if (!value) return <Spinner label="Opening the invitation" />
  if (!value.card) return <EmptyState title="This invitation is gone">It was answered on another device, or taken back by its organizer.</EmptyState>
  // Over, or taken out of the series meanwhile: then none is chosen.
  const chosen = value.card.series?.dates.find((one) => one.recurrenceId === date)?.recurrenceId ?? null
  return <Shown card={value.card} chosen={chosen} onChoose={setDate} zone={zone} areaRef={ref} next={next} onNext={onNext} onSettled={onSettled} proposals={proposals} />
}

interface Choosing {
  readonly chosen: string | null
  readonly onChoose: (recurrenceId: string | null) => void
}

function Shown({ card, chosen, onChoose, zone, areaRef, next, onNext, onSettled, proposals }: Choosing & { readonly proposals: Props['proposals']; readonly card: Card; readonly zone: Zone; readonly areaRef: Ref<AnswerHandle>; readonly next: InviteItem | null; readonly onNext: () => void; readonly onSettled: () => void }): ReactNode {
  const nowUtc = useNow()
  const calendars = useAccounts().flatMap((account) => account.calendars)
  const settings = useSettings()
  const { item, occurrence } = card
  const date = occurrence.startDate ?? localDate(occurrence.startUtc, zone)
  const strip = stripOf(card, nowUtc, zone)
  const day = dayStrip(card, (id) => calendars.find((calendar) => calendar.id === id)?.hue ?? 'slate', { days: settings.workingDays, startMin: settings.workStartMin, endMin: settings.workEndMin }, zone)
  const guests = card.people.filter((person) => !person.isOrganizer && person.kind !== 'room')
  const counts = answerCountsInWords(countAnswers(guests.map((person) => ({ answer: person.answer, undelivered: isOwn(card) && isNotReached(person) }))))
  const theirs = card.organizerZone && occurrence.startDate === null ? timeInWords(occurrence.startUtc, { zone: card.organizerZone }) : ''
  const differs = theirs !== '' && theirs !== timeInWords(occurrence.startUtc, { zone })
  const host = item.organizer.address.split('@')[1] ?? ''
  const changed = new Set(card.changes.map((change) => change.field))
  return (
    <article className={css['card']} aria-label={item.title}>
      <div className={css['sheet']}>
        <StripLine strip={strip} />
        {item.behalf === undefined ? null : <p className={css['behalf']}>{card.canReply ? answeredAsWords(item.behalf) : `This is ${forWords(item.behalf)}.`}</p>}
        <div className={css['head']}>
          <div className={css['leaf']} aria-hidden="true">
            <small>{monthName(date).length > 8 ? shortMonth(date) : monthName(date)}</small>
            <b>{dayOfMonth(date)}</b>
            <span>{weekdayName(date)}</span>
          </div>
          <div className={css['what']}>
            <h2 data-struck={strip.kind === 'cancelled' || undefined}>{item.title || 'No title'}</h2>
            <p className="fg2">
              {card.repeatText || whenWords(card, zone)}
              {differs && card.organizerZone && !changed.has('when') ? <span className="fg3"> · {theirs} for {firstName(item)} in {zoneCity(card.organizerZone)}</span> : null}
            </p>
            <p className={css['organizer']}>
              <Avatar address={item.organizer.address} name={item.organizer.name} />
              <span className="cut">
                <b className="medium">{item.organizer.name || item.organizer.address}</b>
                {host ? `, ${host}` : ''} <span className="fg3">{isOwn(card) ? (item.behalf === undefined ? 'you organize' : `you organize ${forWords(item.behalf)}`) : `invites ${card.myAddress}`}</span>
                {passedByIn(card) === null ? null : <span className="fg3"> · passed on by {passedByIn(card)}</span>}
                {card.sentBy === undefined ? null : <span className="fg3"> · written by {card.sentBy}</span>}
              </span>
              <span className={css['counts']}>{counts}</span>
            </p>
          </div>
        </div>
        <div className={css['columns']}>
          <div>
            {card.changes.length > 0 ? (
              <>
                <h3>What changed</h3>
                <dl className={css['diff']}>
                  {sortChanges(card.changes).map((change) => (
                    <div key={change.field + change.before + change.after}>
                      <dt>{changeName[change.field]}</dt>
                      <dd>
                        {change.before ? (
                          <>
                            <s>{change.before}</s>
                            <ArrowRight size={12} aria-label="now" />
                          </>
                        ) : null}
                        <b>{change.after || 'nothing'}</b>
                        {change.field === 'when' && differs && card.organizerZone ? <small>{theirs} for {firstName(item)} in {zoneCity(card.organizerZone)}</small> : null}
                      </dd>
                    </div>
                  ))}
                </dl>
              </>
            ) : null}
            <ul className={css['facts']}>
              {card.repeatText && !changed.has('when') ? (
                <li>
                  <CalendarClock size={16} aria-hidden="true" />
                  <p>{whenWords(card, zone)}</p>
                </li>
              ) : null}
              {occurrence.location && !changed.has('where') ? (
                <li>
                  <MapPin size={16} aria-hidden="true" />
                  <p>{occurrence.location}</p>
                </li>
              ) : null}
              {card.conferenceUrl ? (
                <li>
                  <Video size={16} aria-hidden="true" />
                  <p>{/^https?:/i.test(card.conferenceUrl) ? <a href={card.conferenceUrl} target="_blank" rel="noreferrer">{card.conferenceUrl.replace(/^https?:\/\//, '')}</a> : card.conferenceUrl}</p>
                </li>
              ) : null}
              {card.description ? (
                <li>
                  <Text size={16} aria-hidden="true" />
                  <p className={css['text']}>{card.description}</p>
                </li>
              ) : null}
            </ul>
            {strip.kind === 'cancelled' ? null : <Conflicts card={card} date={date} zone={zone} />}
            <SeriesDates card={card} chosen={chosen} onChoose={onChoose} zone={zone} />
          </div>
          {day ? (
            <div>
              <h3>{item.behalf === undefined ? 'My day' : `The day of ${item.behalf}`}, {longDay(date)}</h3>
              <DayStrip strip={day} />
            </div>
          ) : null}
        </div>
        {card.outdated === undefined ? null : <Newer title={item.title} {...card.outdated} />}
        {item.objectId === null ? null : proposals({ objectId: item.objectId, recurrenceId: item.recurrenceId })}
        <Foot card={card} chosen={chosen} onChoose={onChoose} strip={strip} zone={zone} areaRef={areaRef} next={next} onNext={onNext} onSettled={onSettled} />
      </div>
      <section className={css['people']} aria-label="People">
        <h3>
          People <span className="grow" /> {counts}
        </h3>
        <ul>
          {card.people.map((person) => (
            <li key={person.address} title={person.comment ? `“${person.comment}”` : person.address}>
              <Avatar address={person.address} name={person.name} size="small" square={person.kind === 'room'} />
              <span className="cut">
                {person.isMe && item.behalf === undefined ? 'You' : person.name || person.address}
                {person.passedBy === undefined ? null : <span className="fg3"> for {person.passedBy}</span>}
                {person.sentBy === undefined || person.isOrganizer ? null : <span className="fg3"> by {person.sentBy}</span>}
              </span>
              {isOwn(card) && isNotReached(person) ? (
                <span className="bad">not reached</span>
              ) : (
                <span className={person.isOrganizer ? 'fg3' : { accepted: 'good', tentative: 'warn', declined: 'bad', delegated: 'fg3', 'needs-action': 'fg3' }[person.answer]}>
                  {person.isOrganizer ? 'organizes' : { accepted: 'yes', tentative: 'maybe', declined: 'no', delegated: 'delegated', 'needs-action': 'no answer' }[person.answer]}
                </span>
              )}
            </li>
          ))}
        </ul>
      </section>
    </article>
  )
}

const firstName = (item: InviteItem): string => (item.organizer.name || item.organizer.address).split(/[\s@]/)[0] ?? ''

const stripIcons = { new: Info, changed: GitCompare, outdated: GitCompare, cancelled: CalendarX, answered: CheckCheck, failed: MailWarning, unsent: Hourglass, closed: Info } as const

function StripLine({ strip }: { readonly strip: Strip }): ReactNode {
  const Icon = stripIcons[strip.kind]
  return (
    <p className={css['strip']} data-kind={strip.kind} role="status">
      <Icon size={14} aria-hidden="true" />
      <span>
        <b>{strip.strong}</b> {strip.rest}
      </span>
    </p>
  )
}

/** What the organizer sent since: opened, it says what would change. */
function Newer({ title, accountId, href, text }: NonNullable<Card['outdated']> & { readonly title: string }): ReactNode {
  return (
    <p className={css['newer']}>
      <Button size="small" onPress={() => void openWaiting(text, title, { accountId, href })}>
        Open the newer version…
      </Button>
    </p>
  )
}

function Conflicts({ card, date, zone }: { readonly card: Card; readonly date: string; readonly zone: Zone }): ReactNode {
  const { conflicts } = card
  if (card.item.conflicts === null) return null
  if (conflicts.length === 0) {
    return (
      <p className={css['clear']}>
        <Check size={14} aria-hidden="true" /> No conflicts on {longDay(date)}
      </p>
    )
  }
  return (
    <div className={css['clash']}>
      <TriangleAlert size={14} aria-hidden="true" />
      <div>
        <p>
          <b>
            {conflicts.length === 1 ? '1 conflict' : `${conflicts.length} conflicts`} on {longDay(date)}
          </b>
        </p>
        <ul>
          {conflicts.map((conflict) => (
            <li key={`${conflict.objectId}${conflict.startUtc}`}>
              <span className="cut">
                {conflict.title || 'No title'}
                {conflict.pending ? <span className="fg3"> not answered yet</span> : conflict.tentative ? <span className="fg3"> tentative</span> : null}
              </span>
              <span>{conflictTimes(conflict, date, zone)}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** One stop of the Tab key; the arrows go from date to date. Choosing one shows its day and answers it alone; choosing it again lets go of it. */
function SeriesDates({ card, chosen, onChoose, zone }: Choosing & { readonly card: Card; readonly zone: Zone }): ReactNode {
  const list = useRef<HTMLUListElement>(null)
  const words = seriesWords(card, zone)
  if (!words || !card.series) return null
  const { dates } = card.series
  const onKey = (event: KeyboardEvent): void => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (event.key === 'Escape' && chosen !== null) onChoose(null)
    else if (to === undefined || at < 0) return
    else buttons[Math.min(buttons.length - 1, Math.max(0, to))]?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  const stop = Math.max(0, dates.findIndex((one) => one.recurrenceId === chosen))
  return (
    <div className={css['series']}>
      <p>
        <b>{words.strong}</b> {words.rest}
      </p>
      <ul className={css['dates']} ref={list} aria-label="Dates of the series" onKeyDown={onKey}>
        {dates.map((one, at, all) => {
          const date = localDate(one.startUtc, zone)
          const name = shortMonth(date)
          const before = all[at - 1]
          const first = before === undefined || shortMonth(localDate(before.startUtc, zone)) !== name
          const clash = one.conflicts.length > 0
          const label = dateWords(one, card, zone)
          return (
            <li key={one.recurrenceId} data-month={first ? name : undefined}>
              <button type="button" aria-pressed={one.recurrenceId === chosen} aria-label={label} title={label} data-clash={clash || undefined} data-answer={one.answer} tabIndex={at === stop ? 0 : -1} onClick={() => onChoose(one.recurrenceId === chosen ? null : one.recurrenceId)}>
                {dayOfMonth(date)}
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Foot({ card, chosen, onChoose, strip, zone, areaRef, next, onNext, onSettled }: Choosing & { readonly card: Card; readonly strip: Strip; readonly zone: Zone; readonly areaRef: Ref<AnswerHandle>; readonly next: InviteItem | null; readonly onNext: () => void; readonly onSettled: () => void }): ReactNode {
  const dismiss = useCommand('dismiss-invite')
  const { item } = card
  const mend = mendWords(card)
  const show = (): void => {
    if (item.objectId === null) return
    showCalendar('week', card.occurrence.startDate ?? localDate(item.startUtc, zone))
    select({ objectId: item.objectId, recurrenceId: item.recurrenceId ?? card.occurrence.recurrenceId })
  }
  if (card.canReply && item.objectId !== null) return <AnswerArea ref={areaRef} card={card} zone={zone} next={next} onNext={onNext} onSettled={onSettled} onShow={show} chosen={chosen} onUnchoose={() => onChoose(null)} />
  return (
    <div className={css['answer']}>
      {card.cannotReplyWhy && strip.kind !== 'closed' ? <p className="fg2">{card.cannotReplyWhy}</p> : null}
      {dismiss.error ? <AppErrorBlock error={dismiss.error} about={{ what: 'The invitation' }} /> : null}
      <div className={css['acts']}>
        {mend === null || item.objectId === null ? null : (
          <Button kind="primary" onPress={show}>
            {mend}
          </Button>
        )}
        <Button kind={mend === null ? 'primary' : 'default'} running={dismiss.running} onPress={() => void dismiss.run({ inviteId: item.id })}>
          {strip.kind === 'cancelled' ? 'Understood, remove from the list' : 'Understood'}
        </Button>
        {item.objectId === null || mend !== null ? null : <Button onPress={show}>Show in the calendar</Button>}
        {strip.kind === 'failed' && card.replyDelivery ? (
          <span className="bad t12">
            <CircleAlert size={12} aria-hidden="true" /> {card.replyDelivery.text}
          </span>
        ) : null}
      </div>
    </div>
  )
}
