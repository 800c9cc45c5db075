import type { Collection, StoredObject } from '../store/state.ts'
import type { Person } from '../people.ts'
import { collectionAt, collectionPath, homePath, objectPath, principalPath } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'

/** What a path names. `missing` is a place where something could be put, or was. */
export type Resource =
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
  if (tree !== 'principals' && tree !== 'calendars') return null
  if (user === undefined) return { kind: tree === 'principals' ? 'principals' : 'homes' }
  const owner = org.people.find((person) => person.user === user || person.address === user)
  if (owner === undefined) return null
  if (tree === 'principals') return slug === undefined ? { kind: 'principal', owner } : null
  if (slug === undefined) return { kind: 'home', owner }
  const collection = collectionAt(org, owner.user, slug)
  if (collection === null) return name === undefined ? { kind: 'missing-collection', owner, slug } : null
  if (name === undefined) return { kind: 'collection', owner, collection }
  const object = collection.objects.get(name)
  return object === undefined ? { kind: 'missing-object', owner, collection, name } : { kind: 'object', owner, collection, object }
}

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
  }
}
