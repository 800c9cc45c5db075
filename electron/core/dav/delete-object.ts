import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfAnswer } from './errors.ts'
import { failureInside } from './open-dav.ts'
import { conditionHeaders } from './put-object.ts'
import type { DavClient, DavResult, Headers } from './shapes.ts'

export interface DeleteAsk {
  readonly href: Href
  /** `any` only for Inbox items: nobody edits those. */
  readonly condition: { readonly kind: 'etag'; readonly etag: Etag } | { readonly kind: 'schedule-tag'; readonly tag: ScheduleTag } | { readonly kind: 'any' }
  /** False: `Schedule-Reply: F`, nobody is told (SCH-13, T-C10). */
  readonly tellOrganizer: boolean
  readonly headers?: Headers
}

/** 404 and 410 are success: `wasGone` (T-Y14). 412 gives `kind: 'conflict'`. */
export async function deleteObject(dav: DavClient, ask: DeleteAsk): DavResult<{ readonly wasGone: boolean }> {
  const answer = await dav.delete(ask.href, { headers: { ...conditionHeaders(ask.condition), ...(ask.tellOrganizer ? {} : { 'schedule-reply': 'F' }), ...ask.headers } })
  if (!answer.ok) return answer
  const { status } = answer.value
  if (status === 404 || status === 410) return ok({ wasGone: true })
  // Radicale 3.1.8 answers a DELETE that worked with 200 and a multistatus; Xandikos 0.2.8 one that failed with 207.
  const inner = status === 207 ? failureInside(answer.value, dav.host) : null
  if (inner) return inner.kind === 'gone' ? ok({ wasGone: true }) : fail(inner)
  return status >= 200 && status < 300 ? ok({ wasGone: false }) : fail(errorOfAnswer(answer.value, dav.host))
}
