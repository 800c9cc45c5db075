import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfAnswer } from './errors.ts'
import { tagsOf } from './get-objects.ts'
import { withCrlf } from './member-rows.ts'
import { failureInside } from './open-dav.ts'
import type { DavClient, DavResult, Headers } from './shapes.ts'

export type PutCondition = { readonly kind: 'new' } | { readonly kind: 'etag'; readonly etag: Etag } | { readonly kind: 'schedule-tag'; readonly tag: ScheduleTag }
export interface PutAsk {
  readonly href: Href
  readonly text: string
  readonly condition: PutCondition
  readonly headers?: Headers
}
export interface PutDone {
  /** Null: read the object again before any further edit (HTTP-7). */
  readonly etag: Etag | null
  readonly scheduleTag: ScheduleTag | null
  /** The body the server now holds, when it sent it back (`Prefer: return=representation`). */
  readonly text: string | null
}

/**
 * Never blind (HTTP-6), and one condition only (SCH-20). 412 gives `kind: 'conflict', cause: 'changed-there'`.
 * When no answer came after the request had left, the cause is `no-answer` or `timeout`: it may have taken effect (SYN-13).
 */
export async function putObject(dav: DavClient, ask: PutAsk): DavResult<PutDone> {
  const answer = await dav.put(ask.href, ask.text, { headers: { prefer: 'return=representation', ...conditionHeaders(ask.condition), ...ask.headers } })
  if (!answer.ok) return answer
  const { status, headers, body } = answer.value
  // Xandikos 0.2.8 says 207 with the failure inside; a client that takes 2xx for yes loses the edit.
  const inner = status === 207 ? failureInside(answer.value, dav.host) : null
  if (inner) return fail(inner)
  if (status !== 200 && status !== 201 && status !== 204) return fail(errorOfAnswer(answer.value, dav.host))
  const applied = /return\s*=\s*"?representation/i.test(headers['preference-applied'] ?? '')
  const text = applied && /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(body) ? withCrlf(body) : null
  const tags = tagsOf(headers)
  // An etag that comes without a body stands for what we sent (RFC 4791 §5.3.4); the verb's user reads meetings again all the same.
  return ok({ ...tags, text })
}

export function conditionHeaders(condition: PutCondition | { readonly kind: 'any' }): Headers {
  switch (condition.kind) {
    case 'new':
      return { 'if-none-match': '*' }
    case 'etag':
      return { 'if-match': condition.etag }
    case 'schedule-tag':
      return { 'if-schedule-tag-match': condition.tag }
    case 'any':
      return {}
  }
}
