import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, type RefObject } from 'react'
import type { Settings } from '../../../shared/contract/app.ts'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate, Zone } from '../../../shared/model/time.ts'
import { daysBetween } from '../../../shared/time/days.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import { nowUtc } from '../../state/use-now.ts'
import { AllDayLanes } from './AllDayLanes.tsx'
import type { DayModel, MoreBlock } from './day-model.ts'
import { clockOfMinute, minutesOf, piecesOf, type Proposal } from './drag-model.ts'
import type { DayModels } from './day-models.ts'
import { drawEvent } from './EventBlock.tsx'
import { useDaysAhead, type DaysAheadOptions } from './use-days-ahead.ts'
import { say } from './range.ts'
import { NowFaint, NowLine, Rulers, ZoneHeads } from './Rulers.tsx'
import { laneGhosts, proposedBy } from './lanes-model.ts'
import { titleWords } from './occurrence-words.ts'
import { edgeAt, useGridDrag, type Dragged } from './use-grid-drag.ts'
import { isRestDay, neighbour, type WeekModel } from './week-model.ts'
import css from './week.module.css'

export interface WeekGridProps {
  readonly days: readonly PlainDate[]
  readonly model: WeekModel
  readonly ahead: Omit<DaysAheadOptions, 'days'>
  readonly zone: Zone
  readonly today: PlainDate
  readonly settings: Settings
  readonly selectedKey: string | null
  /** Times that were proposed and wait: drawn as ghosts. */
  readonly proposals: readonly ProposalView[]
  readonly onOpen: (occurrence: Occurrence) => void
  readonly onEdit: (occurrence: Occurrence) => void
  readonly onDay: (date: PlainDate) => void
  readonly onMore: (anchor: Element, title: string, occurrences: readonly Occurrence[]) => void
  readonly onDrop: (dropped: Dragged) => void
  readonly onUnselect: () => void
  /** An arrow key leads over the edge. */
  readonly onLeave: (direction: -1 | 1) => void
}

