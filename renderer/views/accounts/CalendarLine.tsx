import { Ellipsis, EyeOff } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { DialogTrigger } from 'react-aria-components/Dialog'
import type { CalendarView } from '../../../shared/contract/calendars.ts'
import { IconButton } from '../../parts/Button.tsx'
import { Checkbox } from '../../parts/Field.tsx'
import { Popover } from '../../parts/Popover.tsx'
import { changeCalendar } from './calendar-acts.ts'
import css from './calendar-list.module.css'

interface Props {
  readonly calendar: CalendarView
  /** What an event that is dragged over it meets; missing: nothing can be dropped on it. */
  readonly drop?: { readonly over: boolean }
  /** Said behind its name to those who cannot see `mark`. */
  readonly said: ReactNode
  readonly mark: ReactNode
  readonly settings: (close: () => void) => ReactNode
}

/** One calendar at the side: shown or not, how it stands, and its settings. */
export function CalendarLine({ calendar, drop, said, mark, settings }: Props): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <div className={css['row']} data-calendar={drop ? calendar.id : undefined} data-drop={drop?.over ? (calendar.writable ? 'takes' : 'refuses') : undefined} data-off={!calendar.visible || undefined}>
      <Checkbox value={calendar.visible} onChange={(visible) => void changeCalendar(calendar, { visible })} hue={calendar.hue}>
        <span className={css['name']} title={calendar.name}>
          {calendar.name}
        </span>
        {said}
      </Checkbox>
      {calendar.countsAsBusy ? null : (
        <span className={css['icon']} title="Does not count as busy">
          <EyeOff size={14} aria-hidden="true" />
        </span>
      )}
      {mark}
      <DialogTrigger isOpen={open} onOpenChange={setOpen}>
        <IconButton label={`Settings of ${calendar.name}`} size="small">
          <Ellipsis size={14} />
        </IconButton>
        <Popover label={`Settings of ${calendar.name}`} placement="right top">
          {settings(() => setOpen(false))}
        </Popover>
      </DialogTrigger>
    </div>
  )
}
