import type { AppState } from '../../shared/contract/app.ts'

/** `(4) Parley`: what waits for the person, so that a tab in the back tells. */
export function windowTitle({ invitations, needsYou }: AppState['counts']): string {
  const waiting = invitations + needsYou
  return waiting > 0 ? `(${waiting}) Parley` : 'Parley'
}
