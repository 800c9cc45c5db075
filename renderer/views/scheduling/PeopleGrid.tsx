import { ChevronDown, ChevronLeft, Pencil, RefreshCw, Repeat, ShieldCheck } from 'lucide-react'
import { memo, useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { EventDraft } from '../../../shared/contract/events.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { freeStarts, startsAround } from '../../../shared/freebusy/suggest.ts'
import { countsInWords, answersInWords } from '../../../shared/wording/busy.ts'
import { addDays, dayOf, daysBetween, startOfDay, type Weekday } from '../../../shared/time/days.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { offsetMsAt, toInstant } from '../../../shared/time/zones.ts'
import { dayInWords, lengthInWords, timeInWords, timesInWords } from '../../../shared/wording/times.ts'
import { repeatInWords } from '../../../shared/recurrence/describe.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Chip, Kbd } from '../../parts/Chip.tsx'
import { DateField } from '../../parts/DateField.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { PeoplePicker } from '../../parts/PeoplePicker.tsx'
import { TimeField } from '../../parts/TimeField.tsx'
import { stopAtUnread } from '../../parts/use-typed.ts'
import { announce } from '../../state/announce.ts'
import { useSettings, useZone } from '../../state/app-state.ts'
import { askerFor, onServers, useAccounts } from '../../state/asker.ts'
import { useBusy } from '../../state/busy.ts'
import { leavePeopleGrid, openEditor, openProposing, showCalendar, useLooking, type InstanceRef, type PeopleGridTarget } from '../../state/looking.ts'
import { forgetKeptGrid, gathered, keepGrid, keptGrid } from '../../state/kept-grid.ts'
import { draftFor, nextWorkingHour } from '../../state/new-draft.ts'
import type { GhostGround } from '../../state/propose.ts'
import { usePeopleSearch } from '../../state/people-search.ts'
import { nowUtc as nowOnce, useNow } from '../../state/use-now.ts'
import { makeAxis, visibleHours, type Zoom } from './axis.ts'
import { GridCanvas, type CanvasHandle } from './GridCanvas.tsx'
import { GridTable } from './GridTable.tsx'
import { GridToolbar } from './GridToolbar.tsx'
import { askedPeople, countsOf, groupPeople, meetingPeople, nextRole, reportFor, reportsAt, type MeetingPerson, type Group } from '../../state/meeting-people.ts'
import { marksAround, noMarks } from './free-marks.ts'
import { gridItems } from './grid-model.ts'
import type { RowActs } from './UnknownActs.tsx'
import { Legend } from './Legend.tsx'
import { fineSnapMin, moveByDays, moveToDay, resize, snapMin, step } from './meeting-bar.ts'
import css from './people-grid.module.css'
import { Suggestions } from './Suggestions.tsx'
import suggestionsCss from './suggestions.module.css'
import { askedWindow, searchFor, usualWish, type Wish } from '../../state/free-search.ts'
import { SeriesPane } from './SeriesPane.tsx'
import { TradeOffs } from './TradeOffs.tsx'
import { useSeries, useSeriesDates } from './use-series.ts'
import { cardOf } from './suggestions-model.ts'
import { UrlDialog } from './UrlDialog.tsx'
import { useOpening } from './use-opening.ts'
import { useTimes, type Times } from './use-times.ts'
import { afterTaken, useMeeting } from './use-meeting.ts'
import { minuteInWords } from '../../../shared/time/words.ts'

/** The grid begins this many days before the meeting, holds this many, and grows by so many at its ends. */
const daysBefore = 1
const firstDays = 16
const growBy = 7
const mostDays = 63
const searchSpans = [7, 14, 28, 56]
const dayMs = 86_400_000

interface Proposed {
  readonly Ghosts: (ground: GhostGround) => ReactNode
  readonly Menu: (shown: { readonly instance: InstanceRef; readonly onShow: (span: Interval) => void }) => ReactNode
}

/** `proposed` draws the times that guests proposed for a meeting of mine. */
export function PeopleGrid({ proposed }: { readonly proposed: Proposed }): ReactNode {
  const target = useLooking((looking) => looking.peopleGrid)
  const accounts = useAccounts()
  const settings = useSettings()
  const zone = useZone()
  const draft = useMemo(() => target.draft ?? keptGrid(accounts, zone, nowOnce(), settings) ?? draftFor(nextWorkingHour(nowOnce(), zone, settings), accounts, settings.defaultReminderMin), [target.draft, accounts, zone, settings])
  if (!draft || onServers(accounts).length === 0) return <EmptyState title="No calendar to invite from">Add an account whose calendars you may write to. Then people can be asked for their time.</EmptyState>
  return <Grid key={`${target.draft ? 'given' : draft.collectionId} ${zone}`} initial={draft} isNew={target.draft === null} backToEditor={target.backToEditor} proposing={target.proposing} proposed={proposed} accounts={accounts} />
}

interface GridProps {
  readonly initial: EventDraft
  /** Begun here: nobody else keeps it while it lies on the grid. */
  readonly isNew: boolean
  readonly backToEditor: boolean
  readonly proposing: PeopleGridTarget['proposing']
  readonly proposed: Proposed
  readonly accounts: readonly AccountView[]
}

function Grid({ initial, isNew, backToEditor, proposing, proposed, accounts }: GridProps): ReactNode {
  const zone = useZone()
  const settings = useSettings()
  const nowUtc = useNow()
  const asker = useMemo(() => askerFor(accounts, initial.collectionId), [accounts, initial.collectionId])
  const meeting = useMeeting(initial, zone)
  const { draft, slot, setSlot } = meeting
  const [brought, setBrought] = useState(initial)
  const thrownAway = useRef(false)
  useEffect(() => {
    if (isNew && !thrownAway.current) keepGrid(draft)
  }, [isNew, draft])
  const canvas = useRef<CanvasHandle>(null)
  const picker = useRef<HTMLInputElement>(null)
  const root = useRef<HTMLElement>(null)

  const [zoom, setZoom] = useState<Zoom>(2)
  const [nights, setNights] = useState(false)
  const [asTable, setAsTable] = useState(false)
  const [timesOpen, setTimesOpen] = useState(false)
  const [wish, setWish] = useState<Wish>(usualWish)
  const [limit, setLimit] = useState(5)
  const [ghost, setGhost] = useState<Interval | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)
  const [collapsed, setCollapsed] = useState<ReadonlySet<Group>>(new Set())
  const [compared, setCompared] = useState<ReadonlySet<string>>(new Set())
  const [assumedFree, setAssumedFree] = useState<ReadonlySet<string>>(new Set())
  const [leaving, setLeaving] = useState(false)
  const [urlFor, setUrlFor] = useState<MeetingPerson | null>(null)
  const [range, setRange] = useState(() => ({ from: addDays(dayOf(slot.startUtc, zone), -daysBefore), days: firstDays }))

  // ---- who is asked, for which days
  const [dragging, setDragging] = useState(false)
  const searchFrom = useRef(Math.max(nowUtc, startOfDay(dayOf(slot.startUtc, zone), zone))).current
  const searchUntil = searchFrom + wish.days * dayMs
  const series = useSeriesDates(draft, zone, dragging)
  const window = useMemo<Interval>(
    () => askedWindow({ startUtc: startOfDay(range.from, zone), endUtc: startOfDay(addDays(range.from, range.days), zone) }, searchUntil, series.dates),
    [range, zone, searchUntil, series.dates],
  )
  const { attendees, organizer } = draft
  const asked = useMemo(() => askedPeople({ attendees, organizer }, asker), [attendees, organizer, asker])
  const question = useMemo<BusyQuestion | null>(() => (asker ? { people: asked, window, accountId: asker.accountId, exceptObjectId: draft.objectId } : null), [asker, asked, window, draft.objectId])
  const busy = useBusy(question)
  const opening = useOpening(question === null || busy.rows.length > 0 || busy.error !== null)
  const all = opening === 'all'
  const early = opening === 'place'
  const usualHours = useMemo(() => ({ days: settings.workingDays, startMin: settings.workStartMin, endMin: settings.workEndMin }), [settings])
  const people = useMemo(
    () => (early ? nobody : meetingPeople({ draft: { attendees, organizer }, me: asker, rows: busy.rows, window, usualHours, zone })),
    [early, attendees, organizer, asker, busy.rows, window, usualHours, zone],
  )

  // ---- the scale
  const wantedHours = visibleHours({ startMin: Math.min(usualHours.startMin, 420), endMin: Math.max(usualHours.endMin, 1_200) }, slot, zone, nights)
  // The scale must not stretch under a pointer that drags.
  const heldHours = useRef(wantedHours)
  if (!dragging) heldHours.current = wantedHours
  const shown = heldHours.current
  const axis = useMemo(() => makeAxis({ fromDate: range.from, days: range.days, zone, zoom, visible: { startMin: shown.startMin, endMin: shown.endMin } }), [range, zone, zoom, shown.startMin, shown.endMin])
  const reports = useMemo(() => reportsAt(people, slot), [people, slot])
  const counts = useMemo(() => countsOf(people, reports), [people, reports])
  const groups = useMemo(() => groupPeople(people, reports), [people, reports])
  const items = useMemo(() => gridItems(groups, collapsed, compared), [groups, collapsed, compared])
  const repeatWords = useMemo(() => (draft.repeat ? repeatInWords(draft.repeat, { start: dayOf(slot.startUtc, zone) }) : ''), [draft.repeat, slot.startUtc, zone])
  const second = useMemo(() => secondRuler(people, hovered ?? chosen, zone, slot.startUtc), [people, hovered, chosen, zone, slot.startUtc])

  // ---- times that work
  const durationMin = Math.round((slot.endUtc - slot.startUtc) / 60_000)
  const search = useMemo(
    () => searchFor({ people, wish, durationMin, window: { startUtc: searchFrom, endUtc: Math.min(searchUntil, window.endUtc) }, zone, mine: usualHours, assumedFree, limit: limit + 1 }),
    [people, wish, durationMin, searchFrom, searchUntil, window.endUtc, zone, usualHours, assumedFree, limit],
  )
  /** All that is loaded, for the free times before and after the bar. */
  const wide = useMemo(() => searchFor({ people, wish, durationMin, window: { startUtc: Math.max(nowUtc, window.startUtc), endUtc: window.endUtc }, zone, mine: usualHours, assumedFree, limit: 1 }), [people, wish, durationMin, nowUtc, window, zone, usualHours, assumedFree])
  // The rows come first, and the bar before all; the cards may come a moment later. Before there are rows nothing is searched, and
  // while the meeting is dragged its search stands still.
  const isSeries = series.dates.length > 1
  const toSearch = useMemo(() => ({ search: isSeries ? null : search, wide, people, knownUntilUtc: window.endUtc }), [isSeries, search, wide, people, window.endUtc])
  const heldSearch = useRef(toSearch)
  if (!dragging) heldSearch.current = toSearch
  const waiting = !all || (question !== null && busy.rows.length === 0)
  const times = useTimes(waiting ? null : heldSearch.current)
  const found = times?.found ?? noTimes
  const freeMarks = useMemo(() => (times === null || dragging ? noMarks : marksAround(times.free, slot, axis, zone)), [times, dragging, slot, axis, zone])
  const inSeries = useSeries({ draft, slot, dates: series.dates, search, zone, nowUtc: searchFrom })
  const names = useMemo(() => {
    const first = new Map(people.map((person) => [person.address, person.isMe ? 'you' : (person.name.split(/[\s@]/)[0] ?? person.name)]))
    return (address: string) => first.get(address) ?? address
  }, [people])
  const cards = useMemo(() => (times === null ? [] : times.found.slice(0, limit).map((suggestion) => cardOf(suggestion, times.asked.people, zone))), [times, limit, zone])

  const stateAt = useCallback(
    (address: string, at: Interval) => {
      const person = people.find((one) => one.address === address)
      return person ? reportFor(person, at).state : 'unknown'
    },
    [people],
  )

  const summary = `${dayInWords(slot.startUtc, { zone })}, ${timesInWords(slot.startUtc, slot.endUtc, { zone })}. ${countsInWords(counts)}`
  useSpoken(summary)

  const move = useCallback(
    (next: Interval) => {
      setSlot(next)
      setRange((was) => covering(was, next, zone))
      requestAnimationFrame(() => canvas.current?.show(next))
    },
    [setSlot, zone],
  )
  // Once, when the grid opens; later the person decides what is in sight.
  const opened = useRef(false)
  useEffect(() => {
    if (opened.current || !canvas.current) return
    opened.current = true
    canvas.current.show(slot, true)
    canvas.current.focusBar()
  }, [early, slot])

  const toFree = (direction: 1 | -1): void => {
    // Not the marks' starts: those may be a moment behind the rows.
    const around = startsAround(freeStarts(wide), slot.startUtc)
    const startUtc = direction === 1 ? around.next : around.previous
    if (startUtc !== null) move({ startUtc, endUtc: startUtc + slot.endUtc - slot.startUtc })
    else announce(direction === 1 ? `Nothing free until ${dayInWords(window.endUtc - 1, { zone })}` : 'Nothing free before that')
  }
  const forget = (): void => {
    if (!isNew) return
    thrownAway.current = true
    forgetKeptGrid()
  }
  const takeTime = (): void => {
    if (stopAtUnread()) return
    if (proposing) return openProposing({ ...proposing, when: draft.when })
    // From here on the editor keeps it.
    forget()
    showCalendar(useLooking.getState().mode, dayOf(slot.startUtc, zone))
    openEditor({ kind: 'draft', draft })
  }
  const toInvites = useLooking((looking) => looking.peopleGrid.backTo?.kind === 'invites')
  /** Back without the time; the people who were added here stay. */
  const leave = (): void => {
    leavePeopleGrid()
    if (backToEditor) openEditor({ kind: 'draft', draft: { ...draft, when: brought.when } })
  }
  const cancel = (): void => {
    if (gathered(draft, isNew ? null : initial)) setLeaving(true)
    else throwAway()
  }
  const throwAway = (): void => {
    forget()
    leavePeopleGrid()
    if (backToEditor) openEditor({ kind: 'draft', draft: brought })
  }

  /** One date of a series, or all of it; null where nobody has proposed anything to me. */
  const asProposed = useMemo<InstanceRef | null>(() => (draft.objectId === null || proposing ? null : { objectId: draft.objectId, recurrenceId: draft.scope === 'this' ? draft.recurrenceId : null }), [draft.objectId, draft.scope, draft.recurrenceId, proposing])
  const goToTime = (at: Interval): void => {
    setAsTable(false)
    setRange((was) => covering(was, at, zone))
    requestAnimationFrame(() => canvas.current?.show(at, true))
  }
  const countsAt = useCallback((at: Interval) => countsInWords(countsOf(people, reportsAt(people, at))), [people])
  /** The meeting was moved by a yes to a proposal: what is on the grid goes along, so that using it later does not move it back. */
  const takeProposed = (one: ProposalView): void => {
    const next = afterTaken(brought, one, zone)
    setBrought(next.draft)
    if (next.slot) move(next.slot)
    if (!backToEditor && !gathered(draft, initial)) showCalendar(useLooking.getState().mode, dayOf(one.time.startUtc, zone))
  }

  const { setRole, remove, invite } = meeting
  // Made once, not with every step of a drag.
  const adding = useMemo(() => (proposing || !all ? null : <AddPeople people={people} inputRef={picker} onInvite={(invited) => invite(invited, asker?.address ?? null)} />), [proposing, all, people, invite, asker])
  const { askAgain } = busy
  const acts = useMemo<RowActs>(
    () => ({
      tryAgain: askAgain,
      addUrl: setUrlFor,
      assumeFree: (person, on) => {
        setAssumedFree((was) => withMember(was, person.address, on))
        announce(on ? `${person.name} is taken as free for this search, and still shown as unknown` : `${person.name} is no longer taken as free`)
      },
      setRole,
      remove,
      compare: (address) => setCompared((was) => withMember(was, address, !was.has(address))),
    }),
    [askAgain, setRole, remove],
  )

  const rows = items.flatMap((item) => (item.kind === 'person' ? [item.person.address] : []))
  const onKeyDown = (event: KeyboardEvent): void => {
    const origin = event.target as HTMLElement
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      return takeTime()
    }
    if (origin.closest('input, textarea, [role="menu"], [role="listbox"], [role="dialog"]')) return
    const person = people.find((one) => one.address === chosen && origin.closest('[data-address]') !== null)
    const stepMin = event.altKey ? fineSnapMin : snapMin
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const along = (direction: 1 | -1): void => {
      const forward = (rtl ? -direction : direction) as 1 | -1
      if (event.ctrlKey || event.metaKey) move(moveByDays(slot, forward, zone))
      else if (event.shiftKey) move(resize(slot, forward, stepMin))
      else move(step(slot, forward, stepMin, zone, shown))
    }
    const keys: Record<string, () => void> = {
      ArrowLeft: () => along(-1),
      ArrowRight: () => along(1),
      ArrowUp: () => focusBy(-1),
      ArrowDown: () => focusBy(1),
      '[': () => toFree(-1),
      ']': () => toFree(1),
      '+': () => setZoom((was) => Math.max(0, was - 1) as Zoom),
      '=': () => setZoom((was) => Math.max(0, was - 1) as Zoom),
      '-': () => setZoom((was) => Math.min(4, was + 1) as Zoom),
      '−': () => setZoom((was) => Math.min(4, was + 1) as Zoom),
      h: () => setNights(!nights),
      v: () => showTable(!asTable),
      t: () => move(moveToDay(slot, dayOf(nowUtc, zone), zone)),
      r: () => {
        if (!person || proposing || person.isOrganizer || person.isRoom) return
        // The row goes to another group, and of 500 people that is far away: what is in sight goes along.
        flushSync(() => setRole(person.address, nextRole(person.role)))
        canvas.current?.focusRow(person.address)
      },
      Delete: () => {
        if (!person || proposing || person.isOrganizer) return
        // The focus goes on to the next row before this one disappears.
        focusBy(rows.at(-1) === person.address ? -1 : 1)
        remove(person.address)
      },
      Escape: () => (leaving ? setLeaving(false) : meeting.movedFrom ? restore(meeting.movedFrom) : leave()),
    }
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act || (event.key.length === 1 && (event.ctrlKey || event.metaKey))) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  const showTable = (on: boolean): void => {
    setAsTable(on)
    // The canvas is made anew and begins at its first day.
    if (!on) requestAnimationFrame(() => canvas.current?.show(slot, true))
    // What had the focus may be gone; the keys go on working from the view itself.
    root.current?.focus({ preventScroll: true })
  }
  const focusBy = (direction: 1 | -1): void => {
    const at = chosen === null ? -1 : rows.indexOf(chosen)
    const next = rows[Math.min(Math.max(at + direction, 0), rows.length - 1)]
    if (next === undefined) return
    // Drawn before it gets the focus, and that at once: a key that comes before the next frame must not find it nowhere.
    flushSync(() => setChosen(next))
    canvas.current?.focusRow(next)
  }
  const restore = (first: Interval): void => {
    move(first)
    announce('Back to the time it had')
  }

  const above = (): ReactNode => (
    <>
      <header className={css['bar']}>
        <IconButton label={backToEditor ? 'Back to the meeting' : toInvites ? 'Back to the invitation' : 'Back to the calendar'} onPress={leave}>
          <ChevronLeft size={16} />
        </IconButton>
        <h1 className="cut">{draft.title.trim() === '' ? 'New meeting' : draft.title}</h1>
        {proposing ? <Chip>Not your meeting: its time is proposed</Chip> : null}
        {draft.objectId === null ? <Chip icon={<Pencil size={11} />}>Draft</Chip> : null}
        {asProposed ? <proposed.Menu instance={asProposed} onShow={goToTime} /> : null}
        <span className="grow" />
        <DateField label="Day" value={dayOf(slot.startUtc, zone)} today={dayOf(nowUtc, zone)} weekStart={settings.weekStart as Weekday} onChange={(date) => move(moveToDay(slot, date, zone))} />
        <TimeField
          label="Start"
          value={timeInWords(slot.startUtc, { zone })}
          options={halfHours}
          onChange={(time) => {
            const startUtc = toInstant(`${dayOf(slot.startUtc, zone)}T${time}:00`, zone)
            move({ startUtc, endUtc: startUtc + slot.endUtc - slot.startUtc })
          }}
        />
        <Menu
          label="Length"
          entries={lengths.map((minutes) => ({ id: String(minutes), label: lengthInWords(minutes), selected: minutes === durationMin, onAct: () => move({ startUtc: slot.startUtc, endUtc: slot.startUtc + minutes * 60_000 }) }))}
        >
          <Button>
            {lengthInWords(durationMin)} <ChevronDown size={12} />
          </Button>
        </Menu>
        {repeatWords ? (
          <span className={css['repeat']} title={repeatWords}>
            <Repeat size={14} aria-hidden="true" />
            <span className="cut">{repeatWords}</span>
          </span>
        ) : null}
        <span className="grow" />
        {leaving ? (
          <>
            <span className={css['ask']} role="alert">
              Throw away {isNew ? 'what you gathered here' : 'your changes to the people'}?
            </span>
            <Button onPress={() => setLeaving(false)}>Keep it</Button>
            <Button kind="danger" onPress={throwAway} autoFocus>
              Throw away
            </Button>
          </>
        ) : (
          <>
            <Button kind="quiet" onPress={cancel}>
              Cancel
            </Button>
            <Button kind="primary" onPress={takeTime}>
              {proposing ? 'Propose this time…' : 'Use this time'} <Kbd>Ctrl ⏎</Kbd>
            </Button>
          </>
        )}
      </header>
      <GridToolbar
        wish={wish}
        hasRooms={people.some((person) => person.isRoom)}
        people={people.filter((person) => !person.isRoom).length}
        zoom={zoom}
        nights={nights}
        asTable={asTable}
        onWish={setWish}
        onZoom={setZoom}
        onNights={setNights}
        onTable={showTable}
        times={timesOpen}
        onTimes={setTimesOpen}
        onToday={() => {
          const today = { startUtc: nowUtc, endUtc: nowUtc + 1 }
          setRange((was) => covering(was, today, zone))
          requestAnimationFrame(() => canvas.current?.show(today, true))
        }}
        onPan={(direction) => {
          if (direction === -1) setRange((was) => (was.days < mostDays ? { from: addDays(was.from, -1), days: was.days + 1 } : was))
          requestAnimationFrame(() => canvas.current?.panDays(direction))
        }}
        onFree={toFree}
      />
    </>
  )
  const beside = (): ReactNode => (
    <>
      <Suggestions
        open={timesOpen}
        cards={cards}
        slot={slot}
        span={
          <Menu label="How far ahead" placement="bottom end" entries={searchSpans.map((days) => ({ id: String(days), label: spanInWords(days), selected: wish.days === days, onAct: () => setWish({ ...wish, days }) }))}>
            <Button kind="quiet" size="small" className={suggestionsCss['spanMenu'] ?? ''}>
              {spanInWords(wish.days)} <ChevronDown size={12} />
            </Button>
          </Menu>
        }
        series={
          inSeries && people.length > 1 ? (
            <SeriesPane
              found={inSeries}
              when={draft.when}
              slot={slot}
              exceptions={draft.exceptions ?? []}
              more={series.more}
              names={names}
              stateAt={stateAt}
              onGhost={setGhost}
              onShow={goToTime}
              onTake={(at, exceptions) => {
                setTimesOpen(false)
                move(at)
                meeting.setExceptions(exceptions)
              }}
              onExcept={meeting.except}
            />
          ) : null
        }
        more={found.length > limit}
        onMore={() => setLimit(limit + 5)}
        onGhost={setGhost}
        onApply={(found) => {
          setTimesOpen(false)
          move(found)
        }}
        empty={
          <div className={suggestionsCss['none']}>
            <p>
              {people.length < 2
                ? 'Add people below, and times that suit them all appear here.'
                : times === null
                  ? 'Comparing everybody’s time…'
                  : `No time of ${lengthInWords(durationMin)} works for ${wish.who === 'everyone' ? 'everyone' : wish.who === 'at-least' ? `${wish.atLeast} people` : 'all required people'} in the ${spanInWords(wish.days)}.`}
            </p>
            {people.length < 2 ? (
              <Button size="small" onPress={() => picker.current?.focus()}>
                Add people
              </Button>
            ) : (
              <TradeOffs
                offers={times?.offers ?? noOffers}
                durationMin={durationMin}
                zone={zone}
                names={names}
                onGhost={setGhost}
                onTake={(at) => {
                  setTimesOpen(false)
                  move(at)
                }}
              />
            )}
          </div>
        }
      />
      <footer className={css['foot']}>
        <ShieldCheck size={14} aria-hidden="true" />
        <span className={css['answers']}>
          {answersInWords(people.filter((person) => !person.isRoom).map((person) => person.row), nowUtc).map((part, at) => (
            <span key={part.text}>
              {at > 0 ? ', ' : ''}
              {part.tone === 'warn' ? <b className="warn">{part.text}</b> : part.text}
            </span>
          ))}
        </span>
        <Button kind="quiet" size="small" icon={<RefreshCw size={12} />} running={busy.asking} onPress={() => busy.askAgain()}>
          Ask again
        </Button>
        <span className="grow" />
        <Legend />
      </footer>
    </>
  )

  return (
    // The keys work wherever the focus is in the grid; every one of them also has a button or a place to press.
    <section ref={root} tabIndex={-1} className={css['view']} aria-label="People grid" onKeyDown={onKeyDown}>
      <div className={css['grid']}>
        {all ? <Still still={dragging} draw={above} /> : <Above />}
      {busy.error && busy.rows.length === 0 ? (
        <div className={css['error']}>
          <AppErrorBlock error={busy.error} about={{ what: 'The meeting' }} onRetry={() => busy.askAgain()} />
        </div>
      ) : early ? (
        <div />
      ) : asTable ? (
        <GridTable people={people} slot={slot} zone={zone} nowUtc={nowUtc} caption={summary} onChoose={setChosen} assumedFree={assumedFree} acts={acts} />
      ) : (
        <GridCanvas
          ref={canvas}
          axis={axis}
          zone={zone}
          second={second}
          people={people}
          all={all}
          items={items}
          slot={slot}
          reports={reports}
          counts={counts}
          ghost={ghost}
          ghosts={(place) => (asProposed ? <proposed.Ghosts instance={asProposed} place={place} then={countsAt} onTaken={takeProposed} /> : null)}
          nowUtc={nowUtc}
          summary={summary}
          freeMarks={freeMarks}
          onFree={(direction) => {
            toFree(direction)
            // The mark moves on or goes; the keys go on from the bar.
            canvas.current?.focusBar()
          }}
          chosen={chosen}
          hovered={hovered}
          assumedFree={assumedFree}
          compared={compared}
          acts={acts}
          adding={adding}
          onSlot={setSlot}
          onChoose={setChosen}
          onHover={setHovered}
          onToggleGroup={(group) => setCollapsed((was) => withMember(was, group, !was.has(group)))}
          onNearEnd={() => setRange((was) => (was.days < mostDays ? { ...was, days: Math.min(was.days + growBy, mostDays) } : was))}
          onZoom={(direction) => setZoom((was) => Math.min(4, Math.max(0, was - direction)) as Zoom)}
          onDragging={setDragging}
        />
      )}
        {all ? <Still still={dragging} draw={beside} /> : <Beside />}
      </div>
      {urlFor ? <UrlDialog person={urlFor} onClose={() => setUrlFor(null)} onSaved={(address) => askAgain(address)} /> : null}
    </section>
  )
}

