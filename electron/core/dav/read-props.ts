import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfInnerStatus } from './errors.ts'
import type { DavClient, DavResult, MultistatusEnd, MultistatusResponse, SendOptions } from './shapes.ts'
import { propfindBody } from './write-request.ts'

export type OwnProps = Pick<MultistatusResponse, 'href' | 'props' | 'refused'> & { readonly end: MultistatusEnd }

/** Properties of one resource, Depth 0. The first response is it, however its href is spelled. A failed inner status is the failure. */
export async function readProps(dav: DavClient, href: string, properties: readonly string[], options?: SendOptions): DavResult<OwnProps> {
  const responses: MultistatusResponse[] = []
  const end = await dav.propfind(href, 0, propfindBody(properties), (response) => responses.push(response), options)
  if (!end.ok) return end
  const own = responses[0]
  if (!own) return fail(errorOfInnerStatus(404, dav.host, null, 'empty multistatus'))
  if (own.status !== null && own.status >= 300) return fail(errorOfInnerStatus(own.status, dav.host, own.precondition, own.description))
  return ok({ href: own.href, props: own.props, refused: own.refused, end: end.value })
}
