import type { QueryOf } from './deps.ts'

export const query: QueryOf<'wire-log-text'> = ({ wire }) => async () => wire.text()