/** The places of what is drawn after the rows, as high and as wide as it will be. */
const Above = (): ReactNode => (
  <>
    <header className={css['bar']} />
    <div className={css['tools']} />
  </>
)
const Beside = (): ReactNode => (
  <>
    <section className={suggestionsCss['panel']} />
    <footer className={css['foot']} />
  </>
)

/** While the meeting is dragged, what is in here stands still: the bar, its bubble and the rows follow the pointer, once a frame. */
const Still = memo(
  function Still({ draw }: { readonly still: boolean; readonly draw: () => ReactNode }): ReactNode {
    return draw()
  },
  (_, next) => next.still,
)

const nobody: readonly MeetingPerson[] = []
const noTimes: Times['found'] = []
const noOffers: Times['offers'] = []
const spanInWords = (days: number): string => (days === 7 ? 'next week' : `next ${days / 7} weeks`)
const lengths = [15, 30, 45, 60, 90, 120, 180, 240]
const halfHours = Array.from({ length: 48 }, (_, i) => ({ time: minuteInWords(i * 30) }))

function withMember<T>(set: ReadonlySet<T>, member: T, on: boolean): ReadonlySet<T> {
  const next = new Set(set)
  if (on) next.add(member)
  else next.delete(member)
  return next
}

/** The loaded days, grown to hold `slot`; far away from them the grid starts anew around it. */
function covering(range: { from: string; days: number }, slot: Interval, zone: string): { from: string; days: number } {
  const date = dayOf(slot.startUtc, zone)
  const before = daysBetween(date, range.from)
  if (before > 0) return before + range.days <= mostDays ? { from: addDays(date, -daysBefore), days: range.days + before + daysBefore } : { from: addDays(date, -daysBefore), days: firstDays }
  const after = daysBetween(range.from, date) - range.days + 2
  if (after > 0) return range.days + after <= mostDays ? { ...range, days: range.days + after } : { from: addDays(date, -daysBefore), days: firstDays }
  return range
}

