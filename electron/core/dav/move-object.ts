import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfAnswer } from './errors.ts'
import { failureInside } from './open-dav.ts'
import { conditionHeaders, type PutCondition } from './put-object.ts'
import type { DavClient, DavResult } from './shapes.ts'

/** To another calendar of the same account; tells nobody anything, unlike a copy and a delete would (HTTP-15, T-C11). */
export async function moveObject(dav: DavClient, ask: { readonly href: Href; readonly to: Href; readonly condition: PutCondition }): DavResult<void> {
  const answer = await dav.move(ask.href, ask.to, { headers: conditionHeaders(ask.condition) })
  if (!answer.ok) return answer
  const inner = answer.value.status === 207 ? failureInside(answer.value, dav.host) : null
  if (inner) return fail(inner)
  return answer.value.status >= 200 && answer.value.status < 300 ? ok(undefined) : fail(errorOfAnswer(answer.value, dav.host))
}
