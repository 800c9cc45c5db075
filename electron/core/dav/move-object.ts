import type { Etag, Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfAnswer } from './errors.ts'
import { failureInside } from './open-dav.ts'
import { conditionHeaders } from './put-object.ts'
import type { DavClient, DavResult } from './shapes.ts'

export interface MoveAsk {
  readonly from: Href
  readonly to: Href
  readonly etag: Etag | null
}

/**
 * To another calendar of the same person (RFC 4918 §9.9): no message leaves (RFC 6638 §3.2.3.4, HTTP-15). Never over something else
 * (`Overwrite: F`). 412 gives `kind: 'conflict'`: the object was changed, or the name there is taken.
 */
export async function moveObject(dav: DavClient, { from, to, etag }: MoveAsk): DavResult<void> {
  const answer = await dav.move(from, { headers: { destination: dav.url(to), overwrite: 'F', ...conditionHeaders(etag === null ? { kind: 'any' } : { kind: 'etag', etag }) } })
  if (!answer.ok) return answer
  const { status } = answer.value
  // Xandikos 0.2.8 says 207 with the failure inside.
  const inner = status === 207 ? failureInside(answer.value, dav.host) : null
  if (inner) return fail(inner)
  return status >= 200 && status < 300 ? ok(undefined) : fail(errorOfAnswer(answer.value, dav.host))
}
