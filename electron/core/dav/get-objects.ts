import type { Href } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult, MemberRow } from './shapes.ts'

/** GET of one object. 404 and 410 give `kind: 'gone'`. `text` is never null here. */
export declare function getObject(dav: DavClient, href: Href): DavResult<MemberRow & { readonly text: string }>
