import type { ReactNode } from 'react'
import css from './bits.module.css'

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'accent' | 'unknown'

/** A state in a word; the tone only repeats it. */
export function Chip({ tone = 'plain', icon, children, title }: { readonly tone?: Tone; readonly icon?: ReactNode; readonly children: ReactNode; readonly title?: string }): ReactNode {
  return (
    <span className={css['chip']} data-tone={tone} title={title}>
      {icon}
      {children}
    </span>
  )
}

/** A number behind a word; `label` says what is counted. */
export function Count({ value, tone = 'plain', label }: { readonly value: number; readonly tone?: 'plain' | 'accent' | 'bad'; readonly label: string }): ReactNode {
  if (value === 0) return null
  return (
    <span className={css['count']} data-tone={tone}>
      {value > 999 ? '999+' : value}
      <span className="sr"> {label}</span>
    </span>
  )
}

export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <kbd className={css['kbd']} aria-hidden="true">
      {children}
    </kbd>
  )
}

export function Dot({ tone, hue, small = false }: { readonly tone?: 'good' | 'warn' | 'bad'; readonly hue?: string; readonly small?: boolean }): ReactNode {
  return <span aria-hidden="true" className={css['dot']} data-tone={tone} data-hue={hue} data-size={small ? 'small' : undefined} />
}
