/**
 * What one organisation keeps. Everything changes through `Op`s alone, and applying the same ops in the same order
 * gives the same state: that is what makes the journal a complete copy.
 */

export interface StoredObject {
  readonly name: string
  readonly text: string
  readonly etag: string
  /** Null for objects that take no part in scheduling (RFC 6638 §3.2.10). */
  readonly scheduleTag: string | null
  readonly revision: number
}

export type CollectionKind = 'calendar' | 'inbox' | 'outbox' | 'addressbook'

export interface Collection {
  readonly user: string
  readonly slug: string
  readonly kind: CollectionKind
  /** Properties a client may set, Clark name → inner XML. */
  readonly properties: Map<string, string>
  readonly objects: Map<string, StoredObject>
  /** Names that are gone → the revision that removed them (RFC 6578 §3.5.2). */
  readonly removed: Map<string, number>
  revision: number
}

/** A message on its way to another organisation: delivered at least once, also when we are killed in between. */
export interface Pending {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly method: string
  readonly uid: string
  readonly text: string
}

/** Somebody who will answer an invitation by themselves, when it is time. */
export interface Awaiting {
  readonly user: string
  readonly uid: string
  readonly dueUtc: number
}

export interface State {
  /** Tells one life of the data from another, so that tokens of a former one are refused. */
  life: string
  readonly collections: Map<string, Collection>
  readonly pending: Map<string, Pending>
  readonly awaiting: Map<string, Awaiting>
  /** Free/busy files people put for others to read, by user and name. */
  readonly published: Map<string, string>
}

export type Op =
  | { readonly op: 'life'; readonly life: string }
  | { readonly op: 'collection'; readonly user: string; readonly slug: string; readonly kind: CollectionKind; readonly properties: Readonly<Record<string, string>>; readonly revision?: number; readonly removed?: Readonly<Record<string, number>> }
  | { readonly op: 'drop-collection'; readonly user: string; readonly slug: string }
  | { readonly op: 'property'; readonly user: string; readonly slug: string; readonly name: string; readonly value: string | null }
  | { readonly op: 'object'; readonly user: string; readonly slug: string; readonly name: string; readonly text: string; readonly etag: string; readonly scheduleTag: string | null; readonly revision?: number }
  | { readonly op: 'drop-object'; readonly user: string; readonly slug: string; readonly name: string }
  | { readonly op: 'pending'; readonly pending: Pending }
  | { readonly op: 'drop-pending'; readonly id: string }
  | { readonly op: 'awaiting'; readonly awaiting: Awaiting }
  | { readonly op: 'drop-awaiting'; readonly user: string; readonly uid: string }
  | { readonly op: 'published'; readonly user: string; readonly name: string; readonly text: string | null }

export const emptyState = (): State => ({ life: '', collections: new Map(), pending: new Map(), awaiting: new Map(), published: new Map() })
export const keyOf = (user: string, slug: string): string => `${user}/${slug}`

export function applyOp(state: State, op: Op): void {
  switch (op.op) {
    case 'life':
      state.life = op.life
      return
    case 'collection':
      state.collections.set(keyOf(op.user, op.slug), {
        user: op.user,
        slug: op.slug,
        kind: op.kind,
        properties: new Map(Object.entries(op.properties)),
        objects: new Map(),
        removed: new Map(Object.entries(op.removed ?? {})),
        revision: op.revision ?? 0,
      })
      return
    case 'drop-collection':
      state.collections.delete(keyOf(op.user, op.slug))
      return
    case 'pending':
      state.pending.set(op.pending.id, op.pending)
      return
    case 'drop-pending':
      state.pending.delete(op.id)
      return
    case 'awaiting':
      state.awaiting.set(keyOf(op.awaiting.user, op.awaiting.uid), op.awaiting)
      return
    case 'drop-awaiting':
      state.awaiting.delete(keyOf(op.user, op.uid))
      return
    case 'published':
      if (op.text === null) state.published.delete(keyOf(op.user, op.name))
      else state.published.set(keyOf(op.user, op.name), op.text)
      return
    case 'property': {
      const { properties } = collectionOf(state, op)
      if (op.value === null) properties.delete(op.name)
      else properties.set(op.name, op.value)
      return
    }
    case 'object': {
      const collection = collectionOf(state, op)
      const revision = op.revision ?? collection.revision + 1
      collection.revision = Math.max(collection.revision, revision)
      collection.removed.delete(op.name)
      // Deleted first, so that the map stays in the order of revisions.
      collection.objects.delete(op.name)
      collection.objects.set(op.name, { name: op.name, text: op.text, etag: op.etag, scheduleTag: op.scheduleTag, revision })
      return
    }
    case 'drop-object': {
      const collection = collectionOf(state, op)
      if (!collection.objects.delete(op.name)) return
      collection.revision += 1
      collection.removed.set(op.name, collection.revision)
    }
  }
}

function collectionOf(state: State, at: { readonly user: string; readonly slug: string }): Collection {
  const found = state.collections.get(keyOf(at.user, at.slug))
  if (found === undefined) throw new Error(`no collection ${keyOf(at.user, at.slug)}`)
  return found
}

/** The shortest list of ops that leads to this state. */
export function* snapshotOps(state: State): Generator<Op> {
  yield { op: 'life', life: state.life }
  for (const { user, slug, kind, properties, removed, revision, objects } of state.collections.values()) {
    yield { op: 'collection', user, slug, kind, properties: Object.fromEntries(properties), revision, removed: Object.fromEntries(removed) }
    for (const { name, text, etag, scheduleTag, revision: at } of objects.values()) yield { op: 'object', user, slug, name, text, etag, scheduleTag, revision: at }
  }
  for (const pending of state.pending.values()) yield { op: 'pending', pending }
  for (const awaiting of state.awaiting.values()) yield { op: 'awaiting', awaiting }
  for (const [key, text] of state.published) {
    const [user = '', ...name] = key.split('/')
    yield { op: 'published', user, name: name.join('/'), text }
  }
}
