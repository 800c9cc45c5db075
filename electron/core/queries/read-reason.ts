import { unknownReason, type BusyAnswerView } from '../../../shared/contract/freebusy.ts'
import type { BusyAnswerRow } from '../store/rows.ts'

/** As it was stored; a code of another version is told as "cannot be reached", in its own words. */
export function readReason(reason: BusyAnswerRow['reason']): BusyAnswerView['reason'] {
  if (reason === null) return null
  const known = unknownReason.safeParse(reason)
  return known.success ? known.data : { code: 'unreachable', text: reason.text }
}
