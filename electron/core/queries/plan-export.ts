import { planAsCsv } from '../../../shared/planning/csv.ts'
import { planAsIcs } from '../../../shared/planning/ics.ts'
import { withEvents } from '../scheduling/plan-events.ts'
import type { QueryOf } from './deps.ts'

export const query: QueryOf<'plan-export'> = ({ read, clock }) => async ({ planId, format }) => {
  const row = read.plan(planId)
  const plan = row === null ? null : withEvents(read, row.plan)
  const name = plan?.name.replaceAll(/[^\p{L}\p{N} _-]+/gu, '').trim() || 'plan'
  if (format === 'csv') return { fileName: `${name}.csv`, mimeType: 'text/csv', text: plan === null ? '' : planAsCsv(plan, read.zone()) }
  return { fileName: `${name}.ics`, mimeType: 'text/calendar', text: plan === null ? '' : planAsIcs(plan, { nowUtc: clock.now() }) }
}
