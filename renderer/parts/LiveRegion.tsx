import type { ReactNode } from 'react'

/** Speaks `text` once for every new `turn`, politely. One a page. */
export function LiveRegion({ text, turn }: { readonly text: string; readonly turn: number }): ReactNode {
  // Two regions in turns: some readers say nothing when a text is replaced by an equal one.
  return (
    <>
      <div role="status" aria-live="polite" className="sr">
        {turn % 2 === 0 ? text : ''}
      </div>
      <div role="status" aria-live="polite" className="sr">
        {turn % 2 === 1 ? text : ''}
      </div>
    </>
  )
}
