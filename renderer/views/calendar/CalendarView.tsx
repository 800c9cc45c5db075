import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { addDays, dayOf } from '../../../shared/time/days.ts'
import { toInstant, toLocal } from '../../../shared/time/zones.ts'
import type { Settings } from '../../../shared/contract/app.ts'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { DraftWhen, Occurrence } from '../../../shared/contract/events.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import type { PlainDate, Zone } from '../../../shared/model/time.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Popover } from '../../parts/Popover.tsx'
import { useCalendars } from '../../state/asker.ts'
import { askAgain, fetchQuery, prefetch, useQuery } from '../../state/live-query.ts'
import { openEditor, openProposing, select, showCalendar, showDate, unselect, useLooking } from '../../state/looking.ts'
import { draftFor } from '../../state/new-draft.ts'
import { moveToCalendar } from '../../state/to-calendar.ts'
import { offerUndo, say as tell, sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { Agenda } from './Agenda.tsx'
import type { CalendarFacts } from './day-model.ts'
import { createDayModels } from './day-models.ts'
import { shiftWhen, type Shift } from './drag-model.ts'
import { MonthGrid } from './MonthGrid.tsx'
import { occurrencesOn, rowsFor } from './month-model.ts'
import { MoveSheet } from './MoveSheet.tsx'
import { OccurrenceRow } from './OccurrenceRow.tsx'
import { titleWords, withoutDeclined } from './occurrence-words.ts'
import { daysInView, say, stepDate, windowOf } from './range.ts'
import type { DaysBeside } from './use-days-ahead.ts'
import type { Dragged } from './use-grid-drag.ts'
import { WeekGrid } from './WeekGrid.tsx'
import { weekModel } from './week-model.ts'
import agenda from './agenda.module.css'
import css from './calendar.module.css'

interface Props {
  readonly zone: Zone
  readonly settings: Settings
  readonly accounts: readonly AccountView[]
}

/** Day, week, month and agenda over the same question: what lies in this range of days? */
export function CalendarView({ zone, settings, accounts }: Props): ReactNode {
  const now = useNow()
  const today = dayOf(now, zone)
  const calendars = useCalendars()
  const mode = useLooking((looking) => looking.mode)
  const date = useLooking((looking) => looking.date) ?? today
  const selected = useLooking((looking) => looking.selected)
  const [moving, setMoving] = useState<{ occurrence: Occurrence; shift: Shift } | null>(null)
  const { value: proposed } = useQuery('proposals', { objectId: null, zone })
  const [more, setMore] = useState<{ anchor: Element; title: string; occurrences: readonly Occurrence[] } | null>(null)

  const days = useMemo(() => daysInView(mode, date, settings.weekStart), [mode, date, settings.weekStart])
  const showDeclined = useLooking((looking) => looking.showDeclined)
  const question = useMemo(() => (mode === 'month' ? null : { window: windowOf(days, zone), zone }), [mode, days, zone])
  const range = useQuery('events-in-range', question)
  const [boardPx, setBoardPx] = useState<number | null>(null)
  // The one that was asked for is shown in any case.
  const kept = showDeclined ? null : selected
  const monthOf = useCallback(
    (of: readonly PlainDate[]) => (boardPx === null ? null : { firstDay: of[0]!, weeks: of.length / 7, zone, rows: rowsFor(boardPx, of.length / 7), withoutDeclined: !showDeclined, kept }),
    [boardPx, zone, showDeclined, kept],
  )
  const monthQuestion = useMemo(() => (mode === 'month' ? monthOf(days) : null), [mode, monthOf, days])
  const month = useQuery('month-weeks', monthQuestion)
  const answer = mode === 'month' ? month : range
  const found = range.value?.occurrences ?? none
  const occurrences = useMemo(() => (showDeclined ? found : withoutDeclined(found, selected)), [found, showDeclined, selected])
  // While the next week is on its way the old one stays, with its own days above it; another view begins with its own.
  const shown = useRef({ mode, days })
  if (!answer.previous || shown.current.mode !== mode) shown.current = { mode, days }
  const drawnDays = shown.current.days

  const hues = useMemo(() => new Map(calendars.map((calendar) => [calendar.id, calendar.hue])), [calendars])
  const names = useMemo(() => new Map(calendars.map((calendar) => [calendar.id, calendar.name])), [calendars])
  const facts = useMemo((): CalendarFacts => ({ zone, nowUtc: now, hourPx: settings.hourPx, columns: mode === 'day' ? 8 : 4, hues, names }), [zone, now, settings.hourPx, mode, hues, names])
  const [models] = useState(createDayModels)
  const grid = mode === 'week' || mode === 'day'
  const model = useMemo(() => (grid ? weekModel(occurrences, drawnDays, facts, models.of) : null), [grid, occurrences, drawnDays, facts, models])
  const selectedKey = useMemo(
    () => (selected ? (occurrences.find((one) => one.objectId === selected.objectId && one.recurrenceId === selected.recurrenceId)?.key ?? null) : null),
    [occurrences, selected],
  )

  // The pages on both sides are asked for while nobody waits; days and weeks are drawn ahead besides.
  const settled = answer.value !== null && !answer.previous
  const beside = useCallback(
    async (direction: -1 | 1): Promise<DaysBeside | null> => {
      const there = daysInView(mode, stepDate(mode, date, direction), settings.weekStart)
      const monthThere = mode === 'month' ? monthOf(there) : null
      if (monthThere) await prefetch('month-weeks', monthThere)
      if (mode === 'month') return null
      const found = await prefetch('events-in-range', { window: windowOf(there, zone), zone })
      return found && { days: there, occurrences: showDeclined ? found.occurrences : withoutDeclined(found.occurrences, null) }
    },
    [mode, date, settings.weekStart, zone, monthOf, showDeclined],
  )
  const ahead = { settled: settled ? found : null, models, facts, beside }
  useEffect(() => {
    if (!settled || grid) return
    const idle = requestIdleCallback(() => {
      void beside(1)
      void beside(-1)
    })
    return () => cancelIdleCallback(idle)
  }, [settled, grid, beside])

  const onOpen = useCallback((one: Occurrence) => {
    setMore(null)
    select({ objectId: one.objectId, recurrenceId: one.recurrenceId })
  }, [])
  const onEdit = useCallback((one: Occurrence) => {
    setMore(null)
    select({ objectId: one.objectId, recurrenceId: one.recurrenceId })
    if (one.editable) openEditor({ kind: 'instance', instance: { objectId: one.objectId, recurrenceId: one.recurrenceId }, scope: one.repeats ? null : 'all' })
  }, [])
  const onDay = useCallback((day: PlainDate) => showCalendar('day', day), [])
  const onMore = useCallback((anchor: Element, title: string, list: readonly Occurrence[]) => setMore({ anchor, title, occurrences: list }), [])
  const onMoreOfDay = useCallback(
    async (anchor: Element, day: PlainDate) => {
      const all = await fetchQuery('events-in-range', { window: windowOf([day], zone), zone })
      if (all.error) return sayError(all.error)
      // Another month may have taken its place meanwhile.
      if (!anchor.isConnected) return
      const list = all.value?.occurrences ?? none
      onMore(anchor, say(day, { weekday: 'long', day: 'numeric', month: 'long' }), occurrencesOn(day, showDeclined ? list : withoutDeclined(list, selected), zone))
    },
    [zone, onMore, showDeclined, selected],
  )
  const onLeave = useCallback((direction: -1 | 1) => showDate(stepDate(mode, date, direction)), [mode, date])
  const create = useCallback(
    (when: DraftWhen) => {
      const draft = draftFor(when, accounts, settings.defaultReminderMin)
      if (draft) openEditor({ kind: 'draft', draft })
      else tell('There is no calendar to write to', 'Add an account, or ask for the right to write.')
    },
    [accounts, settings.defaultReminderMin],
  )
  const onDrop = useCallback(
    (dropped: Dragged) => {
      if (dropped.kind === 'create') create({ kind: 'timed', localStart: dropped.localStart, localEnd: dropped.localEnd, zone })
      else if (dropped.kind === 'create-all-day') create({ kind: 'all-day', startDate: dropped.startDate, endDate: addDays(dropped.startDate, 1) })
      else if (dropped.kind === 'calendar') void moveToCalendar(dropped.occurrence.objectId, dropped.occurrence.collectionId, dropped.collectionId)
      else void beginMove(dropped.occurrence, shiftOf(dropped.occurrence, dropped.startBy, dropped.endBy, zone), zone, setMoving)
    },
    [create, zone],
  )
  const anchor = useRef<Element | null>(null)
  anchor.current = more?.anchor ?? null

  if (answer.error && answer.value === null)
    return (
      <div className={css['fault']}>
        <AppErrorBlock error={answer.error} about={{ what: 'Your calendars', plural: true }} onRetry={() => (monthQuestion ? askAgain('month-weeks', monthQuestion) : question && askAgain('events-in-range', question))} />
      </div>
    )
  return (
    <div className={css['canvas']} data-loading={answer.loading || undefined}>
      <p id="calendar-keys" className="sr">
        Arrow keys move between events, Enter opens, E edits, Alt and an arrow key moves the event itself.
      </p>
      {grid && model ? (
        <WeekGrid
          key={mode}
          days={drawnDays}
          model={model}
          ahead={ahead}
          zone={zone}
          today={today}
          settings={settings}
          selectedKey={selectedKey}
          proposals={proposed?.proposals ?? noProposals}
          onOpen={onOpen}
          onEdit={onEdit}
          onDay={onDay}
          onMore={onMore}
          onDrop={onDrop}
          onUnselect={unselect}
          onLeave={onLeave}
        />
      ) : mode === 'month' ? (
        <MonthGrid
          days={drawnDays}
          month={date.slice(0, 7)}
          answer={month.value}
          facts={facts}
          today={today}
          settings={settings}
          selected={selected}
          onHeight={setBoardPx}
          onOpen={onOpen}
          onEdit={onEdit}
          onDay={onDay}
          onCreate={(day) => create({ kind: 'all-day', startDate: day, endDate: addDays(day, 1) })}
          onMore={(anchor, day) => void onMoreOfDay(anchor, day)}
          onLeave={onLeave}
        />
      ) : (
        <Agenda days={drawnDays} occurrences={occurrences} facts={facts} today={today} selectedKey={selectedKey} onOpen={onOpen} onEdit={onEdit} />
      )}
      <Popover label={more?.title ?? 'More events'} isOpen={more !== null} onOpenChange={(open) => !open && setMore(null)} triggerRef={anchor} placement="bottom" className={agenda['pop'] ?? ''}>
        <h2>{more?.title}</h2>
        <ul>
          {more?.occurrences.map((one) => (
            <li key={one.key}>
              <OccurrenceRow occurrence={one} facts={facts} selected={one.key === selectedKey} onOpen={onOpen} onEdit={onEdit} />
            </li>
          ))}
        </ul>
      </Popover>
      {moving ? <MoveSheet occurrence={moving.occurrence} shift={moving.shift} zone={zone} onClose={() => setMoving(null)} /> : null}
    </div>
  )
}

const none: readonly Occurrence[] = []
const noProposals: readonly ProposalView[] = []

function shiftOf(one: Occurrence, startBy: number, endBy: number, zone: Zone): Shift {
  const later = (local: string, minutes: number): string => new Date(Date.parse(`${local}Z`) + minutes * 60_000).toISOString().slice(0, 19)
  const fromStart = one.startDate ? `${one.startDate}T00:00:00` : toLocal(one.startUtc, zone)
  const fromEnd = one.endDate ? `${one.endDate}T00:00:00` : toLocal(one.endUtc, zone)
  return { zone, fromStart, fromEnd, toStart: later(fromStart, startBy), toEnd: later(fromEnd, endBy) }
}

/** Somebody else's meeting never moves by a drag: where it was dropped is proposed to its organizer (ux 3.3). */
async function proposeMove(occurrence: Occurrence, shift: Shift, zone: Zone): Promise<void> {
  const instance = { objectId: occurrence.objectId, recurrenceId: occurrence.recurrenceId }
  const found = await fetchQuery('event-draft', { ...instance, scope: occurrence.repeats ? 'this' : 'all', zone })
  if (found.error) return sayError(found.error)
  if (!found.value?.draft) return tell(`“${titleWords(occurrence)}” is no longer there`)
  openProposing({ instance, repeats: occurrence.repeats, when: shiftWhen(found.value.draft.when, shift) })
}

/** Moves at once what concerns nobody else; asks first where a series or other people are in it; refuses what cannot be written. */
async function beginMove(occurrence: Occurrence, shift: Shift, zone: Zone, ask: (moving: { occurrence: Occurrence; shift: Shift }) => void): Promise<void> {
  const title = `“${titleWords(occurrence)}”`
  const instance = { objectId: occurrence.objectId, recurrenceId: occurrence.recurrenceId }
  if (occurrence.role === 'attendee') return proposeMove(occurrence, shift, zone)
  if (!occurrence.editable) return tell(`${title} stays where it is`, 'This calendar can only be read.')
  if (toInstant(shift.toEnd, zone) < toInstant(shift.toStart, zone)) return
  if (occurrence.repeats || occurrence.people.total > 0) return ask({ occurrence, shift })
  const found = await fetchQuery('event-draft', { ...instance, scope: 'all', zone })
  if (found.error) return sayError(found.error)
  if (!found.value?.draft) return tell(`${title} is no longer there`)
  const before = found.value.draft.when
  const moved = await runCommand('move-event', { ...instance, scope: 'all', when: shiftWhen(before, shift) })
  if (moved.ok) offerUndo(moved.value, () => runCommand('move-event', { ...instance, scope: 'all', when: before }))
  else sayError(moved.error)
}
