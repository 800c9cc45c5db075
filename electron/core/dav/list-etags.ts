import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { memberProperties, memberRow } from './member-rows.ts'
import { dav as davName } from './names.ts'
import { readProps } from './read-props.ts'
import type { DavClient, DavResult, MemberRow } from './shapes.ts'
import { propfindBody } from './write-request.ts'

/** PROPFIND Depth 1 of getetag: for servers without sync-collection, and for a full comparison (SYN-8, SYN-9). Sub-collections are left out. */
export async function listEtags(dav: DavClient, href: Href): DavResult<readonly MemberRow[]> {
  const rows: MemberRow[] = []
  let isCollection = false
  const end = await dav.propfind(
    href,
    1,
    propfindBody(['d:resourcetype', ...memberProperties(false)]),
    (response) => {
      if (response.props.get(davName('resourcetype'))?.children.some((kind) => kind.name === davName('collection'))) {
        isCollection = true
        return
      }
      const row = memberRow(response)
      if (row) rows.push(row)
    },
    { timeoutMs: 180_000 },
  )
  if (!end.ok) return fail(end.problem)
  // A 207 with an inner 404 for the collection itself (Xandikos 0.2.8) must not read as "empty".
  return isCollection ? ok(rows) : await readProps(dav, href, ['d:resourcetype']).then((own) => (own.ok ? ok(rows) : own))
}
