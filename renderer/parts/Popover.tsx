import type { ReactNode, RefObject } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components/Popover'
import css from './popover.module.css'

interface Props extends Omit<AriaPopoverProps, 'children' | 'className' | 'style'> {
  readonly label: string
  readonly children: ReactNode
  /** The thing it belongs to, when it is not inside a trigger. */
  readonly triggerRef?: RefObject<Element | null>
  readonly className?: string
}

/** Floats beside its origin; Escape and a press outside close it and give back focus. */
export function Popover({ label, children, className = '', ...rest }: Props): ReactNode {
  return (
    <AriaPopover offset={6} {...rest} className={css['popover'] ?? ''}>
      <Dialog aria-label={label} className={`${css['dialog']} ${className}`}>
        {children}
      </Dialog>
    </AriaPopover>
  )
}
