import type { QueryOf } from './deps.ts'

export const query: QueryOf<'plans'> = ({ read }) => async () => ({
  plans: read.plans().map(({ id, name, updatedUtc, plan }) => ({ id, name, packages: plan.packages.length, blocks: plan.blocks.length, updatedUtc })),
})
