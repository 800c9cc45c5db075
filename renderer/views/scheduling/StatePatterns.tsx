import type { ReactNode } from 'react'
import css from './state-patterns.module.css'

/** Fills for SVG, the same as the patterns of the tokens: each state is told apart by its shape. Mounted once for all rows. */
export function StatePatterns(): ReactNode {
  return (
    <svg className={css['patterns']} width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="state-tentative" width="11" height="11" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="11" height="11" className={css['stripeGround']} />
          <rect width="5" height="11" className={css['stripe']} />
        </pattern>
        <pattern id="state-unavailable" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" className={css['dotGround']} />
          <circle cx="3" cy="3" r="1.25" className={css['dot']} />
        </pattern>
        <pattern id="state-unknown" width="6" height="6" patternUnits="userSpaceOnUse">
          <rect width="6" height="6" className={css['hatchGround']} />
          <path d="M0 0L6 6M6 0L0 6" className={css['hatch']} />
        </pattern>
      </defs>
    </svg>
  )
}
