import type { QueryOf } from './deps.ts'

/** The raw text of an object, readable or not: what is drawn, local changes included. */
export const query: QueryOf<'event-source'> = ({ read }) => async ({ objectId }) => ({
  text: read.textOf(objectId) ?? '',
  problem: read.object(objectId)?.problem ?? null,
})
