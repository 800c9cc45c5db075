import type { Collection, StoredObject } from '../store/state.ts'
import type { Person } from '../people.ts'
import { bookHomePath, bookPath, bookSlug, cardPath, collectionAt, collectionPath, homePath, objectPath, principalPath } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'

/** What a path names. `missing` is a place where something could be put, or was. */
export type Resource = CalendarResource | BookResource

/** RFC 6352: a home with one book, and its cards. */
export type BookResource =
  | { readonly kind: 'book-home'; readonly owner: Person }
  | { readonly kind: 'book'; readonly owner: Person; readonly book: Collection }
  | { readonly kind: 'card'; readonly owner: Person; readonly book: Collection; readonly card: StoredObject }
  | { readonly kind: 'missing-card'; readonly owner: Person; readonly book: Collection; readonly name: string }

type CalendarResource =
  | { readonly kind: 'root' | 'principals' | 'homes' }
  | { readonly kind: 'principal' | 'home'; readonly owner: Person }
  | { readonly kind: 'collection'; readonly owner: Person; readonly collection: Collection }
  | { readonly kind: 'object'; readonly owner: Person; readonly collection: Collection; readonly object: StoredObject }
  | { readonly kind: 'missing-object'; readonly owner: Person; readonly collection: Collection; readonly name: string }
  | { readonly kind: 'missing-collection'; readonly owner: Person; readonly slug: string }

/** Percent-decoded segments; null when the escapes are broken. */
export function segmentsOf(path: string): readonly string[] | null {
  try {
    return path
      .split('/')
      .filter((piece) => piece !== '')
      .map(decodeURIComponent)
  } catch {
    return null
  }
}

export function resourceAt(org: Organisation, path: string): Resource | null {
  const segments = segmentsOf(path)
  if (segments === null || segments.length > 5 || (segments[0] ?? 'dav') !== 'dav') return null
  const [, tree, user, slug, name] = segments
  if (tree === undefined) return { kind: 'root' }
  if (tree !== 'principals' && tree !== 'calendars' && tree !== 'addressbooks') return null
  if (tree === 'addressbooks' && user === undefined) return null
  if (user === undefined) return { kind: tree === 'principals' ? 'principals' : 'homes' }
  const owner = org.people.find((person) => person.user === user || person.address === user)
  if (owner === undefined) return null
  if (tree === 'addressbooks') return bookAt(org, owner, slug, name)
  if (tree === 'principals') return slug === undefined ? { kind: 'principal', owner } : null
  if (slug === undefined) return { kind: 'home', owner }
  const collection = collectionAt(org, owner.user, slug)
  if (collection?.kind === 'addressbook') return null
  if (collection === null) return name === undefined ? { kind: 'missing-collection', owner, slug } : null
  if (name === undefined) return { kind: 'collection', owner, collection }
  const object = collection.objects.get(name)
  return object === undefined ? { kind: 'missing-object', owner, collection, name } : { kind: 'object', owner, collection, object }
}

function bookAt(org: Organisation, owner: Person, slug: string | undefined, name: string | undefined): BookResource | null {
  if (slug === undefined) return { kind: 'book-home', owner }
  const book = collectionAt(org, owner.user, bookSlug)
  if (book === null || slug !== 'contacts') return null
  if (name === undefined) return { kind: 'book', owner, book }
  const card = book.objects.get(name)
  return card === undefined ? { kind: 'missing-card', owner, book, name } : { kind: 'card', owner, book, card }
}

export const isBook = (resource: Resource): resource is BookResource => resource.kind === 'book-home' || resource.kind === 'book' || resource.kind === 'card' || resource.kind === 'missing-card'

/** The path by which we name it in answers. */
export function pathOf(resource: Resource): string {
  switch (resource.kind) {
    case 'root':
      return '/dav/'
    case 'principals':
      return '/dav/principals/'
    case 'homes':
      return '/dav/calendars/'
    case 'principal':
      return principalPath(resource.owner.user)
    case 'home':
      return homePath(resource.owner.user)
    case 'collection':
      return collectionPath(resource.owner.user, resource.collection.slug)
    case 'object':
      return objectPath(resource.owner.user, resource.collection.slug, resource.object.name)
    case 'missing-object':
      return objectPath(resource.owner.user, resource.collection.slug, resource.name)
    case 'missing-collection':
      return collectionPath(resource.owner.user, resource.slug)
    case 'book-home':
      return bookHomePath(resource.owner.user)
    case 'book':
      return bookPath(resource.owner.user)
    case 'card':
      return cardPath(resource.owner.user, resource.card.name)
    case 'missing-card':
      return cardPath(resource.owner.user, resource.name)
  }
}
