import type { ReactNode } from 'react'
import type { SlotState } from '../../shared/freebusy/slot.ts'
import css from './state-mark.module.css'

/** The little shape of a state; a word or a label always stands with it. */
export function StateMark({ state, small = false }: { readonly state: SlotState; /** In a line of many: a pattern instead of the question mark. */ readonly small?: boolean }): ReactNode {
  return (
    <i className={css['mark']} data-state={state} data-small={small || undefined} aria-hidden="true">
      {state === 'unknown' && !small ? '?' : null}
    </i>
  )
}
