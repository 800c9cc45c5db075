import type { ReactElement, ReactNode } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import css from './hint.module.css'

/** Says a name or a reason on hover and focus. Never the only place of something needed. */
export function Hint({ text, shortcut, children }: { readonly text: ReactNode; readonly shortcut?: string; readonly children: ReactElement }): ReactNode {
  return (
    <TooltipTrigger delay={600} closeDelay={60}>
      {children}
      <Tooltip offset={6} className={css['hint'] ?? ''}>
        {text}
        {shortcut ? <kbd>{shortcut}</kbd> : null}
      </Tooltip>
    </TooltipTrigger>
  )
}
