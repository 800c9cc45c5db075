import { memo, useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { Send } from 'lucide-react'
import { isoWeek } from '../../../shared/time/days.ts'
import type { Settings } from '../../../shared/contract/app.ts'
import type { CallOutput } from '../../../shared/contract/calls.ts'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import type { InstanceRef } from '../../state/looking.ts'
import type { CalendarFacts } from './day-model.ts'
import type { LaneBar } from './lanes-model.ts'
import { blankWeeks, monthRow, type MonthRow } from './month-model.ts'
import { clockWords } from './occurrence-words.ts'
import { say } from './range.ts'
import { isRestDay } from './week-model.ts'
import css from './month.module.css'

interface Props {
  readonly days: readonly PlainDate[]
  readonly month: string
  /** Null while the first month is on its way. */
  readonly answer: CallOutput<'month-weeks'> | null
  readonly facts: CalendarFacts
  readonly today: PlainDate
  readonly settings: Settings
  readonly selected: InstanceRef | null
  /** How much room its weeks have: `rowsFor` says what fits, and that is what is asked for. */
  readonly onHeight: (px: number) => void
  readonly onOpen: (occurrence: Occurrence) => void
  readonly onEdit: (occurrence: Occurrence) => void
  readonly onDay: (date: PlainDate) => void
  readonly onCreate: (date: PlainDate) => void
  readonly onMore: (anchor: Element, day: PlainDate) => void
  readonly onLeave: (direction: -1 | 1) => void
}

export function MonthGrid(p: Props): ReactNode {
  const { days, answer, facts, onHeight } = p
  const board = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState<string | null>(null)

  useLayoutEffect(() => {
    const element = board.current
    if (!element) return
    const measure = (): void => onHeight(element.clientHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [onHeight])

  // While the next month is on its way the old one stays, with its own days above it.
  const weeks = useMemo(() => (answer?.weeks ?? blankWeeks(days)).map((week) => monthRow(week, facts)), [answer, days, facts])
  const byKey = useMemo(() => new Map(weeks.flatMap((week) => week.shown.map(({ key, occurrence }) => [key, occurrence]))), [weeks])
  const { selected } = p
  const selectedKey = useMemo(() => (selected ? ([...byKey.values()].find((one) => one.objectId === selected.objectId && one.recurrenceId === selected.recurrenceId)?.key ?? null) : null), [byKey, selected])
  const order = useMemo(() => orderOf(weeks), [weeks])
  const cursorKey = (cursor && order.some((keys) => keys.includes(cursor)) && cursor) || order.find((keys) => keys.length > 0)?.[0] || null

  const onClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement
    const more = target.closest<HTMLElement>('[data-more]')?.dataset['more']
    if (more) return p.onMore(target.closest('[data-more]')!, more)
    const date = target.closest<HTMLElement>('[data-open-day]')?.dataset['openDay']
    if (date) return p.onDay(date)
    const occurrence = byKey.get(target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? '')
    if (!occurrence) return
    setCursor(occurrence.key)
    p.onOpen(occurrence)
  }
  const onDoubleClick = (event: MouseEvent): void => {
    const target = event.target as HTMLElement
    const occurrence = byKey.get(target.closest<HTMLElement>('[data-key]')?.dataset['key'] ?? '')
    if (occurrence) return p.onEdit(occurrence)
    const ground = target.closest<HTMLElement>('[data-date]')?.dataset['date']
    if (ground) p.onCreate(ground)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = (event.target as HTMLElement).dataset['key']
    const step = steps[event.key]
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'e') {
      const occurrence = byKey.get(key)
      if (occurrence) p.onEdit(occurrence)
    }
    if (step === undefined) return
    event.preventDefault()
    const next = nextInMonth(order, key, step)
    if (next === null) return p.onLeave(step < 0 ? -1 : 1)
    setCursor(next)
    const element = board.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next)}"]`)
    element?.focus()
    element?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className={css['month']} role="group" aria-label={say(`${p.month}-01`, { month: 'long', year: 'numeric' })} onClick={onClick} onDoubleClick={onDoubleClick} onKeyDown={onKeyDown}>
      <div className={css['names']} aria-hidden="true">
        <span />
        {days.slice(0, 7).map((date) => (
          <span key={date}>{say(date, { weekday: 'short' })}</span>
        ))}
      </div>
      <div ref={board} className={css['weeks']}>
        {weeks.map((week, place) => (
          <WeekRow key={place} week={week} rows={answer?.rows ?? 1} month={p.month} today={p.today} workingDays={p.settings.workingDays} facts={facts} selectedKey={keyIn(week, selectedKey)} cursorKey={keyIn(week, cursorKey)} />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  readonly week: MonthRow
  readonly rows: number
  readonly month: string
  readonly today: PlainDate
  readonly workingDays: readonly number[]
  readonly facts: CalendarFacts
  readonly selectedKey: string | null
  readonly cursorKey: string | null
}

const WeekRow = memo(function WeekRow({ week, rows, month, today, workingDays, facts, selectedKey, cursorKey }: RowProps): ReactNode {
  return (
    <div className={css['week']} style={{ '--rows': rows } as CSSProperties} role="group" aria-label={`Week ${isoWeek(week.days[3]!)}`}>
      <span className={css['number']} aria-hidden="true">
        {isoWeek(week.days[3]!)}
      </span>
      {week.days.map((date, day) => (
        <div key={`ground ${date}`} className={css['ground']} data-date={date} data-rest={isRestDay(date, workingDays) || undefined} data-today={date === today || undefined} style={{ '--day': day } as CSSProperties} />
      ))}
      {week.days.map((date, day) => (
        <button
          key={date}
          type="button"
          className={css['date']}
          data-open-day={date}
          data-out={date.slice(0, 7) !== month || undefined}
          data-today={date === today || undefined}
          tabIndex={-1}
          aria-label={`Show ${say(date, { weekday: 'long', day: 'numeric', month: 'long' })}${date === today ? ', today' : ''}`}
          style={{ '--day': day } as CSSProperties}
        >
          {date.slice(8) === '01' ? say(date, { day: 'numeric', month: 'short' }) : Number(date.slice(8))}
        </button>
      ))}
      {week.shown.map((bar) => drawBar(bar, bar.key === selectedKey, bar.key === cursorKey, facts))}
      {week.hidden.map((count, day) =>
        count === 0 ? null : (
          <button key={`more ${day}`} type="button" className={css['more']} data-more={week.days[day]} style={{ '--day': day } as CSSProperties} aria-label={`${count} more on ${say(week.days[day]!, { weekday: 'long', day: 'numeric', month: 'long' })}`}>
            {count} more
          </button>
        ),
      )}
    </div>
  )
})

/** A plain function for the same reason as `drawEvent`. */
function drawBar(bar: LaneBar, selected: boolean, cursor: boolean, facts: CalendarFacts): ReactNode {
  const whole = bar.occurrence.startDate !== null || bar.last > bar.first || bar.came || bar.goesOn
  return (
    <button
      key={bar.key}
      className={css['bar']}
      data-key={bar.key}
      data-kind={bar.kind === 'plain' ? undefined : bar.kind}
      data-hue={bar.hue}
      data-whole={whole || undefined}
      data-came={bar.came || undefined}
      data-goes-on={bar.goesOn || undefined}
      data-past={bar.past || undefined}
      data-unsent={bar.unsent || undefined}
      data-selected={selected || undefined}
      tabIndex={cursor ? 0 : -1}
      aria-label={bar.spoken}
      aria-current={selected || undefined}
      style={{ '--lane': bar.lane, '--first': bar.first, '--last': bar.last } as CSSProperties}
    >
      {bar.unsent ? <Send size={11} aria-hidden="true" /> : null}
      <b className="cut">{bar.title}</b>
      {whole ? null : <small>{clockWords(bar.occurrence.startUtc, facts.zone)}</small>}
    </button>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -2, ArrowRight: 2 }

/** Keys of each day in reading order. */
function orderOf(weeks: readonly MonthRow[]): string[][] {
  return weeks.flatMap((week) => week.days.map((_, day) => week.shown.filter((bar) => bar.first === day).sort((a, b) => a.lane - b.lane).map((bar) => bar.key)))
}

/** ±1: the event before or after; ±2: the first of the day before or after that has any. */
function nextInMonth(order: readonly (readonly string[])[], key: string, step: number): string | null {
  const day = order.findIndex((keys) => keys.includes(key))
  if (day < 0) return null
  if (Math.abs(step) === 1) {
    const flat = order.flat()
    return flat[flat.indexOf(key) + step] ?? null
  }
  for (let next = day + Math.sign(step); next >= 0 && next < order.length; next += Math.sign(step)) {
    const [first] = order[next]!
    if (first) return first
  }
  return null
}

const keyIn = (week: MonthRow, key: string | null): string | null => (key !== null && week.shown.some((bar) => bar.key === key) ? key : null)
