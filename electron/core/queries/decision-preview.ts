import { mailSample } from '../mail/orders.ts'
import { previewOf } from '../scheduling/preview.ts'
import { planDecision } from '../scheduling/uninvited.ts'
import type { QueryOf } from './deps.ts'

/** Composed as `decide-uninvited` would, and nothing of it kept. */
export const query: QueryOf<'decision-preview'> = ({ read, clock }) => async (asked) => {
  const { holdSeconds } = read.settings()
  const planned = planDecision(read, asked, clock.now())
  if (planned === null) return { groups: [], messages: 0, changed: [], holdSeconds }
  const shown = previewOf({ ...planned, zone: read.zone(), holdSeconds, mailTo: mailSample(read, planned, clock.now()) })
  return { ...shown, groups: shown.groups.filter((group) => group.kind !== 'nothing') }
}