export function WeekGrid(p: WeekGridProps): ReactNode {
  const { days, model, zone, settings } = p
  const scroller = useRef<HTMLDivElement>(null)
  const [expanded, setExpanded] = useState(false)
  const [cursor, setCursor] = useState<{ key: string; day: number } | null>(null)
  const todayAt = days.indexOf(p.today)
  const drawn = useDaysAhead({ days, ...p.ahead })
  const columns = useMemo(() => columnsOf(model.days, drawn, p.ahead.models), [model.days, drawn, p.ahead.models])
  const { drag, handlers } = useGridDrag({ scroller, days, model, zone, onDrop: p.onDrop })

  // The one tab stop of the grid: where the arrows were, else what is selected, else the first event from today on.
  const cursorKey =
    (cursor && model.byKey.has(cursor.key) && cursor.key) ||
    (p.selectedKey !== null && model.byKey.has(p.selectedKey) && p.selectedKey) ||
    (model.order[Math.max(0, todayAt)]?.[0] ?? model.order.flat()[0] ?? null)

  // The first look goes to the start of work; afterwards the place belongs to the person.
  const opened = useRef(false)
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || opened.current) return
    opened.current = true
    const local = toLocal(nowUtc(), zone)
    const hour = todayAt >= 0 ? Math.min(Number(local.slice(11, 13)) - 2, settings.workStartMin / 60 + 4) : settings.workStartMin / 60 - 1
    element.scrollTop = Math.max(0, Math.min(hour, settings.workStartMin / 60 - 1.2)) * settings.hourPx
  }, [todayAt, zone, settings.workStartMin, settings.hourPx])

  const focusKey = useCallback((key: string): void => {
    const element = eventIn(scroller.current, key)
    element?.focus()
    element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [])

  const ghosts = useMemo(() => laneGhosts(p.proposals, days), [p.proposals, days])

  const onKeyDown = (event: KeyboardEvent): void => {
    const key = event.target instanceof HTMLElement ? event.target.dataset['key'] : undefined
    const arrow = arrows[event.key]
    if (!key) {
      if (arrow && event.target === scroller.current && (arrow === 'left' || arrow === 'right')) p.onLeave(arrow === 'left' ? -1 : 1)
      return
    }
    const occurrence = model.byKey.get(key)
    if (arrow && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault()
      if (event.altKey) {
        if (occurrence) p.onDrop(nudged(occurrence, arrow))
        return
      }
      const day = dayOfElement(event.target as HTMLElement)
      const next = neighbour(model, key, arrow, cursor?.key === key ? cursor.day : day)
      if (next === null) {
        if (arrow === 'left' || arrow === 'right') p.onLeave(arrow === 'left' ? -1 : 1)
        return
      }
      const nextDay = arrow === 'up' || arrow === 'down' ? (cursor?.key === key ? cursor.day : day) : model.order.findIndex((keys) => keys.includes(next))
      setCursor({ key: next, day: nextDay })
      focusKey(next)
    } else if ((event.key === 'e' || event.key === 'E') && !event.ctrlKey && !event.metaKey && !event.altKey && occurrence) {
      event.preventDefault()
      p.onEdit(occurrence)
    }
  }

  const onClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement
    const more = target.closest<HTMLElement>('[data-more]')
    if (more) {
      const found = model.days.flatMap((day) => day.more.map((one) => ({ one, day }))).find(({ one }) => one.key === more.dataset['more'])
      if (found) p.onMore(more, say(found.day.date, { weekday: 'long', day: 'numeric', month: 'long' }), found.one.occurrences)
      return
    }
    const key = target.closest<HTMLElement>('[data-key]')?.dataset['key']
    const occurrence = key === undefined ? undefined : model.byKey.get(key)
    if (occurrence) {
      setCursor({ key: occurrence.key, day: dayOfElement(target) })
      p.onOpen(occurrence)
    } else if (target.closest('[data-date]')) p.onUnselect()
  }
  // The pointer tells where an event can be stretched.
  const onPointerMove = (event: PointerEvent): void => {
    if (drag || !scroller.current) return
    const target = event.target as HTMLElement
    const occurrence = model.byKey.get(target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? '')
    const edge = occurrence ? edgeAt(target, occurrence, event.clientY) : null
    scroller.current.toggleAttribute('data-at-edge', edge !== null)
  }
  const onDoubleClick = (event: MouseEvent): void => {
    const key = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset['key']
    const occurrence = key === undefined ? undefined : model.byKey.get(key)
    if (occurrence) p.onEdit(occurrence)
    else handlers.createAt(event)
  }

  // The event that had the focus is gone with its week: the grid's tab stop takes over, so that the arrows go on working.
  const hadFocus = useRef(false)
  useLayoutEffect(() => {
    const holder = document.activeElement
    if (hadFocus.current && (holder === document.body || holder?.closest('[data-ahead]'))) {
      const next = cursorKey === null ? null : eventIn(scroller.current, cursorKey)
      ;(next ?? scroller.current)?.focus({ preventScroll: true })
    }
  }, [model, cursorKey])

  const work = useMemo(() => ({ startMin: settings.workStartMin, endMin: settings.workEndMin }), [settings.workStartMin, settings.workEndMin])
  const rulers = settings.secondZone ? 2 : 1
  const style = {
    '--rulers': rulers,
    '--days': days.map((date) => `minmax(var(--day-min), ${isRestDay(date, settings.workingDays) && days.length > 1 ? '.64fr' : '1fr'})`).join(' '),
    '--hour': `${settings.hourPx}px`,
    '--work-from': settings.workStartMin / 60,
    '--work-to': settings.workEndMin / 60,
  } as CSSProperties

  return (
    // The grid listens once for all of its events, which are buttons themselves.
    <div
      ref={scroller}
      className={`${css['scroller']} ${drag ? css['dragging'] : ''}`}
      data-drag={drag?.proposal.kind}
      data-count={days.length}
      role="group"
      aria-label={days.length === 1 ? say(days[0]!, { weekday: 'long', day: 'numeric', month: 'long' }) : `Week from ${say(days[0]!, { weekday: 'long', day: 'numeric', month: 'long' })}`}
      aria-describedby="calendar-keys"
      tabIndex={cursorKey === null ? 0 : -1}
      style={style}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onPointerDown={handlers.onPointerDown}
      onPointerMove={onPointerMove}
      onFocus={() => (hadFocus.current = true)}
      onBlur={(event) => (hadFocus.current = event.relatedTarget === null)}
    >
      <div className={css['inner']}>
        <div className={css['top']}>
          <div className={css['head']}>
            <ZoneHeads home={zone} second={settings.secondZone} />
            {days.map((date) => (
              <button
                key={date}
                type="button"
                className={css['dayName']}
                data-today={date === p.today || undefined}
                data-rest={isRestDay(date, settings.workingDays) || undefined}
                aria-label={`${say(date, { weekday: 'long', day: 'numeric', month: 'long' })}${date === p.today ? ', today' : ''}`}
                onClick={() => p.onDay(date)}
              >
                {say(date, { weekday: 'short' })} <b>{Number(date.slice(8))}</b>
              </button>
            ))}
          </div>
          <AllDayLanes bars={model.lanes} ghosts={ghosts} dayCount={days.length} expanded={expanded} selectedKey={keyIfLane(model, p.selectedKey)} cursorKey={keyIfLane(model, cursorKey)} onExpand={setExpanded} />
        </div>
        <div className={css['body']} data-body>
          <Rulers date={days[Math.max(0, todayAt)]!} home={zone} second={settings.secondZone} work={work} showNow={todayAt >= 0} />
          {/* By date: a column goes with all its events at once instead of one by one. */}
          {columns.map(({ day, place, inView }) => (
            <DayColumn
              key={day.date}
              day={day}
              place={place}
              inView={inView}
              isToday={day.date === p.today}
              isRest={isRestDay(day.date, settings.workingDays)}
              selectedKey={inView ? keyInDay(day, p.selectedKey) : null}
              cursorKey={inView ? keyInDay(day, cursorKey) : null}
              zone={zone}
            />
          ))}
          {todayAt >= 0 && days.length > 1 ? <NowFaint home={zone} /> : null}
          <Proposed proposals={p.proposals} firstDay={days[0]!} dayCount={days.length} zone={zone} />
          {drag ? <Ghost proposal={drag.proposal} occurrence={drag.occurrence} dayCount={days.length} hue={hueOfDrag(model, drag.occurrence)} /> : null}
        </div>
      </div>
    </div>
  )
}

