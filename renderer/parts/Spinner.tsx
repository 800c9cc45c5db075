import type { CSSProperties, ReactNode } from 'react'
import css from './spinner.module.css'

/**
 * Turns while something runs. It ends because every call does: the client gives up after two minutes and says so.
 * Without a `label` it is decoration beside a word.
 */
export function Spinner({ size = 16, label }: { readonly size?: 12 | 14 | 16 | 20; readonly label?: string }): ReactNode {
  const style = { '--d': `${size}px` } as CSSProperties
  return label ? <span role="status" aria-label={label} className={css['spinner']} style={style} /> : <span aria-hidden="true" className={css['spinner']} style={style} />
}
