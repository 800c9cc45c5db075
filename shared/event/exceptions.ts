import type { DateException, DraftWhen, EventDraft } from '../contract/events.ts'
import { writeCalendar, type Component } from '../ical/tree.ts'
import type { Interval, PlainDate, Zone } from '../model/time.ts'
import { editInstance, removeInstance } from '../recurrence/edit-series.ts'
import { expandOccurrences, type Instance } from '../recurrence/expand.ts'
import { addDays, dayOf, startOfDay } from '../time/days.ts'
import { toLocal } from '../time/zones.ts'
import { setWhen } from './event-when.ts'

const zoneOfWhen = (when: DraftWhen): Zone => (when.kind === 'timed' ? when.zone : 'UTC')

/** Room for a date that was moved away from its day. */
const marginDays = 2

/**
 * Leaves dates out of a series (EXDATE, ICS-9) or gives them another time of their day (an override, ITP-40), as a draft asks for.
 * A new tree; a day that is no date of the series is passed over, because the draft may have been moved since it was chosen.
 */
export function withExceptions(root: Component, { exceptions = [], when }: Pick<EventDraft, 'exceptions' | 'when'>): Component {
  if (exceptions.length === 0) return root
  const zone = zoneOfWhen(when)
  const days = exceptions.map((one) => one.date).sort()
  const window = { startUtc: startOfDay(addDays(days[0]!, -marginDays), zone), endUtc: startOfDay(addDays(days.at(-1)!, marginDays), zone) }
  const { instances } = expandOccurrences(writeCalendar(root), window, { floatingZone: zone })
  return exceptions.reduce((tree, exception) => {
    const name = instances.find((one) => one.recurrenceId !== null && dayOfInstance(one, zone) === exception.date)?.recurrenceId ?? null
    if (name === null) return tree
    const { to } = exception
    if (to === null) return removeInstance(tree, name)
    return when.kind === 'timed' ? editInstance(tree, name, (event) => setWhen(event, { ...when, ...to })) : tree
  }, root)
}

const dayOfInstance = (one: Instance, zone: Zone): PlainDate => one.startDate ?? dayOf(one.startUtc, zone)

/** The exception for one date, on the clock of the draft. */
export function exceptionFor(when: DraftWhen, slot: Interval, to: Interval | null): DateException {
  const zone = zoneOfWhen(when)
  return { date: dayOf(slot.startUtc, zone), to: to && { localStart: toLocal(to.startUtc, zone), localEnd: toLocal(to.endUtc, zone) } }
}

/** With this one added, or in place of the one for the same day. */
export const putException = (list: readonly DateException[] | undefined, one: DateException): DateException[] =>
  [...(list ?? []).filter((other) => other.date !== one.date), one].sort((a, b) => (a.date < b.date ? -1 : 1))
