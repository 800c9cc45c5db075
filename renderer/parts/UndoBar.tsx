import { X } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { Button, IconButton } from './Button.tsx'
import { Kbd } from './Chip.tsx'
import css from './bits.module.css'

interface Props {
  readonly text: string
  readonly next: string
  readonly canUndo: boolean
  readonly undoing: boolean
  readonly untilUtc: number
  readonly onUndo: () => void
  readonly onDismiss: () => void
}

/** What was just done, and the way back. Stays while the pointer or the focus rests on it. */
export function UndoBar({ text, next, canUndo, undoing, untilUtc, onUndo, onDismiss }: Props): ReactNode {
  const held = useRef(false)
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (Date.now() >= untilUtc && !held.current) onDismiss()
    }, 250)
    return () => window.clearInterval(timer)
  }, [untilUtc, onDismiss])
  const hold = (on: boolean) => (): void => {
    held.current = on
  }
  return (
    // The handlers only keep the bar open; all its acts are buttons.
    <div role="group" aria-label="Last change" className={css['undo']} onMouseEnter={hold(true)} onMouseLeave={hold(false)} onFocus={hold(true)} onBlur={hold(false)}>
      <span className={css['what']}>
        {text}
        {next ? <small>{next}</small> : null}
      </span>
      {canUndo ? (
        <Button size="small" onPress={onUndo} running={undoing}>
          Undo <Kbd>Ctrl Z</Kbd>
        </Button>
      ) : null}
      <IconButton label="Close" size="small" onPress={onDismiss}>
        <X size={14} />
      </IconButton>
    </div>
  )
}
