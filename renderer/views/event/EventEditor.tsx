import { AlignLeft, Bell, Calendar, CloudCheck, DoorOpen, MapPin, Plus, Video, X } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { EventDraft, SendPreview } from '../../../shared/contract/events.ts'
import { repeatOnDay, slotOf, whenAt } from '../../../shared/event/when.ts'
import { limitProblems } from '../../../shared/event/limits.ts'
import { noLimits } from '../../../shared/model/calendars.ts'
import { validateDraft } from '../../../shared/event/validate-draft.ts'
import { nextFree } from '../../../shared/freebusy/suggest.ts'
import { addDays, dayOf, startOfDay, type Weekday } from '../../../shared/time/days.ts'
import { mayNotInviteHereWords } from '../../../shared/wording/abilities.ts'
import { asWords, behalfCalendarWords, mayNotInviteWords, sentAsWords } from '../../../shared/wording/behalf.ts'
import { slotWord } from '../../../shared/wording/busy.ts'
import { accountToInviteWords, belongsToWords, meetingInOthersWords, peopleOnThisComputerWords } from '../../../shared/wording/calendars.ts'
import { tellWords } from '../../../shared/wording/send-preview.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Chip, Kbd } from '../../parts/Chip.tsx'
import { Dialog, Sheet, SheetFoot } from '../../parts/Dialog.tsx'
import { Checkbox, Select, TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { stopAtUnread } from '../../parts/use-typed.ts'
import { useSettings, useZone } from '../../state/app-state.ts'
import { askerFor, onServers, useAccounts } from '../../state/asker.ts'
import { calendarForNew } from '../../state/new-draft.ts'
import { useBusy } from '../../state/busy.ts'
import { searchFor, usualWish } from '../../state/free-search.ts'
import { forgetKeptEditor, keepEditor, keptEditor } from '../../state/kept-editor.ts'
import { fetchQuery, useQuery } from '../../state/live-query.ts'
import { closeEditor, openPeopleGrid, select, useLooking, type EditorTarget } from '../../state/looking.ts'
import { askedPeople, meetingPeople, reportFor, withPeople, type Invited } from '../../state/meeting-people.ts'
import { otherClocks, personLine } from '../../state/people-lines.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { changedInWords, openedWith, othersCalendar, problemsOf, reminderChoices, reminderInWords, sameDraft, scopeChoices, settled, startDateOf } from './editor-model.ts'
import { mailTo } from './mail-to.ts'
import { needsLook } from './send-sheet-model.ts'
import { PeoplePanel } from './PeoplePanel.tsx'
import { RepeatLine } from './RepeatLine.tsx'
import { SendSheet } from './SendSheet.tsx'
import { WhenLine } from './WhenLine.tsx'
import css from './editor.module.css'

const width = 900
const height = 796
/** How many days are asked for, so that the next free time is found. */
const askedDays = 15
const pauseMs = 400

/** The sheet over whatever is shown. Mounted while `looking.editor` is set. */
export function EventEditor(): ReactNode {
  const target = useLooking((looking) => looking.editor)
  if (!target) return null
  return target.kind === 'draft' ? <Editor key={keyOf(target)} initial={target.draft} carried /> : <FromInstance key={keyOf(target)} target={target} />
}

const keyOf = (target: EditorTarget): string =>
  target.kind === 'draft' ? `draft ${target.draft.objectId ?? 'new'} ${target.draft.recurrenceId ?? ''}` : `instance ${target.instance.objectId} ${target.instance.recurrenceId ?? ''}`

/** Opens an event that exists; for one date of a series it asks first which dates are meant. */
function FromInstance({ target }: { readonly target: Extract<EditorTarget, { kind: 'instance' }> }): ReactNode {
  const zone = useZone()
  const { instance } = target
  const [scope, setScope] = useState<EventDraft['scope'] | null>(instance.recurrenceId === null ? 'all' : target.scope)
  const loaded = useQuery('event-draft', scope === null ? null : { ...instance, scope, zone })
  if (scope === null) return <ScopeDialog recurrenceId={instance.recurrenceId ?? ''} zone={zone} onChoose={setScope} />
  if (loaded.value?.draft && !loaded.previous) return <Editor initial={loaded.value.draft} carried={false} />
  return (
    <Dialog title="Edit" isOpen onClose={closeEditor}>
      {loaded.error ? <AppErrorBlock error={loaded.error} about={{ what: 'The event' }} /> : loaded.value ? <p>This event is not here any more. It was removed on another device, or its calendar was.</p> : <Spinner label="Opening" />}
    </Dialog>
  )
}

function ScopeDialog({ recurrenceId, zone, onChoose }: { readonly recurrenceId: string; readonly zone: string; readonly onChoose: (scope: EventDraft['scope']) => void }): ReactNode {
  const date = dateOfInstance(recurrenceId, zone)
  return (
    <Dialog title="Which dates do you want to change?" isOpen onClose={closeEditor}>
      <div className={css['choices']}>
        {scopeChoices(date).map((choice) => (
          <button key={choice.scope} type="button" className={css['choice']} onClick={() => onChoose(choice.scope)}>
            <b>{choice.label}</b>
            <small>{choice.detail}</small>
          </button>
        ))}
      </div>
    </Dialog>
  )
}

/** `20261014T130000Z` → the day it falls on in `zone`; `20261014` is a day already. */
function dateOfInstance(recurrenceId: string, zone: string): string {
  const day = `${recurrenceId.slice(0, 4)}-${recurrenceId.slice(4, 6)}-${recurrenceId.slice(6, 8)}`
  if (recurrenceId.length === 8) return day
  return dayOf(Date.parse(`${day}T${recurrenceId.slice(9, 11)}:${recurrenceId.slice(11, 13)}:00Z`), zone)
}

interface EditorProps {
  readonly initial: EventDraft
  /** The draft comes from elsewhere in the page and may differ from what is saved: from the people grid, or kept over a reload. */
  readonly carried: boolean
}

function Editor({ initial, carried }: EditorProps): ReactNode {
  const zone = useZone()
  const settings = useSettings()
  const accounts = useAccounts()
  const nowUtc = useNow()
  const today = dayOf(nowUtc, zone)

  // ---- the draft, and what it was; both outlive a reload
  const [{ draft, opened }, setState] = useState(() => openedWith(initial, carried, keptEditor()))
  const isNew = draft.objectId === null
  const dirty = opened === null || !sameDraft(draft, opened) || (isNew && (draft.title !== '' || draft.attendees.length > 0))
  const edit = useCallback((change: (was: EventDraft) => EventDraft) => setState((was) => ({ ...was, draft: change(was.draft) })), [])
  const set = <K extends keyof EventDraft>(key: K, value: EventDraft[K]): void => edit((was) => ({ ...was, [key]: value }))
  const finished = useRef(false)
  useEffect(() => {
    if (dirty && !finished.current) keepEditor({ draft, opened })
    else forgetKeptEditor()
  }, [dirty, draft, opened])

  const limits = accounts.flatMap((account) => account.calendars).find(({ id }) => id === draft.collectionId)?.limits ?? noLimits
  const problems = useMemo(() => {
    const found = validateDraft(draft)
    return found.length > 0 ? found : limitProblems(draft, limits)
  }, [draft, limits])
  const [tried, setTried] = useState(false)
  const [closing, setClosing] = useState(false)

  // ---- people and their time
  const asker = useMemo(() => askerFor(accounts, draft.collectionId), [accounts, draft.collectionId])
  const slot = useMemo(() => slotOf(draft.when, zone), [draft.when, zone])
  const from = slot ? dayOf(Math.max(slot.startUtc, 0), zone) : today
  const window = useMemo(() => ({ startUtc: startOfDay(addDays(from, -1), zone), endUtc: startOfDay(addDays(from, askedDays), zone) }), [from, zone])
  const { attendees, organizer } = draft
  const asked = useMemo(() => askedPeople({ attendees, organizer }, asker), [attendees, organizer, asker])
  const busy = useBusy(useMemo(() => (asker && attendees.length > 0 ? { people: asked, window, accountId: asker.accountId, exceptObjectId: draft.objectId } : null), [asker, asked, attendees.length, window, draft.objectId]))
  const usualHours = useMemo(() => ({ days: settings.workingDays, startMin: settings.workStartMin, endMin: settings.workEndMin }), [settings])
  const people = useMemo(() => meetingPeople({ draft: { attendees, organizer }, me: asker, rows: busy.rows, window, usualHours, zone }), [attendees, organizer, asker, busy.rows, window, usualHours, zone])
  const lines = useMemo(() => (slot ? people.map((person) => personLine(person, slot, zone, nowUtc)) : []), [people, slot, zone, nowUtc])
  const next = useMemo(() => {
    if (!slot || attendees.length === 0) return null
    const after = Math.max(slot.startUtc, nowUtc)
    const search = searchFor({ people, wish: usualWish, durationMin: Math.round((slot.endUtc - slot.startUtc) / 60_000), window: { startUtc: after, endUtc: window.endUtc }, zone, mine: usualHours, assumedFree: new Set(), limit: 1 })
    return nextFree(search, after)
  }, [people, slot, attendees.length, nowUtc, window.endUtc, zone, usualHours])
  const rooms = people.filter((person) => person.isRoom)

  // ---- saving
  const save = useCommand('save-event')
  const [sheet, setSheet] = useState<SendPreview | null>(null)
  /** Who need not be told is not. */
  const [quiet, setQuiet] = useState(false)
  const [fault, setFault] = useState<AppError | null>(null)
  const [checking, setChecking] = useState(false)
  const rested = useRested(draft, pauseMs)
  const ahead = useQuery('send-preview', validateDraft(rested).length === 0 ? { draft: settled(rested) } : null)
  const saveWords = !ahead.value || !needsLook(ahead.value) ? 'Save' : ahead.value.messages > 0 ? 'Review and send…' : 'Review and save…'
  const titleRef = useRef<HTMLInputElement>(null)
  const peopleRef = useRef<HTMLInputElement>(null)

  const leave = (): void => {
    finished.current = true
    forgetKeptEditor()
    closeEditor()
  }
  const store = async (): Promise<void> => {
    const result = await save.run({ draft: settled(draft), quiet })
    if (!result.ok) return
    leave()
    offerUndo(result.value)
    if (result.value.objectId) select({ objectId: result.value.objectId, recurrenceId: draft.recurrenceId })
  }
  const review = async (): Promise<void> => {
    if (stopAtUnread()) return
    setTried(true)
    if (problems.length > 0 || checking || save.running) return
    setChecking(true)
    setFault(null)
    const preview = await fetchQuery('send-preview', { draft: settled(draft) })
    setChecking(false)
    if (preview.error) setFault(preview.error)
    else if (preview.value?.choice?.usual === 'quiet') await choose(true)
    else if (preview.value && needsLook(preview.value)) {
      setQuiet(false)
      setSheet(preview.value)
    } else await store()
  }
  const choose = async (isQuiet: boolean): Promise<void> => {
    const preview = await fetchQuery('send-preview', { draft: settled(draft), quiet: isQuiet })
    if (preview.error) return setFault(preview.error)
    if (preview.value === null) return
    setQuiet(isQuiet)
    setSheet(preview.value)
  }
  const close = (): void => {
    if (sheet) setSheet(null)
    else if (dirty) setClosing(true)
    else leave()
  }
  const toGrid = (): void => {
    if (stopAtUnread()) return
    // The draft goes along; the editor is opened again from there, with the time that was found.
    keepEditor({ draft, opened })
    openPeopleGrid({ draft: settled(draft), backToEditor: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void (sheet ? store() : review())
    } else if (event.altKey && event.key.toLowerCase() === 'g') {
      event.preventDefault()
      toGrid()
    }
  }

  const cameFromHere = opened !== null && accounts.some((account) => account.local && account.calendars.some((calendar) => calendar.id === opened.collectionId))
  // A meeting that has been sent stays with its account: elsewhere it would be cancelled and made anew.
  const hereAlone = accounts.find((account) => account.local)?.calendars.find((calendar) => calendar.id === draft.collectionId)
  const homes = !isNew && attendees.length > 0 && !hereAlone && !cameFromHere ? accounts.filter((account) => account.calendars.some((calendar) => calendar.id === draft.collectionId)) : accounts
  const calendars = homes.flatMap((account) => account.calendars.filter((calendar) => calendar.writable || calendar.id === draft.collectionId).map((calendar) => ({ value: calendar.id as string, label: calendar.name, detail: account.behalf ? asWords(account.behalf.name) : calendar.ownerName === undefined ? account.address : belongsToWords(calendar.ownerName), hue: calendar.hue as string })))
  const { owner: othersName, own: ownCalendar } = othersCalendar(draft, accounts)
  const instead = calendarForNew(onServers(accounts))
  const behalf = accounts.find((account) => account.calendars.some((calendar) => calendar.id === draft.collectionId))?.behalf
  const noRight = accounts.find((account) => account.mayNotInvite === true && account.calendars.some((calendar) => calendar.id === draft.collectionId))
  const whenProblem = problemsOf(problems, 'when')
  const locked = draft.objectId !== null && draft.organizer !== null && asker !== null && !asker.addresses.some((address) => address.toLowerCase() === draft.organizer?.toLowerCase())

  return (
    <Sheet
      label={isNew ? 'New event' : 'Edit event'}
      isOpen
      onClose={close}
      width={width}
      height={height}
      keepOnPressOutside
      beside={
        sheet ? (
          // The keys of the editor hold here too.
          <div className={css['besideKeys']} onKeyDown={onKeyDown}>
            <SendSheet
              preview={sheet}
              busyRows={busy.rows}
              lead={changedInWords(sheet.changed, isNew)}
              verb="Send"
              quietVerb="Save"
              running={save.running}
              error={save.error}
              mailTo={(address) => mailTo(address, draft, zone, isNew ? [] : (opened?.attendees ?? []))}
              onBack={() => setSheet(null)}
              onSend={() => void store()}
            >
              {sheet.choice ? (
                <Checkbox value={!quiet} onChange={(tell) => void choose(!tell)}>
                  {tellWords(sheet.choice.people.map((person) => person.name || person.address))}
                </Checkbox>
              ) : null}
            </SendSheet>
          </div>
        ) : null
      }
    >
      <div className={css['keys']} onKeyDown={onKeyDown} inert={sheet !== null}>
        {sheet ? <div className={css['behind']} aria-hidden="true" /> : null}
        <div className={css['top']}>
          <input
            ref={titleRef}
            className={css['title']}
            aria-label="Title"
            placeholder="Add a title"
            value={draft.title}
            // A new event is first of all named.
            autoFocus
            onChange={(event) => set('title', event.target.value)}
          />
          {draft.recurrenceId === null ? null : <Chip>{scopeChoices(dateOfInstance(draft.recurrenceId, zone)).find((choice) => choice.scope === draft.scope)?.label}</Chip>}
          <IconButton label="Close" shortcut="Esc" onPress={close}>
            <X size={16} />
          </IconButton>
        </div>
        <div className={css['body']}>
          <div className={css['fields']}>
            <WhenLine
              when={draft.when}
              onChange={(when) => edit((was) => ({ ...was, when, repeat: repeatOnDay(was, startDateOf(was.when), startDateOf(when)) }))}
              zone={zone}
              today={today}
              weekStart={settings.weekStart as Weekday}
              error={whenProblem}
              clocks={otherClocks(lines)}
              near={[...new Set(people.flatMap((person) => person.row.zone ?? []))]}
            />
            <RepeatLine repeat={draft.repeat} start={startDateOf(draft.when)} today={today} weekStart={settings.weekStart as Weekday} error={problemsOf(problems, 'repeat')} locked={draft.recurrenceId !== null && draft.scope === 'this'} onChange={(repeat) => set('repeat', repeat)} exceptions={draft.exceptions ?? []} onAsOthers={(date) => edit((was) => ({ ...was, exceptions: (was.exceptions ?? []).filter((one) => one.date !== date) }))} />
            <div className={css['line']}>
              <MapPin size={16} aria-hidden="true" />
              <div className={css['pair']}>
                {rooms.map((room) => {
                  const state = slot ? reportFor(room, slot).state : 'unknown'
                  return (
                    <span key={room.address} className={css['chip']}>
                      <DoorOpen size={14} aria-hidden="true" />
                      {room.name}
                      <Chip tone={state === 'free' ? 'good' : state === 'unknown' || state === 'asking' ? 'plain' : 'bad'}>{slotWord[state]}</Chip>
                      <IconButton label={`Remove ${room.name}`} size="small" onPress={() => edit((was) => without(was, room.address, room.name))}>
                        <X size={12} />
                      </IconButton>
                    </span>
                  )
                })}
                <span className={css['wide']}>
                  <TextField label="Place" hideLabel placeholder={rooms.length > 0 ? 'Place, in words' : 'Add a place'} value={draft.location} onChange={(value) => set('location', value)} />
                </span>
                <span className={css['wide']}>
                  <TextField label="Conference link" hideLabel placeholder="Conference link" icon={<Video size={14} />} value={draft.conferenceUrl} onChange={(value) => set('conferenceUrl', value)} />
                </span>
              </div>
            </div>
            <div className={css['line']}>
              <Bell size={16} aria-hidden="true" />
              <div className={css['pair']}>
                {draft.reminders.map((minutes, at) => (
                  // Two reminders may be equal for a moment; their place tells them apart.
                  <span key={at} className={css['pair']}>
                    <Select
                      label={`Reminder ${at + 1}`}
                      hideLabel
                      value={String(minutes)}
                      options={reminderChoices(minutes).map((choice) => ({ value: String(choice), label: reminderInWords(choice) }))}
                      onChange={(value) => set('reminders', draft.reminders.with(at, Number(value)))}
                    />
                    <IconButton label={`Remove the reminder ${reminderInWords(minutes)}`} size="small" onPress={() => set('reminders', draft.reminders.toSpliced(at, 1))}>
                      <X size={12} />
                    </IconButton>
                  </span>
                ))}
                <Button kind="quiet" size="small" icon={<Plus size={12} />} onPress={() => set('reminders', [...draft.reminders, draft.reminders.includes(10) ? 60 : 10])}>
                  {draft.reminders.length === 0 ? 'Add a reminder' : 'Add'}
                </Button>
              </div>
            </div>
            <div className={css['line']}>
              <Calendar size={16} aria-hidden="true" />
              <div className={css['pair']}>
                <Select label="Calendar" hideLabel value={draft.collectionId as string} options={calendars} onChange={(value) => set('collectionId', value as EventDraft['collectionId'])} />
                <Select
                  label="Shows as"
                  hideLabel
                  value={draft.showAs}
                  options={[
                    { value: 'busy', label: 'Shows as busy' },
                    { value: 'tentative', label: 'Shows as tentative' },
                    { value: 'free', label: 'Shows as free' },
                  ]}
                  onChange={(value) => set('showAs', value)}
                />
                <Select
                  label="Who sees the details"
                  hideLabel
                  value={draft.visibility}
                  options={[
                    { value: 'public', label: 'Details visible' },
                    { value: 'private', label: 'Private' },
                    { value: 'confidential', label: 'Only busy or free' },
                  ]}
                  onChange={(value) => set('visibility', value)}
                />
                {hereAlone && attendees.length > 0 ? (
                  <div className={css['others']} role="status">
                    <p>
                      {peopleOnThisComputerWords(hereAlone.name)} {instead === null ? accountToInviteWords : null}
                    </p>
                    {instead === null ? null : (
                      <Button size="small" onPress={() => set('collectionId', instead.id)}>
                        Use {instead.name}
                      </Button>
                    )}
                  </div>
                ) : null}
                {behalf ? (
                  <p className={css['behalf']} role="status">
                    {attendees.length === 0 ? behalfCalendarWords(behalf.name, behalf.mayInvite) : behalf.mayInvite ? sentAsWords(behalf.name) : mayNotInviteWords(behalf.name)}
                  </p>
                ) : null}
                {noRight ? (
                  <p className={css['behalf']} role="status">
                    {mayNotInviteHereWords(noRight.host)}
                  </p>
                ) : null}
                {othersName === null ? null : (
                  <div className={css['others']} role="status">
                    <p>{meetingInOthersWords(othersName)}</p>
                    {ownCalendar === null ? null : (
                      <Button size="small" onPress={() => set('collectionId', ownCalendar.id)}>
                        Use {ownCalendar.name}
                      </Button>
                    )}
                  </div>
                )}
              </div>
            </div>
            <div className={css['line']}>
              <AlignLeft size={16} aria-hidden="true" />
              <div className={css['textBox']}>
                <textarea className={css['text']} aria-label="Text" placeholder="Agenda, links, anything people should know" value={draft.description} onChange={(event) => set('description', event.target.value)} />
              </div>
            </div>
          </div>
          <PeoplePanel
            people={people}
            slot={slot}
            zone={zone}
            nowUtc={nowUtc}
            busy={busy}
            error={problemsOf(problems, 'attendees') || problemsOf(problems, 'organizer')}
            nextFree={next}
            locked={locked}
            inputRef={peopleRef}
            onInvite={(invited) => edit((was) => withRoomAsPlace(withPeople(was, invited, asker?.address ?? null), invited))}
            onRole={(address, role) => edit((was) => ({ ...was, attendees: was.attendees.map((attendee) => (attendee.address === address ? { ...attendee, role } : attendee)) }))}
            onRemove={(address) => edit((was) => ({ ...was, attendees: was.attendees.filter((attendee) => attendee.address !== address) }))}
            onGrid={toGrid}
            onSlot={(found) => edit((was) => ({ ...was, when: whenAt(was.when, found, zone) }))}
          />
        </div>
        {fault || (save.error && !sheet) ? (
          <div className={css['faults']}>
            <AppErrorBlock error={fault ?? (save.error as AppError)} about={{ what: 'Your draft' }} onRetry={() => void review()} />
          </div>
        ) : null}
        <SheetFoot>
          {closing ? (
            <>
              <span className={css['keep']}>Throw away {isNew ? 'this draft' : 'your changes'}?</span>
              <Button onPress={() => setClosing(false)}>Keep editing</Button>
              <Button kind="danger" onPress={leave} autoFocus>
                Throw away
              </Button>
            </>
          ) : (
            <>
              <span className={css['keep']}>
                {tried && problems.length > 0 ? (
                  <span className="bad" role="alert">
                    {problems.length === 1 ? 'One thing keeps this from being saved. It is marked above.' : `${problems.length} things keep this from being saved. They are marked above.`}
                  </span>
                ) : dirty ? (
                  <>
                    <CloudCheck size={14} aria-hidden="true" /> Draft kept on this computer, nothing sent
                  </>
                ) : null}
              </span>
              <Button kind="quiet" onPress={close}>
                Cancel
              </Button>
              <Button kind="primary" running={checking || save.running} onPress={() => void review()}>
                {saveWords} <Kbd>Ctrl ⏎</Kbd>
              </Button>
            </>
          )}
        </SheetFoot>
      </div>
    </Sheet>
  )
}

/** A room that is added to a meeting without a place becomes its place too, for those who only read the words. */
function withRoomAsPlace(draft: EventDraft, invited: readonly Invited[]): EventDraft {
  const room = invited.find((one) => one.kind === 'room')
  return room && draft.location.trim() === '' ? { ...draft, location: room.name } : draft
}

/** Takes a room out; the place that only repeated its name goes with it. */
const without = (draft: EventDraft, address: string, name: string): EventDraft => ({
  ...draft,
  location: draft.location === name ? '' : draft.location,
  attendees: draft.attendees.filter((attendee) => attendee.address !== address),
})

/** The value as it was when it last rested. */
function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(value), ms)
    return () => window.clearTimeout(timer)
  }, [value, ms])
  return rested
}
