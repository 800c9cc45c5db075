import { fail, ok } from '../../../shared/model/result.ts'
import type { Result } from '../../../shared/model/result.ts'
import { uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf, readCalendar, writeCalendar } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import { composeMessage, messagesFor, prepareOrganizerChange } from '../../../shared/itip/outgoing.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import { addressesOf, etagOf, findByUid, personAt } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import type { Op, Pending, StoredObject } from '../store/state.ts'
import { defaultCalendarOf } from './default-calendar.ts'
import { caldav } from '../xml/names.ts'
import { deliver, inboxOp, newTag, readStored } from './deliver.ts'
import type { Delivered } from './deliver.ts'
import { mergeByTag } from './merge-by-tag.ts'
import type { Peers } from './peers.ts'
import { attendeeMay, concerns, organizerMay, roleInObject, sameOrganizer, sentByOfActor, withoutForceSend } from './rules.ts'
import type { SchedulingProblem } from './rules.ts'
import { markDelivery } from './schedule-status.ts'

export interface PutChange {
  readonly owner: Person
  /** Who wrote it: the owner, or somebody who may act for them. */
  readonly actor: Person
  readonly slug: string
  readonly name: string
  readonly before: StoredObject | null
  readonly text: string
  /** The client sent If-Schedule-Tag-Match and it fitted. */
  readonly mergeByTag: boolean
}

export interface RemoveChange {
  readonly owner: Person
  readonly slug: string
  readonly object: StoredObject
  /** `Schedule-Reply: F` (SCH-13). */
  readonly silent: boolean
}

/** Somebody here got a message: the ones who answer by themselves listen to this. */
export interface DeliveryNews {
  readonly to: Person
  readonly uid: string
  readonly method: string
  readonly why: Delivered['outcome']['why']
}

/** Implicit scheduling of one organisation (RFC 6638 §3.2): what PUT and DELETE set in motion. */
export interface Scheduler {
  put(change: PutChange): Promise<Result<void, SchedulingProblem>>
  remove(change: RemoveChange): Promise<void>
  /** A message from another organisation, or from ourselves, to somebody here. Gives the status for the sender. */
  receive(to: Person, message: Component, method: string): string
  defaultCalendarOf(person: Person): string
  /** Sends what a kill left behind. */
  resume(): Promise<void>
}

export interface SchedulerDeps {
  readonly org: Organisation
  readonly peers: Peers
  /** Waited for by who sent the message, so that a room's answer is there at once. */
  readonly tell: (news: DeliveryNews) => Promise<void>
}

