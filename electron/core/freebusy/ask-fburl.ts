import type { AppError } from '../../../shared/contract/app-error.ts'
import { readOwaFreeBusy } from '../../../shared/freebusy/owa.ts'
import { readFreeBusy, type FreeBusyAnswer } from '../../../shared/freebusy/vfreebusy.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import type { FburlAnswer, FburlReader, FburlTry } from '../dav/fburl.ts'
import { fillTemplate, isTemplate, owaAsked } from '../dav/fburl-request.ts'
import type { Outcome } from './ask-outbox.ts'
import type { FburlSource } from './choose-source.ts'
import { hostOfUrl, type KnownUrl } from './known-urls.ts'
import { badTemplateReason, notCoveredReason, reasonOfError, reasonOfProblem, silentReason, type Reason } from './reasons.ts'
import type { UrlSecrets } from './url-secrets.ts'

interface Question {
  readonly reader: FburlReader
  readonly address: string
  readonly window: Interval
  readonly zone: Zone
  readonly nowUtc: Instant
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  readonly again?: boolean
  onTry?(one: FburlTry): void
}

export interface FburlQuestion extends Question {
  readonly source: FburlSource
  secretsOf(known: KnownUrl): Promise<Result<UrlSecrets, AppError>>
  /** What one of the URLs came to. */
  onUrl(known: KnownUrl, end: UrlEnd): void
}
export interface UrlEnd {
  readonly reason: Reason | null
  /** 301 or 308: where it lives now. */
  readonly movedTo: string | null
}
export type UrlOutcome = Outcome & { readonly by: KnownUrl; readonly label: string; readonly freshForMs: number | null }

/**
 * One person's freebusy URLs, the best first; the next is asked when one gives nothing. When none does, the row says why of the best one:
 * that is the one to mend.
 */
export async function askFburl({ source, secretsOf, onUrl, ...question }: FburlQuestion): Promise<UrlOutcome> {
  let first: UrlOutcome | null = null
  for (const known of source.urls) {
    const label = hostOfUrl(known.url)
    const secrets = await secretsOf(known)
    const asked = secrets.ok ? await askOneUrl({ ...question, url: known.url, approved: known.approved, secrets: secrets.value, label }) : { outcome: { kind: 'unknown' as const, reason: reasonOfError(secrets.problem, label) }, movedTo: null }
    onUrl(known, { reason: asked.outcome.kind === 'unknown' ? asked.outcome.reason : null, movedTo: asked.movedTo })
    const outcome = { ...asked.outcome, by: known, label, freshForMs: 'read' in asked ? (asked.read?.http.freshForMs ?? null) : null }
    if (outcome.kind === 'answered') return outcome
    first ??= outcome
    if (question.signal?.aborted) break
  }
  if (first === null) throw new Error('a source without URLs')
  return first
}

export interface OneUrl extends Question {
  readonly url: string
  readonly approved: boolean
  readonly secrets: UrlSecrets
  readonly label: string
}
export interface OneAsked {
  readonly outcome: Outcome
  readonly movedTo: string | null
  /** What was read, and how it came; null when nothing was. */
  readonly read: { readonly answer: FreeBusyAnswer; readonly http: FburlAnswer } | null
  /** What kept an answer from coming. */
  readonly fault: AppError | null
}

/** Asks one URL and reads what comes. The range that was asked proves nothing: what the answer covers counts (FBU-11). */
export async function askOneUrl({ reader, url, approved, secrets, label, address, window, zone, ...rest }: OneUrl): Promise<OneAsked> {
  const none = (reason: Reason, fault: AppError | null = null): OneAsked => ({ outcome: { kind: 'unknown', reason }, movedTo: null, read: null, fault })
  const filled = isTemplate(url) ? fillTemplate(url, address, secrets.token) : { ok: true as const, value: url }
  if (!filled.ok) return none(badTemplateReason(filled.problem.detail))
  const answer = await reader.getFreeBusyUrl({ url: filled.value, approved, window, auth: secrets.auth, ...rest })
  if (!answer.ok) return none(reasonOfError(answer.problem, label), answer.problem)
  const owa = owaAsked(filled.value, window)
  const read = owa ? readOwaFreeBusy(answer.value.body, owa, window) : readFreeBusy(answer.value.body, window, { address, zone })
  if (!read.ok) return none(reasonOfProblem(read.problem, label))
  const { movedTo } = answer.value
  const told = { movedTo, read: { answer: read.value, http: answer.value }, fault: null }
  if (!read.value.coverage) return { ...told, outcome: { kind: 'unknown', reason: notCoveredReason(label) } }
  // SOGo 5.8.0 answers so for everybody who has not opened the calendar to all (SCH-55).
  if (read.value.silent && /\/SOGo\//.test(url)) return { ...told, outcome: { kind: 'unknown', reason: silentReason(label) } }
  return { ...told, outcome: { kind: 'answered', spans: read.value.spans, coverage: read.value.coverage } }
}