interface DayColumnProps {
  readonly day: DayModel
  readonly place: number
  readonly inView: boolean
  readonly isToday: boolean
  readonly isRest: boolean
  readonly selectedKey: string | null
  readonly cursorKey: string | null
  readonly zone: Zone
}

const DayColumn = memo(function DayColumn({ day, place, inView, isToday, isRest, selectedKey, cursorKey, zone }: DayColumnProps): ReactNode {
  const lane = useRef<HTMLDivElement>(null)
  // Asked where something inside of it lies, the browser lays out also what it does not show.
  useEffect(() => {
    if (!inView) lane.current?.getBoundingClientRect()
  }, [inView])
  const count = day.blocks.length + day.more.reduce((sum, more) => sum + more.occurrences.length, 0)
  return (
    <div
      className={css['day']}
      data-date={inView ? day.date : undefined}
      data-ahead={inView ? undefined : day.date}
      data-first={place === 0 || undefined}
      style={{ '--day': place } as CSSProperties}
      data-today={isToday || undefined}
      data-rest={isRest || undefined}
      role={inView ? 'group' : undefined}
      aria-label={!inView ? undefined : `${say(day.date, { weekday: 'long', day: 'numeric', month: 'long' })}: ${count === 1 ? '1 event' : `${count} events`}`}
    >
      {isToday ? <NowLine home={zone} /> : null}
      <DayEvents ref={lane} day={day} selectedKey={selectedKey} cursorKey={cursorKey} />
    </div>
  )
})

/** By itself, so that a column that comes into view does not draw its events anew. */
const DayEvents = memo(function DayEvents({ ref, day, selectedKey, cursorKey }: Pick<DayColumnProps, 'day' | 'selectedKey' | 'cursorKey'> & { readonly ref: RefObject<HTMLDivElement | null> }): ReactNode {
  return (
    <div ref={ref} className={css['lane']}>
      {day.blocks.map((block) => drawEvent(block, block.key === selectedKey, block.key === cursorKey))}
      {day.more.map(drawMore)}
    </div>
  )
})

interface Column {
  readonly day: DayModel
  readonly place: number
  readonly inView: boolean
}

/** Those in view and those drawn ahead, by date: a column is never moved, which would cost as much as drawing it. */
function columnsOf(inView: readonly DayModel[], drawn: readonly PlainDate[], models: DayModels): readonly Column[] {
  const shown = new Set(inView.map((day) => day.date))
  const columns = inView.map((day, place): Column => ({ day, place, inView: true }))
  const first = inView[0]!.date
  for (const date of drawn) {
    const day = shown.has(date) ? null : models.known(date)
    // A page is as long as the one in view.
    if (day !== null) columns.push({ day, place: (((daysBetween(first, date) % inView.length) + inView.length) % inView.length), inView: false })
  }
  return columns.sort((a, b) => (a.day.date < b.day.date ? -1 : 1))
}

