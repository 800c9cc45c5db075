import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from 'react-aria-components/Menu'
import { Popover as AriaPopover, type PopoverProps } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import css from './popover.module.css'

export type MenuEntry =
  | {
      readonly id: string
      readonly label: ReactNode
      /** For type-ahead and readers when the label is not plain text. */
      readonly text?: string
      readonly detail?: ReactNode
      readonly icon?: ReactNode
      readonly shortcut?: string
      readonly danger?: boolean
      readonly disabled?: boolean
      readonly selected?: boolean
      readonly onAct: () => void
    }
  | 'line'

interface Props {
  readonly label: string
  readonly entries: readonly MenuEntry[]
  /** A Button or IconButton. */
  readonly children: ReactElement
  readonly placement?: NonNullable<PopoverProps['placement']>
}

export function Menu({ label, entries, children, placement = 'bottom start' }: Props): ReactNode {
  return (
    <MenuTrigger>
      {children}
      <AriaPopover offset={5} placement={placement} className={css['popover'] ?? ''}>
        <AriaMenu aria-label={label} className={css['list'] ?? ''}>
          {entries.map((entry, place) =>
            entry === 'line' ? (
              <Separator key={`line-${place}`} className={css['line'] ?? ''} />
            ) : (
              <AriaMenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.text ?? (typeof entry.label === 'string' ? entry.label : entry.id)}
                isDisabled={entry.disabled ?? false}
                onAction={entry.onAct}
                className={`${css['item']} ${entry.danger ? css['danger'] : ''}`}
              >
                {entry.icon ?? <span />}
                <span className={css['words']}>{entry.label}</span>
                {entry.shortcut ? <Kbd>{entry.shortcut}</Kbd> : entry.selected ? <Check size={14} className={css['tick']} aria-label="selected" /> : null}
                {entry.detail ? <span className={css['detail']}>{entry.detail}</span> : null}
              </AriaMenuItem>
            ),
          )}
        </AriaMenu>
      </AriaPopover>
    </MenuTrigger>
  )
}

const Kbd = ({ children }: { readonly children: ReactNode }): ReactNode => <kbd className="t11 fg3">{children}</kbd>
