import { Check, Ellipsis, Minus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Answer } from '../../shared/model/people.ts'
import { hueOf, initialsOf } from './avatar-model.ts'
import css from './bits.module.css'

const marks = { accepted: Check, declined: X, tentative: Minus, 'needs-action': Ellipsis, delegated: Ellipsis } as const

interface Props {
  readonly address: string
  readonly name: string
  /** Draws the answer mark. The answer must also stand beside it as a word. */
  readonly answer?: Answer
  readonly size?: 'tiny' | 'small' | 'default' | 'large'
  /** Rooms and resources. */
  readonly square?: boolean
  /** Instead of initials: "+6". */
  readonly text?: string
}

export function Avatar({ address, name, answer, size = 'default', square = false, text }: Props): ReactNode {
  const Mark = answer ? marks[answer] : null
  return (
    <i className={css['avatar']} data-hue={text ? 'slate' : hueOf(address)} data-size={size} data-square={square || undefined} aria-hidden="true">
      {text ?? initialsOf(name, address)}
      {Mark ? (
        <span className={css['mark']} data-answer={answer}>
          <Mark />
        </span>
      ) : null}
    </i>
  )
}
