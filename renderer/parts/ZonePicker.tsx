import { ChevronDown, Globe } from 'lucide-react'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { Zone } from '../../shared/model/time.ts'
import { zoneCity } from '../../shared/wording/dates.ts'
import { Button } from './Button.tsx'
import css from './zone-picker.module.css'
import list from './popover.module.css'

interface Props {
  readonly value: Zone
  readonly onChange: (zone: Zone) => void
  /** Offered before anything is typed: mine, the second one, those of the people. */
  readonly near: readonly Zone[]
}

const mostShown = 40

/** A time zone by its city, found by typing. */
export function ZonePicker({ value, onChange, near }: Props): ReactNode {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const trigger = useRef<HTMLSpanElement>(null)
  const all = useMemo(() => ['UTC', ...Intl.supportedValuesOf('timeZone')], [])
  const wanted = text.trim().toLowerCase()
  const found = wanted === '' ? [...new Set([value, ...near, 'UTC'])] : all.filter((zone) => zone.toLowerCase().replaceAll('_', ' ').includes(wanted)).slice(0, mostShown)
  const active = Math.min(at, Math.max(found.length - 1, 0))
  const take = (zone: Zone | undefined): void => {
    setOpen(false)
    setText('')
    if (zone !== undefined && zone !== value) onChange(zone)
  }
  return (
    <span ref={trigger}>
      <Button kind="quiet" size="small" icon={<Globe size={14} />} aria-label={`Time zone: ${zoneCity(value)}`} onPress={() => setOpen(true)}>
        {zoneCity(value)} time <ChevronDown size={12} />
      </Button>
      <Popover triggerRef={trigger} isOpen={open} onOpenChange={setOpen} offset={4} placement="bottom start" className={list['popover'] ?? ''}>
        <Dialog aria-label="Time zone" className={css['box'] ?? ''}>
          <input
            className={css['input']}
            role="combobox"
            aria-label="Find a time zone"
            aria-expanded="true"
            aria-controls="zone-list"
            aria-activedescendant={found.length > 0 ? `zone-${active}` : undefined}
            placeholder="City or zone"
            value={text}
            // The field is what the popover was opened for.
            autoFocus
            onChange={(event) => {
              setAt(0)
              setText(event.target.value)
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault()
                setAt((active + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % Math.max(found.length, 1))
              } else if (event.key === 'Enter') {
                event.preventDefault()
                take(found[active])
              }
            }}
          />
          <ul id="zone-list" role="listbox" aria-label="Time zones" className={css['list']}>
            {found.map((zone, place) => (
              <li key={zone} id={`zone-${place}`} role="option" aria-selected={place === active} className={css['option']} onMouseEnter={() => setAt(place)} onClick={() => take(zone)}>
                <span>{zoneCity(zone)}</span>
                <span className="fg3 t11">{zone.includes('/') ? zone.split('/')[0] : ''}</span>
              </li>
            ))}
          </ul>
          {found.length === 0 ? <p className={css['none']}>No zone of that name. Try the largest city nearby.</p> : null}
        </Dialog>
      </Popover>
    </span>
  )
}
