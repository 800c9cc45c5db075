import { isOneOf, addressSet, roleIn } from '../../../shared/event/roles.ts'
import { rruleOf, timesOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, removeAttendee, setAttendee } from '../../../shared/ical/people.ts'
import { addRaw, copyOf, masterOf, overridesOf, rawOf, type Component } from '../../../shared/ical/tree.ts'
import type { ItipMessage } from '../../../shared/itip/outgoing.ts'
import type { AccountRow } from '../store/rows.ts'
import { myAddresses } from './identity.ts'

/** DAViCal 1.1.12 answers 500 to an organizer's object that names one attendee in two of its parts. */
const namesPeopleOnce = (account: AccountRow): boolean => account.capabilities.product === 'davical'

/**
 * What can be stored there of a series of mine: its changed dates without the people they share with the series. Left as it is when a
 * date lacks somebody of the series: that cannot be said without naming the others again.
 */
export function storable(account: AccountRow, root: Component): Component {
  const master = masterOf(root)
  if (!namesPeopleOnce(account) || master === null || roleIn(master, myAddresses(account)).role !== 'organizer') return root
  const shared = attendeesOf(master)
  const out = copyOf(root)
  for (const override of overridesOf(out)) {
    const here = new Set(attendeesOf(override).map((person) => person.address))
    if (shared.every((person) => here.has(person.address))) for (const person of shared) removeAttendee(override, person.raw)
  }
  return out
}

/**
 * The other way round, for whoever reads: a date that has an organizer and names nobody has the people of its series. What they
 * said to this date was not kept, so it is not known; only the organizer's own answer is.
 */
export function withSeriesPeople(root: Component): Component {
  const master = masterOf(root)
  const shared = master === null ? [] : master.getAllProperties('attendee')
  const bare = overridesOf(root).filter((event) => organizerOf(event) !== null && attendeesOf(event).length === 0)
  if (shared.length === 0 || bare.length === 0) return root
  for (const event of bare) {
    const organizer = organizerOf(event)
    for (const property of shared) addRaw(event, structuredClone(rawOf(property)))
    for (const person of attendeesOf(event)) {
      if (organizer !== null && isOneOf(person, addressSet([organizer.raw]))) continue
      setAttendee(event, { address: person.raw, partstat: 'needs-action', scheduleStatus: null })
    }
  }
  return root
}

/**
 * DAViCal 1.1.12 delivers an invitation of a group to the group's own Inbox, which nobody reads: its members get nothing, and later
 * answers of anybody are lost without a word.
 */
export const isLostGroup = (account: AccountRow, { to }: Pick<ItipMessage, 'to'>): boolean => account.capabilities.product === 'davical' && to.kind === 'group'

/**
 * Of the messages the server should send, those it does not: DAViCal tells nobody of a date that was changed or taken out later, nor of
 * another rule. Who is new to the series, or is taken off it, gets the whole of it.
 */
export const isSwallowed = (account: AccountRow, before: Component | null, after: Component | null, message: ItipMessage): boolean =>
  isLostGroup(account, message) ||
  (namesPeopleOnce(account) && before !== null && after !== null && message.method !== 'REPLY' && (message.recurrenceIds.length > 0 || (toldOfChange.has(message.why) && !sameDates(before, after))))

const toldOfChange: ReadonlySet<ItipMessage['why']> = new Set(['updated', 'ask-again'])

/** Whether both are the same series but for its single dates: the rule, and the dates beside and out of it. */
function sameDates(before: Component, after: Component): boolean {
  const [then, now] = [masterOf(before), masterOf(after)]
  if (then === null || now === null) return true
  const dates = (event: Component): string => JSON.stringify([rruleOf(event), ...(['exdate', 'rdate'] as const).map((name) => timesOf(event, name).map((time) => JSON.stringify(time)).sort())])
  return dates(then) === dates(now)
}
