import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Popover } from 'react-aria-components/Popover'
import { parseTime } from './date-text.ts'
import css from './date-field.module.css'
import list from './popover.module.css'
import { minuteInWords } from '../../shared/time/words.ts'

interface Props {
  readonly label: string
  /** `HH:MM` */
  readonly value: string
  readonly onChange: (time: string) => void
  /** Times offered, with a word beside each, e.g. the length it would make. */
  readonly options: readonly { readonly time: string; readonly detail?: string }[]
  readonly invalid?: boolean
}

/** A clock time: typed as people write it, or picked from a list. Up and down change it by a quarter. */
export function TimeField({ label, value, onChange, options, invalid = false }: Props): ReactNode {
  const id = useId()
  const [text, setText] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const listRef = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (open) listRef.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'center' })
  }, [open])
  const take = (): void => {
    const parsed = text === null ? null : parseTime(text)
    setText(null)
    setOpen(false)
    if (parsed !== null && parsed !== value) onChange(parsed)
  }
  const pick = (time: string): void => {
    setText(null)
    setOpen(false)
    onChange(time)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      take()
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      setText(null)
      onChange(byMinutes(value, event.key === 'ArrowDown' ? 15 : -15))
    } else if (event.key === 'Escape' && (text !== null || open)) {
      event.stopPropagation()
      setText(null)
      setOpen(false)
    }
  }
  const nearest = options.findLast((option) => option.time <= value)?.time
  return (
    <span ref={box} className={css['box']} data-invalid={invalid || undefined}>
      <input
        aria-label={label}
        aria-invalid={invalid}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-times`}
        className={css['time']}
        value={text ?? value}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onClick={() => setOpen(true)}
        onBlur={take}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
      />
      <Popover triggerRef={box} isOpen={open} isNonModal offset={4} placement="bottom start" className={`${list['popover']} ${css['times']}`}>
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
