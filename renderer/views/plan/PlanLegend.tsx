import type { ReactNode } from 'react'
import css from './plan.module.css'

const entries = [
  ['busy', 'Taken'],
  ['tentative', 'Tentative'],
  ['unknown', 'Unknown'],
  ['loose', 'Planned'],
  ['placed', 'In my calendar'],
] as const

export function PlanLegend(): ReactNode {
  return (
    <ul className={css['legend']} aria-label="What the patterns mean">
      {entries.map(([kind, word]) => (
        <li key={kind}>
          <i data-kind={kind} data-hue="blue" />
          {word}
        </li>
      ))}
    </ul>
  )
}
