import type { ReactNode } from 'react'
import css from './bits.module.css'

/** Says why there is nothing, and what can be done about it. */
export function EmptyState({ icon, title, children, actions }: { readonly icon?: ReactNode; readonly title: string; readonly children?: ReactNode; readonly actions?: ReactNode }): ReactNode {
  return (
    <div className={css['empty']}>
      {icon}
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {actions ? <div className={css['acts']}>{actions}</div> : null}
    </div>
  )
}
