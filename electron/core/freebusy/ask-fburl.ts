import { readOwaFreeBusy } from '../../../shared/freebusy/owa.ts'
import { readFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import type { FburlReader } from '../dav/fburl.ts'
import { fillTemplate, owaAsked } from '../dav/fburl-request.ts'
import type { Outcome } from './ask-outbox.ts'
import type { FburlSource } from './choose-source.ts'
import { badTemplateReason, notCoveredReason, reasonOfError, reasonOfProblem, silentReason } from './reasons.ts'

export interface FburlQuestion {
  readonly reader: FburlReader
  readonly source: FburlSource
  readonly address: string
  readonly window: Interval
  readonly zone: Zone
  readonly nowUtc: Instant
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/** One person's freebusy URL. The range that was asked proves nothing: what the answer covers counts (FBU-11). */
export async function askFburl({ reader, source, address, window, zone, ...rest }: FburlQuestion): Promise<Outcome> {
  // A URL may be a template for a whole organisation (FBU-3, FBU-31).
  const filled = fillTemplate(source.url, address)
  if (!filled.ok) return { kind: 'unknown', reason: badTemplateReason(filled.problem.detail) }
  const answer = await reader.getFreeBusyUrl({ url: filled.value, approved: source.approved, window, ...rest })
  if (!answer.ok) return { kind: 'unknown', reason: reasonOfError(answer.problem, source.label) }
  const owa = owaAsked(filled.value, window)
  const read = owa ? readOwaFreeBusy(answer.value.body, owa, window) : readFreeBusy(answer.value.body, window, { address, zone })
  if (!read.ok) return { kind: 'unknown', reason: reasonOfProblem(read.problem, source.label) }
  if (!read.value.coverage) return { kind: 'unknown', reason: notCoveredReason(source.label) }
  // SOGo 5.8.0 answers so for everybody who has not opened the calendar to all (SCH-55).
  if (read.value.silent && /\/SOGo\//.test(source.url)) return { kind: 'unknown', reason: silentReason(source.label) }
  return { kind: 'answered', spans: read.value.spans, coverage: read.value.coverage }
}
