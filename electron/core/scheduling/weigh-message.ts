import { instantOf, sequenceOf, timeOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, removeAttendee } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, readCalendar, type Component } from '../../../shared/ical/tree.ts'
import { applyMessage, type ApplyOutcome } from '../../../shared/itip/apply-message.ts'
import { readMessage, type ReadMessage } from '../../../shared/itip/read-message.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { AccountRow, InboxItemRow, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { myAddresses } from './identity.ts'

/** A message of the Inbox where nobody but us processes them (EXP-5), measured against what the server's calendar holds. */
export interface Weighed {
  /**
   * `store`: `root` is what the calendar should hold now · `done`: nothing follows from it · `person`: somebody has to decide, it stays
   * in the Inbox until then.
   */
  readonly fate: 'store' | 'done' | 'person'
  readonly root: Component | null
  readonly object: ObjectRow | null
  /** Null: it cannot be read. */
  readonly outcome: ApplyOutcome | null
  readonly message: ReadMessage | null
}

export function weighMessage(read: ReadStore, account: AccountRow, item: InboxItemRow, nowUtc: Instant): Weighed {
  const message = readMessage(item.text)
  if (!message.ok) return { fate: 'person', root: null, object: null, outcome: null, message: null }
  const object = read.objectsByUid(message.value.uid, account.id).find((one) => one.serverText !== null && !one.vanished) ?? null
  const text = object?.serverText ?? null
  const stored = text === null ? null : readCalendar(text)
  const before = stored !== null && stored.ok ? stored.value : null
  const outcome = applyMessage(before, message.value.root, { myAddresses: myAddresses(account), nowUtc, zone: read.zone() })
  const weighed = (fate: Weighed['fate'], root: Component | null = null): Weighed => ({ fate, root, object, outcome, message: message.value })
  // A copy that cannot be read is not written over.
  if (stored !== null && !stored.ok) return weighed('person')
  switch (outcome.what) {
    case 'stored':
      return weighed('store', outcome.root === null ? null : withoutDeputies(before, outcome.root))
    case 'ask':
      // Kept as a decision of the organizer: who was not invited and answers (`uninvited.ts`), another time (`proposals.ts`).
      return weighed(outcome.why === 'party-crasher' || outcome.why === 'counter' ? 'done' : 'person')
    case 'refused':
      // Somebody else's name on my meeting: said, never applied (ITP-14). An answer to a meeting that is not mine says nothing.
      return weighed(message.value.method === 'REPLY' ? 'done' : 'person')
    case 'unchanged':
    case 'ignored':
      return weighed(asksSomething(outcome) ? 'person' : 'done')
  }
}

/**
 * ITP-40: who comes in somebody's place is asked by nobody here: the Outbox takes no REQUEST from an attendee (EXP-2). So they come into the
 * list with the organizer's decision, which sends them one (`uninvited.ts`), and not with the answer that names them.
 */
function withoutDeputies(before: Component | null, after: Component): Component {
  const known = new Set((before === null ? [] : eventsOf(before)).flatMap(attendeesOf).map((one) => one.address))
  const root = copyOf(after)
  if (before !== null) for (const event of eventsOf(root)) for (const one of attendeesOf(event)) if (one.delegatedFrom.length > 0 && !known.has(one.address)) removeAttendee(event, one.raw)
  return root
}

/** They want the latest version, or what came cannot be placed without it (ITP-18, ITP-19, ITP-37). */
const asksSomething = ({ why }: ApplyOutcome): boolean => why === 'refresh-wanted' || why === 'needs-refresh' || why === 'no-such-instance'

/** In the order they were written, whatever order they arrived in: an update before the cancellation that ends it (ITP-1). */
export function inOrderOfWriting(items: readonly InboxItemRow[]): readonly InboxItemRow[] {
  const keys = new Map(items.map((item) => [item, keyOf(item)]))
  const compare = (a: readonly number[], b: readonly number[]): number => a.map((value, at) => value - (b[at] ?? 0)).find((by) => by !== 0) ?? 0
  return items.toSorted((a, b) => compare(keys.get(a) ?? [], keys.get(b) ?? []))
}

function keyOf(item: InboxItemRow): readonly [sequence: number, stampUtc: number] {
  const message = readMessage(item.text)
  const events = message.ok ? eventsOf(message.value.root) : []
  const stamps = events.map((event) => timeOf(event, 'dtstamp')).map((stamp) => (stamp === null ? 0 : instantOf(stamp, 'UTC')))
  return [Math.max(0, ...events.map(sequenceOf)), Math.max(0, ...stamps)]
}
