import { useMemo, type CSSProperties, type ReactNode } from 'react'
import type { BusySpan } from '../../shared/model/busy.ts'
import type { Interval, Zone } from '../../shared/model/time.ts'
import { addDays, dayOf, startOfDay } from '../../shared/time/days.ts'
import { dayOfMonth, weekdayName } from '../../shared/wording/dates.ts'
import { stretchesInWords } from '../../shared/wording/stretches.ts'
import css from './busy-strip.module.css'

interface Props {
  readonly label: string
  readonly spans: readonly BusySpan[]
  readonly window: Interval
  readonly zone: Zone
  /** Marked along the lower edge. */
  readonly marks?: readonly Interval[]
}

/** A timeline as one bar; readers get its stretches in words. */
export function BusyStrip({ label, spans, window, zone, marks = [] }: Props): ReactNode {
  const words = useMemo(() => stretchesInWords(spans, zone), [spans, zone])
  const place = (at: Interval): CSSProperties => {
    const whole = window.endUtc - window.startUtc
    const from = Math.max(at.startUtc, window.startUtc)
    return { '--x': (from - window.startUtc) / whole, '--w': (Math.min(at.endUtc, window.endUtc) - from) / whole } as CSSProperties
  }
  return (
    <div className={css['strip']} role="img" aria-label={`${label}: ${words.length === 0 ? 'free all the time' : words.slice(0, 40).join(', ')}${words.length > 40 ? ` and ${words.length - 40} more` : ''}`}>
      {daysIn(window, zone).slice(1).map((day) => (
        <i key={day.date} className={css['midnight']} style={place({ startUtc: day.startUtc, endUtc: day.startUtc })} />
      ))}
      {spans.map((span) => (span.kind === 'free' || span.endUtc <= window.startUtc || span.startUtc >= window.endUtc ? null : <i key={span.startUtc} className={css['span']} data-kind={span.kind} style={place(span)} />))}
      {marks.map((mark) => (
        <i key={mark.startUtc} className={css['mark']} style={place(mark)} />
      ))}
    </div>
  )
}

/** The days over a strip; more of them than can be read are named by their Mondays. */
export function DayRuler({ window, zone }: { readonly window: Interval; readonly zone: Zone }): ReactNode {
  const days = daysIn(window, zone)
  const shown = days.length <= 10 ? days : days.filter((day) => weekdayName(day.date) === 'Monday').slice(0, 12)
  const whole = window.endUtc - window.startUtc
  return (
    <div className={css['ruler']} aria-hidden="true">
      {shown.map((day) => (
        <span key={day.date} style={{ '--x': (day.startUtc - window.startUtc) / whole } as CSSProperties}>
          {weekdayName(day.date).slice(0, 3)} {dayOfMonth(day.date)}
        </span>
      ))}
    </div>
  )
}

function daysIn(window: Interval, zone: Zone): { readonly date: string; readonly startUtc: number }[] {
  const out: { date: string; startUtc: number }[] = []
  for (let date = dayOf(window.startUtc, zone); ; date = addDays(date, 1)) {
    const startUtc = startOfDay(date, zone)
    if (startUtc >= window.endUtc) return out
    out.push({ date, startUtc: Math.max(startUtc, window.startUtc) })
  }
}
