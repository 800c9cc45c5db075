import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import css from './bits.module.css'

/** What happened · what is safe · what to do. */
export interface ErrorWords {
  readonly title: string
  readonly safe: string
  readonly next: string
}

interface Props {
  readonly words: ErrorWords
  readonly tone?: 'bad' | 'warn'
  /** Codes and what the server said; folded away. */
  readonly details?: string
  readonly actions?: ReactNode
}

export function ErrorBlock({ words, tone = 'bad', details, actions }: Props): ReactNode {
  return (
    <div className={css['error']} data-tone={tone} role="alert">
      <TriangleAlert size={16} aria-hidden="true" />
      <div>
        <p className={css['title']}>{words.title}</p>
        <p className={css['more']}>{[words.safe, words.next].filter(Boolean).join(' ')}</p>
        {actions ? <div className={css['acts']}>{actions}</div> : null}
        {details ? (
          <details>
            <summary>Show details</summary>
            <pre>{details}</pre>
          </details>
        ) : null}
      </div>
    </div>
  )
}