export function createScheduler({ org, peers, tell }: SchedulerDeps): Scheduler {
  const now = (): number => org.clock.now()
  const implicit = (): boolean => org.panel.knobs.scheduling === 'auto'

  async function put(change: PutChange): Promise<Result<void, SchedulingProblem>> {
    const after = read(change.text)
    const before = change.before === null ? null : read(change.before.text)
    const addresses = addressesOf(change.owner)
    const [was, is] = [roleInObject(before, addresses), after === null ? 'plain' : roleInObject(after, addresses)]
    const same = after === null || !implicit() || !concerns(after, addresses) ? ok(undefined) : sameOrganizer(after)
    if (!same.ok) return same
    const signed = implicit() ? sentByOfActor(before, after, { owner: addresses, actor: addressesOf(change.actor) }) : ok(undefined)
    if (!signed.ok) return signed
    if (after === null || !implicit() || (was === 'plain' && is === 'plain')) {
      org.store.commit([objectOp(change, change.text, null)])
      return ok(undefined)
    }
    if (was === 'attendee' && is !== 'attendee') return refused('allowed-attendee-scheduling-object-change', 'You were invited to this meeting; it cannot become something else.')
    if (was === 'organizer' && is === 'attendee') return refused('allowed-organizer-scheduling-object-change', 'A meeting keeps its organizer.')
    // Somebody who puts themselves into a copy that did not name them: a meeting of theirs from now on (RFC 6638 §3.2.1, "create").
    if (is === 'attendee') return putAttendee(change, was === 'plain' ? null : before, after)
    return putOrganizer(change, before, is === 'plain' ? null : after)
  }

  async function putOrganizer(change: PutChange, before: Component | null, after: Component | null): Promise<Result<void, SchedulingProblem>> {
    const me = addressesOf(change.owner)
    if (after === null) {
      const sent = dispatch(change.owner, messagesFor(before, null, me), { before, after: null })
      org.store.commit([objectOp(change, change.text, null), ...sent.ops])
      await finish(sent, null)
      return ok(undefined)
    }
    const merged = change.mergeByTag && before !== null ? mergeByTag(before, after, me) : after
    const allowed = organizerMay(before, merged, me)
    if (!allowed.ok) return allowed
    const prepared = prepareOrganizerChange(before, merged, { nowUtc: now(), myAddresses: me })
    const sent = dispatch(change.owner, messagesFor(before, prepared, me), { before, after: prepared })
    const stored = withoutForceSend(prepared)
    for (const { message, status } of sent.results) markDelivery(stored, message, status)
    org.store.commit([objectOp(change, writeCalendar(stored), newTag(org)), ...sent.ops])
    await finish(sent, { owner: change.owner, uid: uidOfRoot(stored) })
    return ok(undefined)
  }

  async function putAttendee(change: PutChange, before: Component | null, after: Component): Promise<Result<void, SchedulingProblem>> {
    const me = addressesOf(change.owner)
    const merged = change.mergeByTag && before !== null ? mergeByTag(before, after, me) : after
    if (before !== null) {
      const allowed = attendeeMay(before, merged, me)
      if (!allowed.ok) return allowed
    }
    const messages = messagesFor(before, merged, me)
    const sent = dispatch(change.owner, messages, { before, after: merged })
    const stored = withoutForceSend(merged)
    for (const { message, status } of sent.results) markDelivery(stored, message, status)
    // Untouched bytes stay untouched when nothing was sent: alarms and the like get a strong ETag.
    const text = sent.results.length === 0 && merged === after ? change.text : writeCalendar(stored)
    org.store.commit([objectOp(change, text, newTag(org)), ...sent.ops])
    await finish(sent, { owner: change.owner, uid: uidOfRoot(stored) })
    return ok(undefined)
  }

  async function remove({ owner, slug, object, silent }: RemoveChange): Promise<void> {
    const before = read(object.text)
    const me = addressesOf(owner)
    const drop: Op = { op: 'drop-object', user: owner.user, slug, name: object.name }
    const role = roleInObject(before, me)
    if (before === null || !implicit() || role === 'plain' || (role === 'attendee' && silent)) return org.store.commit([drop])
    const sent = dispatch(owner, messagesFor(before, null, me), { before, after: null })
    org.store.commit([drop, ...sent.ops])
    await finish(sent, null)
  }

  interface Dispatched {
    readonly ops: readonly Op[]
    readonly results: readonly { readonly message: ItipMessage; readonly status: string }[]
    readonly waiting: readonly { readonly message: ItipMessage; readonly pending: Pending }[]
    readonly news: readonly (DeliveryNews & { readonly delivered: Delivered })[]
  }

  /** Local messages become ops at once; those for other organisations wait in the store until they are handed over. */
  function dispatch(from: Person, messages: readonly ItipMessage[], object: { readonly before: Component | null; readonly after: Component | null }): Dispatched {
    const ops: Op[] = []
    const results: { message: ItipMessage; status: string }[] = []
    const waiting: { message: ItipMessage; pending: Pending }[] = []
    const news: (DeliveryNews & { delivered: Delivered })[] = []
    for (const message of messages) {
      const composed = composeMessage(message, object.before, object.after, { nowUtc: now(), me: addressesOf(from) })
      const to = personAt(org, message.to.raw)
      const domain = message.to.address.split('@')[1] ?? ''
      if (to !== null) {
        const delivered = deliver(org, to, composed)
        ops.push(...delivered.ops)
        results.push({ message, status: delivered.status })
        news.push({ to, uid: uidOfRoot(composed), method: message.method, why: delivered.outcome.why, delivered })
      } else if (domain === org.domain) results.push({ message, status: '3.7' })
      else if (!peers.knows(domain)) results.push({ message, status: peers.statusOfUnknown(domain) })
      else {
        const pending: Pending = { id: org.newId(), from: `mailto:${from.address}`, to: message.to.raw, method: message.method, uid: uidOfRoot(composed), text: writeCalendar(composed) }
        ops.push({ op: 'pending', pending })
        results.push({ message, status: '1.0' })
        waiting.push({ message, pending })
      }
    }
    return { ops, results, waiting, news }
  }

  /** After the commit: hand over to the others, write down how it went, tell who listens. */
  async function finish(sent: Dispatched, mine: { readonly owner: Person; readonly uid: string } | null): Promise<void> {
    for (const one of sent.news) await settle(one)
    await Promise.all(
      sent.waiting.map(async ({ message, pending }) => {
        const status = await peers.send(pending)
        org.store.commit([{ op: 'drop-pending', id: pending.id }, ...(mine === null ? [] : statusOps(mine, message, status))])
      }),
    )
  }

  /** The final status in the sender's object, unless an answer was faster than the delivery. */
  function statusOps({ owner, uid }: { readonly owner: Person; readonly uid: string }, message: ItipMessage, status: string): readonly Op[] {
    const kept = findByUid(org, owner.user, uid)
    const root = kept === null ? null : readStored(kept)
    if (kept === null || root === null || !markDelivery(root, message, status, '1.0')) return []
    const text = writeCalendar(root)
    return [{ op: 'object', user: owner.user, slug: kept.collection.slug, name: kept.object.name, text, etag: etagOf(text), scheduleTag: kept.object.scheduleTag }]
  }

  /** Others of a meeting see an answer that came in (quietly: SEQUENCE and times are the same). */
  async function settle({ to, uid, method, why, delivered }: DeliveryNews & { readonly delivered: Delivered }): Promise<void> {
    await tell({ to, uid, method, why })
    if (method !== 'REPLY' || why !== 'answered' || delivered.after === null) return
    const from = delivered.outcome.from
    const everybody = messagesFor(null, delivered.after, addressesOf(to)).filter((message) => message.to.address !== from)
    const quiet = dispatch(to, everybody.map((message): ItipMessage => ({ ...message, why: 'updated' })), { before: delivered.before, after: delivered.after })
    org.store.commit(quiet.ops)
    org.background.run(finish({ ...quiet, news: [] }, null))
  }

  function receive(to: Person, message: Component, method: string): string {
    if (org.panel.knobs.scheduling === 'explicit') {
      // Their own client does the rest (EXP-5).
      org.store.commit([inboxOp(org, to, { uid: uidOfRoot(message), text: writeCalendar(message) })])
      return '1.2'
    }
    const delivered = deliver(org, to, message)
    org.store.commit(delivered.ops)
    // The sender waits for us: what follows from the message must not wait for the sender.
    org.background.run(settle({ to, uid: uidOfRoot(message), method, why: delivered.outcome.why, delivered }))
    return delivered.status
  }

  async function resume(): Promise<void> {
    const left = [...org.store.state.pending.values()]
    for (const pending of left) {
      const status = await peers.send(pending)
      const owner = personAt(org, pending.from)
      const target = { method: pending.method as ItipMessage['method'], to: { address: toPlain(pending.to) } }
      const mine = owner === null ? [] : statusOps({ owner, uid: pending.uid }, target as ItipMessage, status)
      org.store.commit([{ op: 'drop-pending', id: pending.id }, ...mine])
    }
  }

  return { put, remove, receive, resume, defaultCalendarOf: (person) => defaultCalendarOf(org, person) }
}

const refused = (condition: string, detail: string): Result<never, SchedulingProblem> => fail({ condition: caldav(condition), detail, href: null })

const toPlain = (raw: string): string => raw.replace(/^mailto:/i, '').toLowerCase()

function read(text: string): Component | null {
  const read = readCalendar(text)
  return read.ok && eventsOf(read.value).length > 0 ? read.value : null
}

const uidOfRoot = (root: Component): string => uidOf(eventsOf(root)[0] as Component)

function objectOp(change: Pick<PutChange, 'owner' | 'slug' | 'name'>, text: string, scheduleTag: string | null): Op {
  return { op: 'object', user: change.owner.user, slug: change.slug, name: change.name, text, etag: etagOf(text), scheduleTag }
}

