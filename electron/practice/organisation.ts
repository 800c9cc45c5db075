import { createHash } from 'node:crypto'
import type { Clock } from '../core/ports.ts'
import { sameAddress } from '../../shared/ical/people.ts'
import type { Background } from './background.ts'
import type { ControlPanel } from './knobs.ts'
import type { Person } from './people.ts'
import { keyOf } from './store/state.ts'
import type { Collection, StoredObject } from './store/state.ts'
import type { Store } from './store/open-store.ts'

/** One domain with its people and their data: what every handler gets. */
export interface Organisation {
  readonly domain: string
  readonly people: readonly Person[]
  readonly store: Store
  readonly panel: ControlPanel
  readonly clock: Clock
  readonly newId: () => string
  readonly background: Background
}

export const inboxSlug = 'inbox'
export const outboxSlug = 'outbox'

/** Who has this calendar user address here (PPL-4: also by the path of the principal). */
export function personAt(org: Organisation, address: string): Person | null {
  return org.people.find((person) => sameAddress(person.address, address) || sameAddress(principalPath(person.user), address)) ?? null
}

export const principalPath = (user: string): string => `/dav/principals/${user}/`
export const homePath = (user: string): string => `/dav/calendars/${user}/`
export const collectionPath = (user: string, slug: string): string => `${homePath(user)}${encodeURIComponent(slug)}/`
export const objectPath = (user: string, slug: string, name: string): string => `${collectionPath(user, slug)}${encodeURIComponent(name)}`

/** The one address book of a person. A name no calendar has: both are kept in one list. */
export const bookSlug = 'addressbook:contacts'
export const bookHomePath = (user: string): string => `/dav/addressbooks/${user}/`
export const bookPath = (user: string): string => `${bookHomePath(user)}contacts/`
export const cardPath = (user: string, name: string): string => `${bookPath(user)}${encodeURIComponent(name)}`

export const addressesOf = (person: Person): readonly string[] => [`mailto:${person.address}`, principalPath(person.user)]

export const collectionAt = (org: Organisation, user: string, slug: string): Collection | null => org.store.state.collections.get(keyOf(user, slug)) ?? null

/** Calendars, Inbox and Outbox; not the address book, which has a home of its own. */
export function collectionsOf(org: Organisation, user: string): readonly Collection[] {
  return [...org.store.state.collections.values()].filter((collection) => collection.user === user && collection.kind !== 'addressbook')
}

export const calendarsOf = (org: Organisation, user: string): readonly Collection[] => collectionsOf(org, user).filter((collection) => collection.kind === 'calendar')

/** A strong tag of exactly these bytes (RFC 9110 §8.8.3). */
export const etagOf = (text: string): string => `"${createHash('sha256').update(text).digest('hex').slice(0, 24)}"`

const uids = new WeakMap<StoredObject, string>()

/** UID by the first line that has one; objects were checked when they were stored. */
export function uidOfObject(object: StoredObject): string {
  let uid = uids.get(object)
  if (uid === undefined) {
    uid = (/^UID[^:\r\n]*:((?:[^\r\n]|\r?\n[ \t])*)/im.exec(object.text)?.[1] ?? '').replace(/\r?\n[ \t]/g, '').trim()
    uids.set(object, uid)
  }
  return uid
}

export interface Located {
  readonly collection: Collection
  readonly object: StoredObject
}

/** Where a person keeps the object of this UID, in any of the calendars. */
export function findByUid(org: Organisation, user: string, uid: string): Located | null {
  for (const collection of calendarsOf(org, user)) for (const object of collection.objects.values()) if (uidOfObject(object) === uid) return { collection, object }
  return null
}
