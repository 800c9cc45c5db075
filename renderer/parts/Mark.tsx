import type { ReactNode } from 'react'

/** Two calendars and the time they share. */
export function Mark({ size = 20 }: { readonly size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 44 44" aria-hidden="true">
      <rect x="2" y="2" width="27" height="27" rx="8" fill="var(--accent)" opacity=".32" />
      <rect x="15" y="15" width="27" height="27" rx="8" fill="var(--accent)" opacity=".32" />
      <path d="M15 23a8 8 0 0 1 8-8h6v6a8 8 0 0 1-8 8h-6z" fill="var(--accent)" />
    </svg>
  )
}