/** The zone of the person under the pointer or chosen, else of whom the clock is farthest away, required people first. */
function secondRuler(people: readonly MeetingPerson[], address: string | null, zone: string, at: number): { zone: string; who: string } | null {
  const zoneOf = (person: MeetingPerson): string | null => (person.isMe || person.isRoom ? null : (person.row.zone ?? person.row.workingHours?.zone ?? null))
  const offsets = new Map<string, number>([[zone, offsetMsAt(zone, at)]])
  const offsetOf = (theirs: string): number => {
    const offset = offsets.get(theirs) ?? offsetMsAt(theirs, at)
    offsets.set(theirs, offset)
    return offset
  }
  let person: MeetingPerson | undefined
  let farthest = 0
  for (const one of people) {
    const theirs = zoneOf(one)
    const apart = theirs === null ? 0 : Math.abs(offsetOf(theirs) - offsetOf(zone))
    if (apart === 0) continue
    // Whoever is pointed at, before required people, before the others; of these the first of the farthest.
    const weight = (one.address === address ? 1e12 : one.group === 'required' ? 1e10 : 0) + apart
    if (weight > farthest) [person, farthest] = [one, weight]
  }
  const theirs = person ? zoneOf(person) : null
  return person && theirs ? { zone: theirs, who: person.name.split(/[\s@]/)[0] ?? person.name } : null
}

