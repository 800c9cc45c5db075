import type { ReactNode } from 'react'
import { type Hue, hues } from '../../../shared/model/hues.ts'
import css from './calendar-list.module.css'

/** The twelve colours, of which one is chosen. */
export function HuePicker({ value, onChange }: { readonly value: Hue; readonly onChange: (hue: Hue) => void }): ReactNode {
  return (
    <div>
      <h3>Colour</h3>
      <div className={css['hues']} role="group" aria-label="Colour">
        {hues.map((hue) => (
          <button key={hue} type="button" className={css['hue']} data-hue={hue} data-selected={hue === value || undefined} aria-label={hue} aria-pressed={hue === value} onClick={() => onChange(hue)}>
            <i />
          </button>
        ))}
      </div>
    </div>
  )
}
