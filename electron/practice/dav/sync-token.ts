import type { Organisation } from '../organisation.ts'
import type { Collection } from '../store/state.ts'

/** A URI, as RFC 6578 §4 asks; names the life of the data, so that a token of a former one is known as such. */
export const syncTokenOf = (org: Organisation, collection: Collection, revision = collection.revision): string => `data:,${org.store.state.life}/${collection.user}/${encodeURIComponent(collection.slug)}/${revision}`

/** The revision a token stands for; null when it is none of ours for this collection. */
export function revisionOf(org: Organisation, collection: Collection, token: string): number | null {
  const prefix = syncTokenOf(org, collection, 0).slice(0, -1)
  const rest = token.startsWith(prefix) ? token.slice(prefix.length) : ''
  if (!/^\d{1,15}$/.test(rest)) return null
  const revision = Number(rest)
  return revision <= collection.revision ? revision : null
}
