import { Plus, Trash2 } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react'
import type { OpenHours } from '../../../shared/contract/availability.ts'
import { Button, IconButton } from '../../parts/Button.tsx'
import { Select, TextField, type Option } from '../../parts/Field.tsx'
import { minuteInWords } from '../../../shared/time/words.ts'
import { hoursInWords, isOpen, painted, slotsOfDay, type Cell } from './week-paint.ts'
import css from './availability.module.css'

const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
const dayLong = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
const quarters: readonly Option<string>[] = Array.from({ length: 97 }, (_, n) => ({ value: String(n * 15), label: minuteInWords(n * 15) }))

interface Props {
  readonly label: string
  readonly hours: readonly OpenHours[]
  readonly onChange: (hours: OpenHours[]) => void
}

/** One set of weekly hours: paint them, or type them in the lines below. Both are the same list. */
export function HoursEditor({ label, hours, onChange }: Props): ReactNode {
  const setLine = (at: number, change: Partial<OpenHours>): void => onChange(hours.map((one, i) => (i === at ? { ...one, ...change } : one)))
  return (
    <div className={css['hours']}>
      <WeekPainter label={label} hours={hours} onChange={onChange} />
      <ul className={css['lines']} aria-label={`${label} as lines`}>
        {hours.map((line, i) => (
          <li key={i}>
            <div className={css['days']} role="group" aria-label="Days">
              {dayNames.map((name, day) => (
                <button
                  key={name}
                  type="button"
                  aria-label={dayLong[day]}
                  aria-pressed={line.days.includes(day + 1)}
                  onClick={() => {
                    const days = line.days.includes(day + 1) ? line.days.filter((one) => one !== day + 1) : [...line.days, day + 1].sort((a, b) => a - b)
                    if (days.length > 0) setLine(i, { days })
                  }}
                >
                  {name.slice(0, 2)}
                </button>
              ))}
            </div>
            <Select label="From" hideLabel value={String(line.startMin)} options={withOwn(quarters.slice(0, 96), line.startMin)} onChange={(min) => setLine(i, { startMin: Number(min), endMin: Math.max(line.endMin, Math.min(1440, Number(min) + 15)) })} />
            <Select label="To" hideLabel value={String(line.endMin)} options={withOwn(quarters.filter(({ value }) => Number(value) > line.startMin), line.endMin)} onChange={(min) => setLine(i, { endMin: Number(min) })} />
            <TextField label="Place" hideLabel value={line.place} placeholder="Place" onChange={(place) => setLine(i, { place })} />
            <IconButton label="Take this line away" size="small" onPress={() => onChange(hours.filter((_, at) => at !== i))}>
              <Trash2 size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button size="small" kind="quiet" icon={<Plus size={14} />} onPress={() => onChange([...hours, { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1020, place: '' }])}>
        Add hours
      </Button>
    </div>
  )
}

const withOwn = (options: readonly Option<string>[], min: number): readonly Option<string>[] => (options.some(({ value }) => Number(value) === min) ? options : [...options, { value: String(min), label: minuteInWords(min) }])

interface Stroke {
  readonly from: Cell
  readonly to: Cell
  readonly open: boolean
}

/** Seven days of half hours. Pointer: drag to open or close. Keys: arrows move, Shift extends, Space opens or closes, Escape lets go. */
function WeekPainter({ label, hours, onChange }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const [stroke, setStroke] = useState<Stroke | null>(null)
  const [at, setAt] = useState<Cell>({ day: 0, slot: 18 })
  const [anchor, setAnchor] = useState<Cell | null>(null)
  const shown = stroke ? painted(hours, stroke.from, stroke.to, stroke.open) : hours
  const cellOf = (event: PointerEvent): Cell => {
    const rect = box.current?.getBoundingClientRect()
    if (!rect) return at
    const limit = (n: number, most: number): number => Math.max(0, Math.min(most, Math.floor(n)))
    return { day: limit(((event.clientY - rect.top) / rect.height) * 7, 6), slot: limit(((event.clientX - rect.left) / rect.width) * slotsOfDay, slotsOfDay - 1) }
  }
  const keys = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -slotsOfDay], End: [0, slotsOfDay] }
    const move = moves[event.key]
    if (move) {
      const next = { day: Math.max(0, Math.min(6, at.day + move[0])), slot: Math.max(0, Math.min(slotsOfDay - 1, at.slot + move[1])) }
      setAnchor(event.shiftKey ? (anchor ?? at) : null)
      setAt(next)
    } else if (event.key === ' ' || event.key === 'Enter') {
      onChange(painted(hours, anchor ?? at, at, !isOpen(hours, at)))
      setAnchor(null)
    } else if (event.key === 'Escape' && anchor) setAnchor(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const chosen = (cell: Cell): boolean => {
    const from = anchor ?? at
    return cell.day >= Math.min(from.day, at.day) && cell.day <= Math.max(from.day, at.day) && cell.slot >= Math.min(from.slot, at.slot) && cell.slot <= Math.max(from.slot, at.slot)
  }
  return (
    <div className={css['painter']}>
      <div className={css['ruler']} aria-hidden="true">
        {[0, 3, 6, 9, 12, 15, 18, 21, 24].map((hour) => (
          <span key={hour} style={{ insetInlineStart: `${(hour / 24) * 100}%` }}>
            {hour}
          </span>
        ))}
      </div>
      <div className={css['names']} aria-hidden="true">
        {dayNames.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      {/* One widget with a cursor of its own: 336 stops would be no keyboard access at all. */}
      <div
        ref={box}
        className={css['week']}
        role="application"
        tabIndex={0}
        aria-roledescription="week of half hours"
        aria-label={`${label}: ${hoursInWords(shown)}. ${dayLong[at.day]} ${minuteInWords(at.slot * 30)}, ${isOpen(shown, at) ? 'open' : 'closed'}. Arrows move, Shift extends, Space opens or closes.`}
        onKeyDown={keys}
        onPointerDown={(event) => {
          if (event.button !== 0) return
          const cell = cellOf(event)
          event.currentTarget.setPointerCapture(event.pointerId)
          setAt(cell)
          setAnchor(null)
          setStroke({ from: cell, to: cell, open: !isOpen(hours, cell) })
        }}
        onPointerMove={(event) => setStroke((was) => (was ? { ...was, to: cellOf(event) } : was))}
        onPointerUp={() => {
          if (stroke) onChange(painted(hours, stroke.from, stroke.to, stroke.open))
          setStroke(null)
        }}
        onPointerCancel={() => setStroke(null)}
      >
        {dayNames.map((name, day) => (
          <div key={name} className={css['day']} aria-hidden="true">
            {Array.from({ length: slotsOfDay }, (_, slot) => (
              <i key={slot} data-open={isOpen(shown, { day, slot }) || undefined} data-chosen={chosen({ day, slot }) || undefined} data-hour={slot % 6 === 0 || undefined} />
            ))}
          </div>
        ))}
      </div>
    </div>
  )
}
