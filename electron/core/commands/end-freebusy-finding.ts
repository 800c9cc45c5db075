import type { CommandOf } from './deps.ts'

/** Stops the finder and clears what it showed. */
export const command: CommandOf<'end-freebusy-finding'> = ({ finding }) => async () => {
  finding.end()
  return {}
}