/** An event in view; another part of it may be drawn ahead. */
const eventIn = (grid: HTMLElement | null, key: string): HTMLElement | null => grid?.querySelector<HTMLElement>(`:is([data-date], [data-lanes]) [data-key="${CSS.escape(key)}"]`) ?? null

function drawMore(more: MoreBlock): ReactNode {
  return (
    <button
      key={`more ${more.key}`}
      type="button"
      className={css['more']}
      data-more={more.key}
      style={{ '--from': more.from, '--x': more.x, '--w': more.w } as CSSProperties}
      aria-label={`${more.occurrences.length} more events at this time`}
    >
      {more.w > 30 ? `${more.occurrences.length} more` : `+${more.occurrences.length}`}
    </button>
  )
}

function Ghost({ proposal, occurrence, dayCount, hue }: { readonly proposal: Proposal; readonly occurrence: Occurrence | null; readonly dayCount: number; readonly hue: string | undefined }): ReactNode {
  const refused = occurrence !== null && !occurrence.editable
  const proposes = refused && occurrence.role === 'attendee'
  const pieces = piecesOf(proposal, dayCount)
  if (proposal.kind === 'move-days') {
    const first = pieces[0]?.day ?? 0
    const last = pieces[pieces.length - 1]?.day ?? first
    return <div className={css['ghostColumn']} style={{ gridColumn: `calc(${first} + var(--rulers) + 1) / calc(${last} + var(--rulers) + 2)`, background: 'var(--accent-soft)' }} />
  }
  return (
    <>
      {pieces.map((piece, place) => (
        <div key={piece.day} className={css['ghostColumn']} style={{ '--day': piece.day } as CSSProperties}>
          <div className={css['ghost']} data-hue={hue} data-refused={refused || undefined} style={{ '--from': piece.from, '--to': piece.to } as CSSProperties}>
            {place === 0 ? (
              <>
                <b>{occurrence ? titleWords(occurrence) : 'New event'}</b>
                {proposes ? `Propose ${clockOfMinute(proposal.startMin)}–${clockOfMinute(proposal.endMin)}` : refused ? 'Stays where it is' : `${clockOfMinute(proposal.startMin)}–${clockOfMinute(proposal.endMin)}`}
              </>
            ) : null}
          </div>
        </div>
      ))}
    </>
  )
}

/** Not an event and not to be pressed: the meeting itself says more. */
function Proposed({ proposals, firstDay, dayCount, zone }: { readonly proposals: readonly ProposalView[]; readonly firstDay: PlainDate; readonly dayCount: number; readonly zone: Zone }): ReactNode {
  return proposals
    .filter((one) => (one.state === 'open' || one.state === 'unsent') && one.time.startDate === null)
    .flatMap((one) =>
      piecesOf(minutesOf(one.time, firstDay, zone), dayCount).map((piece) => (
        <div key={`${one.id} ${piece.day}`} className={css['ghostColumn']} data-proposal={one.id} style={{ '--day': piece.day } as CSSProperties}>
          <div className={css['proposed']} style={{ '--from': piece.from, '--to': piece.to } as CSSProperties}>
            <b>{one.title || 'No title'}</b>
            {proposedBy(one)}
          </div>
        </div>
      )),
    )
}

const arrows: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' }

const keyInDay = (day: DayModel, key: string | null): string | null => (key !== null && day.blocks.some((block) => block.key === key) ? key : null)
const keyIfLane = (model: WeekModel, key: string | null): string | null => (key !== null && model.lanes.some((bar) => bar.key === key) ? key : null)

function hueOfDrag(model: WeekModel, occurrence: Occurrence | null): string | undefined {
  if (!occurrence) return undefined
  for (const day of model.days) for (const block of day.blocks) if (block.key === occurrence.key) return block.hue
  return model.lanes.find((bar) => bar.key === occurrence.key)?.hue
}

/** Which of the days in view an element stands in; the first for lanes. */
function dayOfElement(element: HTMLElement): number {
  const column = element.closest('[data-date]')
  if (!column?.parentElement) return Number(element.closest<HTMLElement>('[data-key]')?.style.getPropertyValue('--first') || 0)
  return [...column.parentElement.querySelectorAll('[data-date]')].indexOf(column)
}

/** Alt and an arrow: the same as dragging, for those who do not drag. */
function nudged(occurrence: Occurrence, arrow: 'up' | 'down' | 'left' | 'right'): Dragged {
  const minutes = { up: -15, down: 15, left: -1_440, right: 1_440 }[arrow]
  return { kind: 'move', occurrence, startBy: minutes, endBy: minutes }
}
