import type { QueryOf } from './deps.ts'

export const query: QueryOf<'plan-watch'> = ({ read }) => async ({ planId }) => ({ askedAtUtc: read.planWatch(planId)?.askedAtUtc ?? null })
