import type { Address } from '../model/ids.ts'
import type { Instant } from '../model/time.ts'
import { sequenceOf, setNumber, setTime, stampAfter, stampOf } from '../ical/fields.ts'
import { attendeesOf, organizerOf, setAttendee } from '../ical/people.ts'
import { copyOf, eventsOf, writeComponent, type Component } from '../ical/tree.ts'
import { counterpartIn, differenceOf, keyOf, raisesSequence, voidsAnswers } from './difference.ts'
import type { Slots } from '../recurrence/edit-series.ts'
import { addressSet, isOneOf, type MyAddresses } from './roles.ts'

export interface OrganizerChange {
  readonly nowUtc: Instant
  readonly myAddresses: MyAddresses
  /** The person ticked "ask everyone again", e.g. because the place is far away (ITP-3). */
  readonly askAgain?: boolean
  /** Where the dates of a series went that moved to another day: one that now has the name of another is not that other. */
  readonly slots?: Slots
}

/**
 * Makes an organizer's edit a proper revision, component by component. Out: a copy of `after` with
 * - SEQUENCE always there, from 0, raised by one where ITP-3 asks for it and never lowered (T-I41…48; Cyrus needs it);
 * - the others back at NEEDS-ACTION where a time or date came or moved (SCH-8; not all servers do that themselves);
 * - DTSTAMP and LAST-MODIFIED of now where anything changed, and later than before: a second change within one second is a newer one (ITP-1).
 * `before` null: the event is new, so everybody is asked.
 */
export function prepareOrganizerChange(before: Component | null, after: Component, ctx: OrganizerChange): Component {
  const root = copyOf(after)
  const mine = addressSet(ctx.myAddresses)
  const renamed = new Set([...(ctx.slots ?? [])].flatMap(([then, now]) => (now === null || now === then ? [] : [now])))
  for (const event of eventsOf(root)) {
    const old = before === null || renamed.has(keyOf(event)) ? null : counterpartIn(before, event)
    if (old === null) reviseNew(event, before, mine, ctx.nowUtc)
    else revise(event, old, mine, ctx)
  }
  return root
}

/** A new event; or an override whose instance did not exist before, which counts as a change to the series it is in. */
function reviseNew(event: Component, before: Component | null, mine: ReadonlySet<Address>, nowUtc: Instant): void {
  setSequence(event, before === null ? sequenceOf(event) : Math.max(sequenceOf(event), ...eventsOf(before).map(sequenceOf)) + 1)
  askOthers(event, mine)
  stamp(event, nowUtc, 0)
}

function revise(event: Component, old: Component, mine: ReadonlySet<Address>, ctx: OrganizerChange): void {
  const difference = differenceOf(old, event)
  const again = ctx.askAgain === true
  if (voidsAnswers(difference) || again) askOthers(event, mine)
  const least = sequenceOf(old) + (raisesSequence(difference) || again ? 1 : 0)
  setSequence(event, Math.max(sequenceOf(event), least))
  if (writeComponent(event) !== writeComponent(old)) stamp(event, ctx.nowUtc, stampOf(old))
}

/** Always written out, 0 as well; left as it is where it says so already. */
const setSequence = (event: Component, sequence: number): void => {
  if (!event.hasProperty('sequence') || sequenceOf(event) !== sequence) setNumber(event, 'sequence', sequence)
}

function askOthers(event: Component, mine: ReadonlySet<Address>): void {
  const organizer = organizerOf(event)
  for (const a of attendeesOf(event)) {
    if (a.address === organizer?.address || isOneOf(a, mine)) continue
    setAttendee(event, { address: a.raw, partstat: 'needs-action', rsvp: true })
  }
}

function stamp(event: Component, nowUtc: Instant, formerUtc: Instant): void {
  const instant = stampAfter(nowUtc, formerUtc)
  setTime(event, 'dtstamp', { kind: 'utc', instant })
  setTime(event, 'last-modified', { kind: 'utc', instant })
}
