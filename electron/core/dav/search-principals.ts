import type { Href } from '../../../shared/model/ids.ts'
import type { PersonKind } from '../../../shared/model/people.ts'
import type { DavClient, DavResult } from './shapes.ts'

export interface FoundPrincipal {
  readonly href: Href
  readonly name: string
  /** `mailto:` addresses in mail form, lower case. */
  readonly addresses: readonly string[]
  readonly kind: PersonKind
}
/** PPL-1: principal-property-search by name and by address. An empty list proves nothing about the person. */
export declare function searchPrincipals(dav: DavClient, ask: { readonly collections: readonly Href[]; readonly text: string; readonly product: string }): DavResult<readonly FoundPrincipal[]>
