import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfAnswer } from './errors.ts'
import { withCrlf } from './member-rows.ts'
import type { DavClient, DavResult, Headers, MemberRow } from './shapes.ts'

export type ObjectBody = MemberRow & { readonly text: string }

/** GET of one object. 404 and 410 give `kind: 'gone'`. */
export async function getObject(dav: DavClient, href: Href): DavResult<ObjectBody> {
  const answer = await dav.get(href)
  if (!answer.ok) return answer
  if (answer.value.status !== 200) return fail(errorOfAnswer(answer.value, dav.host))
  return ok({ href, ...tagsOf(answer.value.headers), text: withCrlf(answer.value.body) })
}

export const tagsOf = (headers: Headers): { readonly etag: Etag | null; readonly scheduleTag: ScheduleTag | null } => ({
  etag: (headers.etag?.trim() || null) as Etag | null,
  scheduleTag: (headers['schedule-tag']?.trim() || null) as ScheduleTag | null,
})
