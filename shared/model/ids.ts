/** Strings that must not be mixed up. The brand exists for the compiler alone. */
declare const brand: unique symbol
export type Branded<T, Name extends string> = T & { readonly [brand]: Name }

export type AccountId = Branded<string, 'AccountId'>
export type CollectionId = Branded<string, 'CollectionId'>
export type ObjectId = Branded<string, 'ObjectId'>
export type InviteId = Branded<string, 'InviteId'>
export type QueueId = Branded<string, 'QueueId'>
/** Path or URL of a DAV resource, as the server spelled it. Compare with `sameHref` only (HTTP-1). */
export type Href = Branded<string, 'Href'>
/** Opaque, kept with its quotes and its `W/` (RFC 9110 §8.8, HTTP-5). */
export type Etag = Branded<string, 'Etag'>
export type ScheduleTag = Branded<string, 'ScheduleTag'>
export type Uid = Branded<string, 'Uid'>
/** A calendar user address in comparable form: lower case, no `mailto:` (PPL-4). */
export type Address = Branded<string, 'Address'>
