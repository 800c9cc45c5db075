import { AtSign, Bell, BellRing, CalendarClock, Clock, Copy, Ellipsis, FileOutput, FolderInput, Mail, MapPin, MessageSquareText, Pencil, RefreshCw, Repeat, RotateCcw, Text, Users, Video, X } from 'lucide-react'
import { useEffect, useState, type CSSProperties, type ReactNode } from 'react'
import type { AttendeeView, EventDetails } from '../../../shared/contract/events.ts'
import type { Scope } from '../../../shared/contract/basics.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { meetingForWords } from '../../../shared/wording/behalf.ts'
import { othersMeetingWords, readOnlyWords } from '../../../shared/wording/calendars.ts'
import { answerWord } from '../../../shared/wording/counts.ts'
import { localDate, longDay, momentInWords } from '../../../shared/wording/dates.ts'
import { daysInWords, timesInWords } from '../../../shared/wording/times.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Chip, Dot } from '../../parts/Chip.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { useAccounts, useCalendars, useSubscriptions } from '../../state/asker.ts'
import { exportIcs } from '../../state/export-ics.ts'
import { useQuery } from '../../state/live-query.ts'
import { lookAtTimes } from '../../state/look-at-times.ts'
import { openEditor, unselect, useLooking, type InstanceRef } from '../../state/looking.ts'
import { openProposalGrid } from '../../state/propose.ts'
import { offerUndo, sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { AskLatestDialog } from './AskLatestDialog.tsx'
import { AddressDialog } from './AddressDialog.tsx'
import { Decisions } from './Decisions.tsx'
import { DeleteDialog } from './DeleteDialog.tsx'
import { scopeChoices } from './editor-model.ts'
import { answerShort, answerTone, chainWords, clockOf, ownClock, sortPeople, isUntold, tallyOf, untoldIn, waitingFor, writableIn } from './inspector-model.ts'
import { reminderInWords } from './editor-model.ts'
import { MailDialog } from './MailDialog.tsx'
import { nudgeLabel, nudgeOf, remindedWords } from './nudge-model.ts'
import { PlaceDialog } from './PlaceDialog.tsx'
import { RemindDialog } from './RemindDialog.tsx'
import { StrangerAnswer } from './StrangerAnswer.tsx'
import { SendAgainDialog } from './SendAgainDialog.tsx'
import { WatchLine } from './WatchLine.tsx'
import { WordDialog } from './WordDialog.tsx'
import css from './inspector.module.css'

/** The panel beside the calendar: one event, its people and what became of each message. */
export function Inspector({ proposals }: { readonly proposals: (instance: InstanceRef) => ReactNode }): ReactNode {
  const selected = useLooking((looking) => looking.selected)
  const zone = useZone()
  const details = useQuery('event-details', selected ? { ...selected, zone } : null)
  if (!selected) return null
  const event = details.value?.event
  return (
    <aside className={css['panel']} aria-label="Event" data-inspector>
      {event && !details.previous ? (
        <Event event={event} instance={selected} zone={zone} proposals={proposals} />
      ) : (
        <div className={css['blank']}>
          <IconButton label="Close" shortcut="Esc" onPress={unselect}>
            <X size={14} />
          </IconButton>
          {details.error ? <AppErrorBlock error={details.error} about={{ what: 'The event' }} /> : details.loading || details.previous ? <Spinner label="Opening" /> : <p>This event is not here any more.</p>}
        </div>
      )}
    </aside>
  )
}

type Asking = { readonly kind: 'delete' | 'latest' | 'move' | 'copy' } | { readonly kind: 'write'; readonly to?: AttendeeView } | { readonly kind: 'address'; readonly person: AttendeeView } | { readonly kind: 'again' | 'remind'; readonly people: readonly AttendeeView[] } | { readonly kind: 'mail'; readonly people: readonly { readonly address: string; readonly name: string }[]; readonly what: 'invitation' | 'answer' } | null

function Event({ event, instance, zone, proposals }: { readonly proposals: (instance: InstanceRef) => ReactNode; readonly event: EventDetails; readonly instance: InstanceRef; readonly zone: Zone }): ReactNode {
  const nowUtc = useNow()
  const [asking, setAsking] = useState<Asking>(null)
  const { occurrence } = event
  const calendar = useCalendars().find((one) => one.id === occurrence.collectionId)
  const hue = calendar?.hue
  const subscribed = useSubscriptions().some((one) => one.calendar.id === occurrence.collectionId)
  const readOnly = calendar?.writable === false
  const organizing = occurrence.role === 'organizer'
  const meeting = event.attendees.length > 0
  /** A meeting in the calendar of this person: looked at, and left alone. */
  const theirs = event.organizer === null ? undefined : event.calendarOwner
  const writable = calendar?.writable === true
  const removable = writable && theirs === undefined
  const role = organizing ? (event.behalf === undefined ? ' · you organize' : '') : event.organizer && !event.organizer.isMe ? ` · ${event.organizer.name || event.organizer.address} organizes` : ''
  const edit = (): void => openEditor({ kind: 'instance', instance, scope: null })
  const findTime = (): void => void lookAtTimes(instance, zone)
  useEffect(() => {
    const onKey = (key: KeyboardEvent): void => {
      if (key.defaultPrevented || key.ctrlKey || key.metaKey || key.altKey || hasKeys(key.target)) return
      const inPanel = key.target instanceof Element && key.target.closest('[data-inspector]') !== null
      if (key.key === 'Delete' && removable) setAsking({ kind: 'delete' })
      else if (key.key.toLowerCase() === 'm' && writable) setAsking({ kind: 'move' })
      else if (key.key.toLowerCase() === 'c') setAsking({ kind: 'copy' })
      else if (key.key.toLowerCase() === 'e' && inPanel && event.canEdit) openEditor({ kind: 'instance', instance, scope: null })
      else return
      key.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [event.canEdit, instance, removable, writable])
  const latest = useQuery('latest-preview', { objectId: instance.objectId }).value?.preview ?? null
  const waiting = organizing ? waitingFor(event.attendees) : []
  const host = useAccounts().find((account) => account.id === occurrence.accountId)?.host ?? 'The server'
  const reachable = writableIn(event.attendees)

  return (
    <>
      <div className={css['top']}>
        {hue ? <Dot hue={hue} /> : null}
        <span className="cut">
          {event.calendarName}
          {role}
          {readOnly ? ' · can only be read' : ''}
        </span>
        <span className="grow" />
        {event.canEdit ? (
          <IconButton label="Edit" shortcut="E" size="small" onPress={edit}>
            <Pencil size={14} />
          </IconButton>
        ) : null}
        <Menu
          label="More"
          placement="bottom end"
          entries={[
            ...(reachable.length > 0 ? [{ id: 'write', label: 'Write to people…', icon: <Mail size={14} />, onAct: () => setAsking({ kind: 'write' }) }] : []),
            ...(latest ? [{ id: 'latest', label: 'Ask for the latest…', icon: <RefreshCw size={14} />, onAct: () => setAsking({ kind: 'latest' }) }] : []),
            ...(writable ? [{ id: 'move', label: 'Move to calendar…', shortcut: 'M', icon: <FolderInput size={14} />, onAct: () => setAsking({ kind: 'move' }) }] : []),
            { id: 'copy', label: 'Copy to calendar…', shortcut: 'C', icon: <Copy size={14} />, onAct: () => setAsking({ kind: 'copy' }) },
            { id: 'export', label: 'Save as .ics', icon: <FileOutput size={14} />, onAct: () => void exportIcs({ kind: 'event', objectId: instance.objectId }) },
            ...(removable ? [{ id: 'delete', label: organizing && meeting ? 'Cancel the meeting…' : occurrence.repeats ? 'Delete…' : 'Delete', shortcut: 'Del', danger: true, onAct: () => setAsking({ kind: 'delete' }) }] : []),
          ]}
        >
          <IconButton label="More" size="small">
            <Ellipsis size={14} />
          </IconButton>
        </Menu>
        <IconButton label="Close" shortcut="Esc" size="small" onPress={unselect}>
          <X size={14} />
        </IconButton>
      </div>
      <div className={css['scroll']}>
        <h2 data-struck={occurrence.status === 'cancelled' || undefined}>{occurrence.title || 'No title'}</h2>
        {occurrence.status === 'cancelled' ? <p className={css['status']}><Chip tone="bad">Cancelled</Chip></p> : null}
        {occurrence.unsent ? <p className={css['status']}><Chip tone="warn">Not sent yet</Chip></p> : null}
        {readOnly ? (
          <div className={css['theirs']}>
            <p>{readOnlyWords[calendar.state === 'gone' ? 'gone' : subscribed ? 'subscribed' : 'rights']}</p>
            <Button size="small" icon={<Copy size={14} />} onPress={() => setAsking({ kind: 'copy' })}>
              Copy to calendar…
            </Button>
          </div>
        ) : null}
        {event.behalf === undefined ? null : <p className={css['theirs']}>{meetingForWords(event.behalf, organizing ? 'organizes' : event.canAnswer ? 'answers' : 'owns')}</p>}
        {theirs ? <p className={css['theirs']}>{othersMeetingWords(theirs)}</p> : null}
        {organizing ? <Decisions event={event} zone={zone} /> : null}
        {meeting ? proposals(instance) : null}
        {organizing && meeting ? <WatchLine objectId={instance.objectId} zone={zone} nowUtc={nowUtc} /> : null}
        <div className={css['facts']}>
          <Fact icon={<Clock size={16} />}>
            <p className="medium">
              {occurrence.startDate !== null && occurrence.endDate !== null ? `${daysInWords(occurrence.startDate, occurrence.endDate)}, all day` : `${longDay(localDate(occurrence.startUtc, zone))}, ${timesInWords(occurrence.startUtc, occurrence.endUtc, { zone })}`}
            </p>
            {ownClock(event, zone) ? <p>{ownClock(event, zone)}</p> : null}
          </Fact>
          {event.repeatText ? (
            <Fact icon={<Repeat size={16} />}>
              <p>{event.repeatText}</p>
            </Fact>
          ) : null}
          {occurrence.location ? (
            <Fact icon={<MapPin size={16} />}>
              <p>{occurrence.location}</p>
            </Fact>
          ) : null}
          {event.conferenceUrl ? (
            <Fact icon={<Video size={16} />}>
              <p>{/^https?:/i.test(event.conferenceUrl) ? <a href={event.conferenceUrl} target="_blank" rel="noreferrer">{event.conferenceUrl.replace(/^https?:\/\//, '')}</a> : event.conferenceUrl}</p>
            </Fact>
          ) : null}
          {event.reminders.length > 0 ? (
            <Fact icon={<Bell size={16} />}>
              <p>{event.reminders.map(reminderInWords).join(', ')}</p>
            </Fact>
          ) : null}
          {event.description ? (
            <Fact icon={<Text size={16} />}>
              <p className={css['text']}>{event.description}</p>
            </Fact>
          ) : null}
        </div>
        <StrangerAnswer event={event} instance={instance} />
        {event.cannotAnswerWhy === undefined ? null : <p className={css['theirs']}>{event.cannotAnswerWhy}</p>}
        {event.canAnswer ? <MyAnswer event={event} instance={instance} zone={zone} onMail={() => setAsking({ kind: 'mail', people: event.organizer ? [event.organizer] : [], what: 'answer' })} /> : null}
        {meeting ? <People event={event} waiting={waiting} organizing={organizing} onAgain={(people) => setAsking({ kind: 'again', people })} onRemind={(people) => setAsking({ kind: 'remind', people })} nowUtc={nowUtc} zone={zone} onAddress={(person) => setAsking({ kind: 'address', person })} onMail={(people) => setAsking({ kind: 'mail', people, what: 'invitation' })} onWrite={(to) => setAsking({ kind: 'write', to })} /> : null}
        {event.history.length > 0 ? (
          <section>
            <h3>History</h3>
            <ul className={css['ledger']}>
              {event.history.map((entry) => (
                <li key={`${entry.atUtc}${entry.text}`}>
                  <time dateTime={new Date(entry.atUtc).toISOString()}>{momentInWords(entry.atUtc, nowUtc, zone)}</time>
                  <span>{entry.text}</span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
      {event.canEdit ? (
        <div className={css['foot']}>
          {meeting ? (
            <Button icon={<Users size={14} />} onPress={findTime}>
              Find another time
            </Button>
          ) : (
            <Button icon={<CalendarClock size={14} />} onPress={findTime}>
              Find a time with people
            </Button>
          )}
          <Button icon={<Pencil size={14} />} onPress={edit}>
            Edit…
          </Button>
        </div>
      ) : null}
      {asking?.kind === 'latest' && latest ? <AskLatestDialog objectId={instance.objectId} preview={latest} onClose={() => setAsking(null)} /> : null}
      {asking?.kind === 'move' || asking?.kind === 'copy' ? <PlaceDialog event={event} act={asking.kind} onClose={() => setAsking(null)} /> : null}
      {asking?.kind === 'delete' ? <DeleteDialog event={event} instance={instance} zone={zone} onClose={() => setAsking(null)} /> : null}
      {asking?.kind === 'address' ? <AddressDialog person={asking.person} instance={instance} zone={zone} onClose={() => setAsking(null)} /> : null}
      {asking?.kind === 'mail' ? <MailDialog accountId={occurrence.accountId} objectId={instance.objectId} people={asking.people} what={asking.what} onClose={() => setAsking(null)} /> : null}
      {asking?.kind === 'remind' ? <RemindDialog people={asking.people} host={host} objectId={instance.objectId} nowUtc={nowUtc} zone={zone} onClose={() => setAsking(null)} /> : null}
      {asking?.kind === 'write' ? <WordDialog people={reachable} first={asking.to?.address ?? 'all'} waiting={waiting} instance={instance} accountId={occurrence.accountId} onClose={() => setAsking(null)} /> : null}
      {asking?.kind === 'again' ? <SendAgainDialog people={asking.people} objectId={instance.objectId} onClose={() => setAsking(null)} /> : null}
    </>
  )
}

/** Somebody types, or a sheet or menu is open and has the keys. */
const hasKeys = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role="menu"]') !== null) || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null

function Fact({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <div className={css['fact']}>
      <span aria-hidden="true">{icon}</span>
      <div>{children}</div>
    </div>
  )
}

function People({ event, waiting, organizing, nowUtc, zone, onAgain, onRemind, onAddress, onMail, onWrite }: { readonly onWrite: (person: AttendeeView) => void; readonly nowUtc: Instant; readonly zone: Zone; readonly onRemind: (people: readonly AttendeeView[]) => void; readonly event: EventDetails; readonly waiting: readonly AttendeeView[]; readonly organizing: boolean; readonly onAgain: (people: readonly AttendeeView[]) => void; readonly onAddress: (person: AttendeeView) => void; readonly onMail: (people: readonly AttendeeView[]) => void }): ReactNode {
  const { problems, people, rooms } = sortPeople(event.attendees)
  const { counts, words, total } = tallyOf(event.attendees)
  const untold = organizing ? untoldIn(event.attendees) : []
  return (
    <section aria-label="People">
      <h3>
        {total} invited <span className="grow" />
        {waiting.length > 0 ? (
          <Button kind="quiet" size="small" onPress={() => onRemind(waiting)}>
            {nudgeLabel(nudgeOf(waiting, nowUtc, zone))}
          </Button>
        ) : null}
        {untold.length > 0 ? (
          <Button kind="quiet" size="small" onPress={() => onMail(untold)}>
            Mail {untold.length}…
          </Button>
        ) : null}
      </h3>
      <div className={css['tally']} aria-hidden="true">
        {(['yes', 'maybe', 'no', 'open', 'undelivered'] as const).filter((kind) => counts[kind] > 0).map((kind) => (
          <i key={kind} data-kind={kind} style={{ '--n': counts[kind] } as CSSProperties} />
        ))}
      </div>
      <p className={css['words']}>
        {words.split(' · ').map((part, at) => (
          <span key={part}>
            {at > 0 ? ' · ' : ''}
            {part.endsWith('not delivered') ? <span className="bad medium">{part}</span> : part}
          </span>
        ))}
      </p>
      <ul>
        {problems.map((person) => (
          <li key={person.address} className={css['problem']} data-severity={person.delivery.severity}>
            <PersonLine person={person} behalf={event.behalf !== undefined} plain />
            {organizing ? (
              <div className={css['acts']}>
                {person.delivery.next.map((act) =>
                  act === 'resend' ? (
                    <Button key={act} size="small" onPress={() => onAgain([person])}>
                      Send again…
                    </Button>
                  ) : act === 'correct-address' ? (
                    <Button key={act} size="small" onPress={() => onAddress(person)}>
                      Correct address…
                    </Button>
                  ) : act === 'mail' ? (
                    <Button key={act} size="small" icon={<Mail size={14} />} onPress={() => onMail([person])}>
                      Send by mail…
                    </Button>
                  ) : null,
                )}
              </div>
            ) : null}
          </li>
        ))}
        {[...people, ...rooms].map((person) => (
          <li key={person.address}>
            <PersonLine
              person={person}
              behalf={event.behalf !== undefined}
              reminded={organizing && person.answer === 'needs-action' ? remindedWords(person, nowUtc, zone) : ''}
              clock={clockOf(person, event.occurrence, zone)}
              acts={
                organizing && !person.isMe ? (
                  <span className={css['rowActs']}>
                    {waiting.includes(person) ? (
                      <IconButton label={`Remind ${person.name || person.address}`} size="small" onPress={() => onRemind([person])}>
                        <BellRing size={14} />
                      </IconButton>
                    ) : null}
                    <Menu
                      label={`More about ${person.name || person.address}`}
                      placement="bottom end"
                      entries={[
                        ...(waiting.includes(person) || isUntold(person) ? [] : [{ id: 'again', label: 'Ask again…', icon: <RotateCcw size={14} />, onAct: () => onAgain([person]) }]),
                        ...(isUntold(person) ? [{ id: 'mail', label: 'Send by mail…', icon: <Mail size={14} />, onAct: () => onMail([person]) }] : []),
                        ...(writableIn([person]).length > 0 ? [{ id: 'write', label: 'Write…', icon: <MessageSquareText size={14} />, onAct: () => onWrite(person) }] : []),
                        { id: 'address', label: 'Correct address…', icon: <AtSign size={14} />, onAct: () => onAddress(person) },
                        { id: 'ics', label: 'Invitation as .ics', icon: <FileOutput size={14} />, onAct: () => void saveInvitation(event.occurrence.objectId, person) },
                      ]}
                    >
                      <IconButton label={`More about ${person.name || person.address}`} size="small">
                        <Ellipsis size={14} />
                      </IconButton>
                    </Menu>
                  </span>
                ) : null
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The message this person would get, as a file (IMI-5). */
async function saveInvitation(objectId: ObjectId, { address }: AttendeeView): Promise<void> {
  const made = await runCommand('export-invitation', { objectId, address })
  if (made.ok) saveFile(made.value.fileName, made.value.text)
  else sayError(made.error)
}

function PersonLine({ person, behalf, plain = false, reminded = '', clock = '', acts = null }: { readonly person: AttendeeView; readonly behalf: boolean; readonly plain?: boolean; readonly reminded?: string; readonly clock?: string; readonly acts?: ReactNode }): ReactNode {
  const isRoom = person.kind === 'room' || person.kind === 'resource'
  return (
    <div className={css['person']}>
      <Avatar address={person.address} name={person.name} answer={plain ? undefined : person.answer} square={isRoom} />
      <span className={css['who']}>
        <span title={person.address}>
          {person.name || person.address} <span className="fg3 t11">{person.isMe ? (behalf ? 'you act for them' : 'you') : person.role === 'optional' ? 'optional' : isRoom ? 'room' : ''}</span>
        </span>
        <small className={plain ? 'bad' : ''} title={person.delivery.code ? `${person.delivery.text} (${person.delivery.code})` : undefined}>
          {[person.comment ? `“${person.comment}”` : chainWords(person) || reminded || person.delivery.text, clock].filter((part) => part !== '').join(' · ')}
        </small>
      </span>
      {acts}
      {plain ? null : <span className={`${css['answer']} ${answerTone[person.answer]}`}>{isRoom ? (person.answer === 'accepted' ? 'Booked' : person.answer === 'declined' ? 'Taken' : 'Asked') : answerShort[person.answer]}</span>}
    </div>
  )
}

const given: readonly { readonly answer: Exclude<Answer, 'needs-action' | 'delegated'>; readonly verb: string }[] = [
  { answer: 'accepted', verb: 'Accept' },
  { answer: 'tentative', verb: 'Maybe' },
  { answer: 'declined', verb: 'Decline' },
]

/** My answer to somebody else's meeting, from the calendar; its scope is asked in words when it repeats. */
function MyAnswer({ event, instance, zone, onMail }: { readonly event: EventDetails; readonly instance: InstanceRef; readonly zone: Zone; readonly onMail: () => void }): ReactNode {
  const { occurrence } = event
  const reply = async (answer: Answer, scope: Scope): Promise<void> => {
    const result = await runCommand('reply-to-invite', { ...instance, scope, answer, comment: '' })
    if (result.ok) offerUndo(result.value)
    else sayError(result.error)
  }
  const mine = occurrence.myAnswer ?? 'needs-action'
  const delivery = event.myReplyDelivery
  return (
    <section aria-label="Your answer">
      <h3>
        {mine === 'needs-action' ? 'You have not answered' : `You answered: ${answerWord[mine]}`}
      </h3>
      {delivery && delivery.text ? <p className={css['words']}><span className={delivery.severity === 'error' ? 'bad' : ''}>{delivery.text}</span></p> : null}
      <div className={css['acts']}>
        {given.map(({ answer, verb }) =>
          occurrence.repeats && instance.recurrenceId !== null ? (
            <Menu key={answer} label={`${verb} which dates`} entries={scopeChoices(localDate(occurrence.startUtc, zone)).toReversed().map((choice) => ({ id: choice.scope, label: `${verb}: ${choice.label.charAt(0).toLowerCase()}${choice.label.slice(1)}`, onAct: () => void reply(answer, choice.scope) }))}>
              <Button size="small" aria-pressed={mine === answer}>
                {verb}…
              </Button>
            </Menu>
          ) : (
            <Button key={answer} size="small" aria-pressed={mine === answer} onPress={() => void reply(answer, 'all')}>
              {verb}
            </Button>
          ),
        )}
        <Button size="small" onPress={() => void openProposalGrid(instance, occurrence.repeats, zone)}>
          Propose a new time…
        </Button>
        {mine !== 'needs-action' && delivery?.next.includes('mail') ? (
          <Button size="small" icon={<Mail size={14} />} onPress={onMail}>
            Send by mail…
          </Button>
        ) : null}
      </div>
      {event.myAddress ? <p className={css['words']}>Replying as {event.myAddress}</p> : null}
    </section>
  )
}

