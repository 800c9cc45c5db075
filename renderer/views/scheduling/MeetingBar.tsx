import type { CSSProperties, KeyboardEvent, PointerEvent, ReactNode } from 'react'
import type { Grip } from './meeting-bar.ts'
import type { Box } from './axis.ts'
import css from './meeting-bar.module.css'

interface Props {
  readonly box: Box
  readonly dragging: boolean
  /** Said to readers; the same words as the bubble. */
  readonly summary: string
  readonly value: number
  readonly onGrab: (event: PointerEvent<HTMLElement>, grip: Grip) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** The meeting as one translucent column over every row. */
export function MeetingBar({ box, dragging, summary, value, onGrab, onKeyDown }: Props): ReactNode {
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="The meeting"
      aria-valuenow={value}
      aria-valuetext={summary}
      data-dragging={dragging || undefined}
      className={css['bar']}
      style={{ '--x': box.x, '--w': box.width } as CSSProperties}
      onPointerDown={(event) => onGrab(event, 'move')}
      onKeyDown={onKeyDown}
    >
      <span className={css['grip']} data-side="start" onPointerDown={(event) => onGrab(event, 'start')} />
      <span className={css['grip']} data-side="end" onPointerDown={(event) => onGrab(event, 'end')} />
    </div>
  )
}

/** Where a suggestion would put it, while the pointer rests on the card. */
export function GhostBar({ box }: { readonly box: Box }): ReactNode {
  return <div className={css['ghost']} style={{ '--x': box.x, '--w': box.width } as CSSProperties} />
}
