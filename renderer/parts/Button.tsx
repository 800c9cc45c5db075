import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button'
import { Spinner } from './Spinner.tsx'
import { Hint } from './Hint.tsx'
import css from './button.module.css'

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  readonly children?: ReactNode
  readonly kind?: 'default' | 'primary' | 'quiet' | 'danger' | 'quiet-danger'
  readonly size?: 'small' | 'default' | 'large'
  readonly icon?: ReactNode
  /** Shows a spinner in place of the icon; presses are ignored meanwhile. */
  readonly running?: boolean
  readonly className?: string
}

const kinds = { default: '', primary: css['primary'], quiet: css['quiet'], danger: css['danger'], 'quiet-danger': `${css['quiet']} ${css['danger']}` } as const
const sizes = { small: css['small'], default: '', large: css['large'] } as const

/** A verb with its scope, e.g. "Accept series". One `primary` a surface. */
export function Button({ children, kind = 'default', size = 'default', icon, running = false, className = '', ...rest }: ButtonProps): ReactNode {
  return (
    <AriaButton {...rest} isPending={running} className={`${css['button']} ${kinds[kind]} ${sizes[size]} ${running ? css['busy'] : ''} ${className}`}>
      {running ? <Spinner size={14} /> : icon}
      {children}
    </AriaButton>
  )
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon' | 'aria-label'> {
  /** The name, said to readers and shown as a hint. */
  readonly label: string
  /** Shown in the hint behind the name. */
  readonly shortcut?: string
  readonly children: ReactNode
}

/** A button that is only a picture, so it always has a name. */
export function IconButton({ label, shortcut, children, kind = 'quiet', size = 'default', className = '', ...rest }: IconButtonProps): ReactNode {
  return (
    <Hint text={label} {...(shortcut ? { shortcut } : {})}>
      <AriaButton {...rest} aria-label={label} className={`${css['button']} ${kinds[kind]} ${sizes[size]} ${css['icon']} ${className}`}>
        {children}
      </AriaButton>
    </Hint>
  )
}

/** A main act and a small menu of its variants, drawn as one. */
export function SplitButton({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className={css['split']}>{children}</span>
}
