import { Calendar, ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { PlainDate } from '../../shared/model/time.ts'
import { addDays, monthGrid, weekDays, type Weekday } from '../../shared/time/days.ts'
import { dayOfMonth, dayWithYear, longDay, monthName, weekdayName } from '../../shared/wording/dates.ts'
import { dayNotRead } from '../../shared/wording/typed.ts'
import { IconButton } from './Button.tsx'
import { parseDate } from './date-text.ts'
import css from './date-field.module.css'
import list from './popover.module.css'
import { takeThenPassOn, useTyped } from './use-typed.ts'

interface DateFieldProps {
  readonly label: string
  readonly value: PlainDate
  readonly onChange: (date: PlainDate) => void
  readonly today: PlainDate
  readonly weekStart: Weekday
  readonly invalid?: boolean
}

/** A day: typed as people write it, or picked from a month. What cannot be read stays, with the words why. */
export function DateField({ label, value, onChange, today, weekStart, invalid = false }: DateFieldProps): ReactNode {
  const id = useId()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const typed = useTyped({ value, read: (text) => parseDate(text, today), onRead: onChange })
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      if (event.ctrlKey || event.metaKey) return void takeThenPassOn(typed, event)
      event.preventDefault()
      typed.take()
    } else if (event.key === 'ArrowDown' && event.altKey) {
      event.preventDefault()
      setOpen(true)
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      typed.putBack()
      onChange(addDays(value, event.key === 'ArrowDown' ? 1 : -1))
    } else if (event.key === 'Escape' && typed.text !== null) {
      event.stopPropagation()
      typed.putBack()
    }
  }
  return (
    <span ref={box} className={css['box']} data-invalid={invalid || typed.unread || undefined}>
      <input
        aria-label={label}
        aria-invalid={invalid || typed.unread}
        aria-describedby={typed.unread ? `${id}-unread` : undefined}
        data-unread={typed.unread || undefined}
        className={css['date']}
        value={typed.text ?? dayWithYear(value)}
        onChange={(event) => typed.type(event.target.value)}
        onFocus={(event) => !typed.unread && event.target.select()}
        onBlur={typed.take}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
      />
      <IconButton label={`${label}: choose from a month`} size="small" onPress={() => setOpen(!open)} className={css['open'] ?? ''}>
        <Calendar size={14} />
      </IconButton>
      {typed.unread ? (
        <span id={`${id}-unread`} role="alert" className={css['unread']}>
          {dayNotRead(typed.text ?? '', dayWithYear(value))}
        </span>
      ) : null}
      <Popover triggerRef={box} isOpen={open} onOpenChange={setOpen} offset={4} placement="bottom start" className={list['popover'] ?? ''}>
        <Dialog aria-label={label} className={css['month'] ?? ''}>
          <MonthPicker
            value={value}
            today={today}
            weekStart={weekStart}
            onPick={(date) => {
              setOpen(false)
              typed.putBack()
              onChange(date)
            }}
          />
        </Dialog>
      </Popover>
    </span>
  )
}

interface MonthPickerProps {
  readonly value: PlainDate
  readonly today: PlainDate
  readonly weekStart: Weekday
  readonly onPick: (date: PlainDate) => void
}

function MonthPicker({ value, today, weekStart, onPick }: MonthPickerProps): ReactNode {
  const [at, setAt] = useState(value)
  const grid = useRef<HTMLDivElement>(null)
  const month = at.slice(0, 7)
  const go = (date: PlainDate): void => {
    setAt(date)
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus())
  }
  const byMonth = (n: number): PlainDate => {
    const first = new Date(`${month}-15T12:00:00Z`)
    first.setUTCMonth(first.getUTCMonth() + n)
    return `${first.toISOString().slice(0, 7)}-${at.slice(8) > '28' ? '28' : at.slice(8)}`
  }
  const moves: Record<string, () => PlainDate> = {
    ArrowLeft: () => addDays(at, -1),
    ArrowRight: () => addDays(at, 1),
    ArrowUp: () => addDays(at, -7),
    ArrowDown: () => addDays(at, 7),
    PageUp: () => byMonth(-1),
    PageDown: () => byMonth(1),
  }
  return (
    <>
      <div className={css['head']}>
        <b className="grow">
          {monthName(at)} {at.slice(0, 4)}
        </b>
        <IconButton label="Earlier month" size="small" onPress={() => setAt(byMonth(-1))}>
          <ChevronLeft size={14} />
        </IconButton>
        <IconButton label="Later month" size="small" onPress={() => setAt(byMonth(1))}>
          <ChevronRight size={14} />
        </IconButton>
      </div>
      <div
        ref={grid}
        className={css['grid']}
        role="group"
        aria-label={`${monthName(at)} ${at.slice(0, 4)}`}
        onKeyDown={(event) => {
          const move = moves[event.key]
          if (!move) return
          event.preventDefault()
          go(move())
        }}
      >
        {weekDays(at, weekStart).map((date) => (
          <span key={date} className={css['weekday']} aria-hidden="true">
            {weekdayName(date).slice(0, 2)}
          </span>
        ))}
        {monthGrid(at, weekStart).map((date) => (
          <button
            key={date}
            type="button"
            tabIndex={date === at ? 0 : -1}
            aria-label={`${longDay(date)} ${date.slice(0, 4)}`}
            aria-pressed={date === value}
            data-today={date === today || undefined}
            data-other={date.slice(0, 7) !== month || undefined}
            className={css['day']}
            onClick={() => onPick(date)}
          >
            {dayOfMonth(date)}
          </button>
        ))}
      </div>
    </>
  )
}
