import { readCalendar, writeCalendar } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import { uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf } from '../../../shared/ical/tree.ts'
import { applyMessage } from '../../../shared/itip/apply-message.ts'
import type { ApplyOutcome } from '../../../shared/itip/apply-message.ts'
import { addressesOf, collectionAt, etagOf, findByUid, inboxSlug } from '../organisation.ts'
import type { Located, Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import type { Op } from '../store/state.ts'
import { defaultCalendarOf } from './default-calendar.ts'

export interface Delivered {
  readonly ops: readonly Op[]
  /** For SCHEDULE-STATUS of the one who wrote (SCH-32). */
  readonly status: string
  readonly outcome: ApplyOutcome
  /** The recipient's object before and after, when it changed. */
  readonly before: Component | null
  readonly after: Component | null
}

/**
 * One message to one person here: what it makes of their calendar and their Inbox (RFC 6638 §4). Nothing is stored
 * yet: the caller commits `ops` together with its own.
 */
export function deliver(org: Organisation, to: Person, message: Component): Delivered {
  const uid = uidOf(eventsOf(message)[0] as Component)
  const kept = findByUid(org, to.user, uid)
  const before = kept === null ? null : readStored(kept)
  const outcome = applyMessage(before, message, { myAddresses: addressesOf(to), nowUtc: org.clock.now(), zone: to.zone })
  if (outcome.what === 'refused') return { ops: [], status: '3.8', outcome, before, after: null }
  const ops: Op[] = []
  if (outcome.what === 'stored' && outcome.root !== null) ops.push(objectOp(org, { to, uid, kept, root: outcome.root, quiet: isQuiet(outcome) }))
  if (isNews(outcome)) ops.push(inboxOp(org, to, { uid, text: writeCalendar(message) }))
  return { ops, status: '1.2', outcome, before, after: outcome.what === 'stored' ? outcome.root : null }
}

export function readStored({ object }: Located): Component | null {
  const read = readCalendar(object.text)
  return read.ok ? read.value : null
}

/** Only others' answers changed: no news, and the Schedule-Tag stays (RFC 6638 §3.2.10). */
const isQuiet = (outcome: ApplyOutcome): boolean => outcome.why === 'answered' || (outcome.why === 'updated' && outcome.changes.every((change) => change.field === 'people'))

function isNews(outcome: ApplyOutcome): boolean {
  if (outcome.what === 'ask') return true
  return outcome.what === 'stored' && (outcome.why === 'answered' || outcome.why === 'answered-earlier-version' || !isQuiet(outcome))
}

function objectOp(org: Organisation, { to, uid, kept, root, quiet }: { readonly to: Person; readonly uid: string; readonly kept: Located | null; readonly root: Component; readonly quiet: boolean }): Op {
  const text = writeCalendar(root)
  const scheduleTag = quiet && kept !== null ? kept.object.scheduleTag : newTag(org)
  const slug = kept?.collection.slug ?? defaultCalendarOf(org, to)
  return { op: 'object', user: to.user, slug, name: kept?.object.name ?? freeName(org, { user: to.user, slug, uid }), text, etag: etagOf(text), scheduleTag }
}

export const newTag = (org: Organisation): string => `"${org.newId()}"`

function freeName(org: Organisation, { user, slug, uid }: { readonly user: string; readonly slug: string; readonly uid: string }): string {
  const plain = uid.replace(/[^A-Za-z0-9@._-]/g, '-').slice(0, 120)
  const taken = collectionAt(org, user, slug)?.objects
  return taken?.has(`${plain}.ics`) === true ? `${plain}-${org.newId()}.ics` : `${plain}.ics`
}

export function inboxOp(org: Organisation, to: Person, { uid, text }: { readonly uid: string; readonly text: string }): Op {
  const name = `${uid.replace(/[^A-Za-z0-9._-]/g, '-').slice(0, 60)}-${org.newId()}.ics`
  return { op: 'object', user: to.user, slug: inboxSlug, name, text, etag: etagOf(text), scheduleTag: null }
}
