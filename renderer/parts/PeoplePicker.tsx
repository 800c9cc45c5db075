import { DoorOpen, UserPlus } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { Popover } from 'react-aria-components/Popover'
import { Avatar } from './Avatar.tsx'
import { parsePeople, type Picked } from './people-picker-model.ts'
import css from './people-picker.module.css'
import list from './popover.module.css'

export interface PickItem extends Picked {
  readonly detail: string
  readonly isRoom: boolean
}

interface Props<T extends PickItem> {
  readonly label: string
  readonly placeholder: string
  readonly text: string
  readonly onText: (text: string) => void
  /** What fits the text, best first, without those who are in already. */
  readonly items: readonly T[]
  /** A directory is still being asked. */
  readonly searching: boolean
  /** Said under the list, e.g. that a directory cannot be asked. */
  readonly note?: string
  readonly onPick: (item: T) => void
  /** Addresses that were typed or pasted; nobody has to know them. */
  readonly onAddresses: (people: readonly Picked[]) => void
  readonly inputRef?: RefObject<HTMLInputElement | null>
  readonly quiet?: boolean
}

/** One field for everyone: picks from the list, takes any address, and whole pasted lists. */
export function PeoplePicker<T extends PickItem>(p: Props<T>): ReactNode {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const own = useRef<HTMLInputElement>(null)
  const input = p.inputRef ?? own
  const [focused, setFocused] = useState(false)
  const [at, setAt] = useState(0)
  const typed = parsePeople(p.text)
  const options = p.items
  const canAdd = typed.people.length > 0 && !options.some((item) => typed.people.length === 1 && item.address.toLowerCase() === typed.people[0]?.address.toLowerCase())
  const count = options.length + (canAdd ? 1 : 0)
  const open = focused && p.text.trim() !== '' && (count > 0 || p.searching || Boolean(p.note))
  const active = Math.min(at, Math.max(count - 1, 0))

  const takeTyped = (): void => {
    p.onAddresses(typed.people)
    p.onText(typed.rest)
    setAt(0)
  }
  const take = (place: number): void => {
    const item = options[place]
    if (!item) return canAdd ? takeTyped() : undefined
    p.onPick(item)
    p.onText('')
    setAt(0)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (count === 0) return
      event.preventDefault()
      setAt((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey && p.text.trim() !== '' && count > 0) {
      event.preventDefault()
      event.stopPropagation()
      take(active)
    } else if ((event.key === ',' || event.key === ';') && canAdd) {
      event.preventDefault()
      takeTyped()
    } else if (event.key === 'Escape' && p.text !== '') {
      event.preventDefault()
      event.stopPropagation()
      p.onText('')
    }
  }

  return (
    <div ref={box} className={css['box']} data-quiet={p.quiet || undefined}>
      <UserPlus size={p.quiet ? 16 : 14} aria-hidden="true" />
      <input
        ref={input}
        role="combobox"
        aria-label={p.label}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(open && count > 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        autoComplete="off"
        spellCheck={false}
        placeholder={p.placeholder}
        value={p.text}
        onChange={(event) => {
          setAt(0)
          p.onText(event.target.value)
        }}
        onPaste={(event) => {
          const pasted = parsePeople(event.clipboardData.getData('text'))
          if (pasted.people.length < 2) return
          event.preventDefault()
          p.onAddresses(pasted.people)
          p.onText(pasted.rest)
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onKeyDown={onKeyDown}
      />
      <Popover triggerRef={box} isOpen={open} isNonModal offset={4} placement="bottom start" className={`${list['popover']} ${css['popover']}`}>
        <ul id={`${id}-list`} role="listbox" aria-label={p.label} className={list['list']}>
          {options.map((item, place) => (
            <li
              key={item.address}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === active}
              className={css['option']}
              // Pressing must not take the focus from the field.
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setAt(place)}
              onClick={() => take(place)}
            >
              {item.isRoom ? (
                <span className={css['room']} aria-hidden="true">
                  <DoorOpen size={14} />
                </span>
              ) : (
                <Avatar address={item.address} name={item.name} />
              )}
              <span className="cut">
                <span className="medium">{item.name || item.address}</span>
                <small>{[item.name ? item.address : '', item.detail].filter(Boolean).join(' · ')}</small>
              </span>
            </li>
          ))}
          {canAdd ? (
            <li id={`${id}-${options.length}`} role="option" aria-selected={active === options.length} className={css['option']} onMouseDown={(event) => event.preventDefault()} onMouseEnter={() => setAt(options.length)} onClick={takeTyped}>
              <span className={css['room']} aria-hidden="true">
                <UserPlus size={14} />
              </span>
              <span className="cut">
                <span className="medium">{typed.people.length === 1 ? `Invite ${typed.people[0]?.address}` : `Invite ${typed.people.length} addresses`}</span>
                <small>Any address will do</small>
              </span>
            </li>
          ) : null}
        </ul>
        {p.searching || p.note ? <p className={css['note']}>{p.searching ? 'Asking the directory…' : p.note}</p> : null}
      </Popover>
    </div>
  )
}
