import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Popover } from 'react-aria-components/Popover'
import { minuteInWords } from '../../shared/time/words.ts'
import { timeNotRead } from '../../shared/wording/typed.ts'
import { parseTime } from './date-text.ts'
import css from './date-field.module.css'
import list from './popover.module.css'
import { takeThenPassOn, useTyped } from './use-typed.ts'

interface Props {
  readonly label: string
  /** `HH:MM` */
  readonly value: string
  readonly onChange: (time: string) => void
  /** Times offered, with a word beside each, e.g. the length it would make. */
  readonly options: readonly { readonly time: string; readonly detail?: string }[]
  readonly invalid?: boolean
}

/** A clock time: typed as people write it, or picked from a list. Up and down change it by a quarter. What cannot be read stays, with the words why. */
export function TimeField({ label, value, onChange, options, invalid = false }: Props): ReactNode {
  const id = useId()
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const listRef = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (open) listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'center' })
  }, [open])
  const typed = useTyped({ value, read: parseTime, onRead: onChange })
  const take = (): void => {
    setOpen(false)
    typed.take()
  }
  const pick = (time: string): void => {
    typed.putBack()
    setOpen(false)
    onChange(time)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') {
      if (event.ctrlKey || event.metaKey) return void takeThenPassOn(typed, event)
      event.preventDefault()
      take()
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      typed.putBack()
      onChange(byMinutes(value, event.key === 'ArrowDown' ? 15 : -15))
    } else if (event.key === 'Escape' && (typed.text !== null || open)) {
      event.stopPropagation()
      typed.putBack()
      setOpen(false)
    }
  }
  const nearest = options.findLast((option) => option.time <= value)?.time
  return (
    <span ref={box} className={css['box']} data-invalid={invalid || typed.unread || undefined}>
      <input
        aria-label={label}
        aria-invalid={invalid || typed.unread}
        aria-describedby={typed.unread ? `${id}-unread` : undefined}
        data-unread={typed.unread || undefined}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-times`}
        className={css['time']}
        value={typed.text ?? value}
        onChange={(event) => typed.type(event.target.value)}
        onFocus={(event) => !typed.unread && event.target.select()}
        onClick={() => setOpen(true)}
        onBlur={take}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
      />
      {typed.unread ? (
        <span id={`${id}-unread`} role="alert" className={css['unread']}>
          {timeNotRead(typed.text ?? '', value)}
        </span>
      ) : null}
      <Popover triggerRef={box} isOpen={open && !typed.unread} isNonModal offset={4} placement="bottom start" className={`${list['popover']} ${css['times']}`}>
        <ul id={`${id}-times`} role="listbox" aria-label={label} ref={listRef} className={list['list']}>
          {options.map((option) => (
            <li
              key={option.time}
              role="option"
              aria-selected={option.time === nearest}
              className={css['option']}
              // Pressing must not take the focus from the field.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option.time)}
            >
              {option.time}
              {option.detail ? <span className="fg3 t11">{option.detail}</span> : null}
            </li>
          ))}
        </ul>
      </Popover>
    </span>
  )
}

function byMinutes(time: string, minutes: number): string {
  const total = (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)) + minutes + 1440) % 1440
  return minuteInWords(total)
}
