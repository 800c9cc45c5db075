import type { QueryOf } from './deps.ts'

export const query: QueryOf<'wire-log'> = ({ wire }) => async () => ({ untilUtc: wire.untilUtc(), kept: wire.text().exchanges })
