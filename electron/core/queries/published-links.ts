import type { PublishedLink } from '../../../shared/contract/publishing.ts'
import { isResting, restingAccount } from '../publishing/create-publisher.ts'
import type { PublishedLinkRow } from '../store/rows.ts'
import type { QueryOf } from './deps.ts'

/** Every published link with what became of it. Secrets stay where they are. */
export const query: QueryOf<'published-links'> = ({ read }) => async () => ({
  links: read.publishedLinks().map((row) => ({
    id: row.id,
    settings: row.settings,
    hasSecret: row.sealed !== null,
    state: stateOf(row),
    restsWith: restingAccount(read, row)?.address ?? null,
    lastSuccessUtc: row.lastSuccessUtc,
    lastTriedUtc: row.lastTriedUtc,
    nextTryUtc: row.nextTryUtc,
    problem: row.problem,
  })),
})

function stateOf(row: PublishedLinkRow): PublishedLink['state'] {
  if (row.paused) return 'paused'
  if (isResting(row)) return 'stopped'
  if (row.problem !== null) return 'trouble'
  return row.lastSuccessUtc === null ? 'waiting' : 'published'
}
