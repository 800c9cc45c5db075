import type { ReactNode } from 'react'
import css from './legend.module.css'

const entries = [
  ['busy', 'Busy'],
  ['tentative', 'Tentative'],
  ['away', 'Away'],
  ['off', 'Off hours'],
  ['unknown', 'Unknown'],
  ['all', 'All free'],
] as const

export function Legend(): ReactNode {
  return (
    <ul className={css['legend']} aria-label="What the patterns mean">
      {entries.map(([kind, word]) => (
        <li key={kind}>
          <i data-kind={kind} />
          {word}
        </li>
      ))}
    </ul>
  )
}
