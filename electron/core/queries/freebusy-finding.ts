import type { QueryOf } from './deps.ts'

/** Lives in memory (`commands/finding.ts`). */
export const query: QueryOf<'freebusy-finding'> = ({ finding }) => async () => ({ finding: finding() })
