import type { AppState } from '../../shared/contract/app.ts'
import { waitingCount } from '../../shared/wording/counts.ts'

/** `(4) Parley`: what waits for the person, so that a tab in the back tells. */
export function windowTitle(counts: AppState['counts']): string {
  const waiting = waitingCount(counts)
  return waiting > 0 ? `(${waiting}) Parley` : 'Parley'
}
