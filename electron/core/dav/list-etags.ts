import type { Href } from '../../../shared/model/ids.ts'
import type { DavClient, DavResult, MemberRow } from './shapes.ts'

/** PROPFIND Depth 1 of getetag: for servers without sync-collection, and for a full comparison (SYN-8, SYN-9). Sub-collections are left out. */
export declare function listEtags(dav: DavClient, href: Href): DavResult<readonly MemberRow[]>
/** getctag and sync-token of a collection, Depth 0. */
export declare function readCollectionTags(dav: DavClient, href: Href): DavResult<{ readonly ctag: string | null; readonly syncToken: string | null }>
