import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { addDays, addMonths, dayOf, isoWeek, monthGrid } from '../../../shared/time/days.ts'
import type { Settings } from '../../../shared/contract/app.ts'
import type { PlainDate, Zone } from '../../../shared/model/time.ts'
import { IconButton } from '../../parts/Button.tsx'
import { useQuery } from '../../state/live-query.ts'
import { showCalendar, useLooking } from '../../state/looking.ts'
import { useNow } from '../../state/use-now.ts'
import { daysInView, say } from './range.ts'
import css from './mini-month.module.css'

export function MiniMonth({ zone, settings }: { readonly zone: Zone; readonly settings: Settings }): ReactNode {
  const today = dayOf(useNow(), zone)
  const mode = useLooking((looking) => looking.mode)
  const inCalendar = useLooking((looking) => looking.route.kind === 'calendar')
  const date = useLooking((looking) => looking.date) ?? today
  // Leafing through holds until another day comes into view.
  const [turned, setTurned] = useState<{ readonly from: PlainDate; readonly month: string } | null>(null)
  const month = turned?.from === date ? turned.month : date.slice(0, 7)
  const setMonth = (next: string): void => setTurned({ from: date, month: next })
  const days = useMemo(() => sixWeeks(`${month}-01`, settings.weekStart), [month, settings.weekStart])
  const inView = inCalendar && mode !== 'month' && mode !== 'agenda' ? daysInView(mode, date, settings.weekStart) : []
  const busyDays = useBusyDays(days, zone)
  const grid = useRef<HTMLDivElement>(null)

  const pick = (day: PlainDate): void => showCalendar(inCalendar ? mode : 'week', day)
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key]
    const from = (event.target as HTMLElement).dataset['day']
    if (step === undefined || !from) return
    event.preventDefault()
    const next = addDays(from, step)
    if (!days.includes(next)) setMonth(next.slice(0, 7))
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus())
  }
  return (
    <section className={css['mini']} aria-label="Month overview">
      <div className={css['head']}>
        <h2>{say(`${month}-01`, { month: 'long', year: 'numeric' })}</h2>
        <IconButton label="Previous month" size="small" onPress={() => setMonth(addMonths(`${month}-01`, -1).slice(0, 7))}>
          <ChevronLeft size={14} />
        </IconButton>
        <IconButton label="Next month" size="small" onPress={() => setMonth(addMonths(`${month}-01`, 1).slice(0, 7))}>
          <ChevronRight size={14} />
        </IconButton>
      </div>
      <div ref={grid} className={css['grid']} onKeyDown={onKeyDown} role="group" aria-label={say(`${month}-01`, { month: 'long', year: 'numeric' })}>
        <span />
        {days.slice(0, 7).map((day) => (
          <span key={day} className={css['h']} aria-hidden="true">
            {say(day, { weekday: 'short' }).slice(0, 2)}
          </span>
        ))}
        {days.map((day, place) => (
          <Cell key={day} week={place % 7 === 0 ? isoWeek(days[place + 3]!) : null}>
            <button
              type="button"
              className={css['d']}
              data-day={day}
              data-out={day.slice(0, 7) !== month || undefined}
              data-today={day === today || undefined}
              data-has={busyDays.has(day) || undefined}
              data-on={placeIn(inView, day, place)}
              tabIndex={day === (days.includes(date) ? date : `${month}-01`) ? 0 : -1}
              aria-label={`${say(day, { weekday: 'long', day: 'numeric', month: 'long' })}${busyDays.has(day) ? ', has events' : ''}${day === today ? ', today' : ''}`}
              aria-current={day === today ? 'date' : undefined}
              onClick={() => pick(day)}
            >
              {Number(day.slice(8))}
            </button>
          </Cell>
        ))}
      </div>
    </section>
  )
}

function Cell({ week, children }: { readonly week: number | null; readonly children: ReactNode }): ReactNode {
  return (
    <>
      {week === null ? null : (
        <span className={css['w']} aria-hidden="true">
          {week}
        </span>
      )}
      {children}
    </>
  )
}

/** Always six rows, so that nothing below jumps from month to month. */
function sixWeeks(date: PlainDate, weekStart: Settings['weekStart']): PlainDate[] {
  const grid = monthGrid(date, weekStart)
  return Array.from({ length: 42 }, (_, n) => addDays(grid[0]!, n))
}

/** The dots: asked for when the page is idle, so that the week never waits for them. */
function useBusyDays(days: readonly PlainDate[], zone: Zone): ReadonlySet<PlainDate> {
  const [question, setQuestion] = useState<{ firstDay: PlainDate; days: number; zone: Zone } | null>(null)
  useEffect(() => {
    const idle = requestIdleCallback(() => setQuestion({ firstDay: days[0]!, days: days.length, zone }), { timeout: 2_000 })
    return () => cancelIdleCallback(idle)
  }, [days, zone])
  const { value } = useQuery('busy-days', question)
  return useMemo(() => new Set(value?.days), [value])
}

function placeIn(inView: readonly PlainDate[], day: PlainDate, place: number): 'start' | 'end' | 'only' | 'middle' | undefined {
  if (!inView.includes(day)) return undefined
  const start = day === inView[0] || place % 7 === 0
  const end = day === inView[inView.length - 1] || place % 7 === 6
  return start && end ? 'only' : start ? 'start' : end ? 'end' : 'middle'
}

const steps: Readonly<Record<string, number>> = { ArrowUp: -7, ArrowDown: 7, ArrowLeft: -1, ArrowRight: 1 }