/** Says the summary when it has rested, so that a held arrow key is not a flood of words. */
function useSpoken(text: string): void {
  const first = useRef(true)
  useEffect(() => {
    if (first.current) {
      first.current = false
      return undefined
    }
    const timer = setTimeout(() => announce(text), 300)
    return () => clearTimeout(timer)
  }, [text])
}

function AddPeople({ people, inputRef, onInvite }: { readonly people: readonly MeetingPerson[]; readonly inputRef: React.RefObject<HTMLInputElement | null>; readonly onInvite: (invited: readonly { address: string; name: string; kind?: EventDraft['attendees'][number]['kind'] }[]) => void }): ReactNode {
  const [text, setText] = useState('')
  const there = useMemo(() => people.map((person) => person.address), [people])
  const search = usePeopleSearch(text, there)
  return (
    <PeoplePicker
      quiet
      label="Add people or rooms"
      placeholder="Add people, rooms or an address…"
      text={text}
      onText={setText}
      inputRef={inputRef}
      items={search.people.map((person) => ({ address: person.address, name: person.name, detail: person.detail, isRoom: person.kind === 'room' || person.kind === 'resource', kind: person.kind }))}
      searching={search.searching}
      note={search.note}
      onPick={(item) => onInvite([item])}
      onAddresses={onInvite}
    />
  )
}
