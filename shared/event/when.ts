import type { DraftWhen, EventDraft, RepeatRule } from '../contract/events.ts'
import type { Interval, PlainDate, Zone } from '../model/time.ts'
import { moveRepeat } from '../recurrence/move-rule.ts'
import { placeInMonth } from '../recurrence/describe.ts'
import { addDays, dayOf, startOfDay } from '../time/days.ts'
import { isKnownZone, toInstant, toLocal } from '../time/zones.ts'

/** The stretch of time a draft means; its days in `zone` when it is all day. Empty or backwards drafts give null. */
export function slotOf(when: DraftWhen, zone: Zone): Interval | null {
  const slot =
    when.kind === 'all-day'
      ? { startUtc: startOfDay(when.startDate, zone), endUtc: startOfDay(when.endDate, zone) }
      : isKnownZone(when.zone)
        ? { startUtc: toInstant(when.localStart, when.zone), endUtc: toInstant(when.localEnd, when.zone) }
        : null
  return slot && slot.startUtc < slot.endUtc ? slot : null
}

/** The draft moved to `slot`: it keeps its own zone, and stays all day while `slot` is whole days in `zone`. */
export function whenAt(when: DraftWhen, slot: Interval, zone: Zone): DraftWhen {
  if (when.kind === 'timed') return { ...when, localStart: toLocal(slot.startUtc, when.zone), localEnd: toLocal(slot.endUtc, when.zone) }
  const startDate = dayOf(slot.startUtc, zone)
  const endDate = dayOf(slot.endUtc, zone)
  const whole = startOfDay(startDate, zone) === slot.startUtc && startOfDay(endDate, zone) === slot.endUtc
  if (whole) return { kind: 'all-day', startDate, endDate: endDate > startDate ? endDate : addDays(startDate, 1) }
  return { kind: 'timed', localStart: toLocal(slot.startUtc, zone), localEnd: toLocal(slot.endUtc, zone), zone }
}

/** What the editor holds once its first day is another: a series there is moves as a whole, of a new one see `followStart`. */
export function repeatOnDay({ objectId, repeat }: Pick<EventDraft, 'objectId' | 'repeat'>, before: PlainDate, after: PlainDate): RepeatRule | null {
  return objectId === null || repeat === null ? followStart(repeat, before, after) : (moveRepeat(repeat, before, after) ?? repeat)
}

/** A change of the first day takes a rule along that meant the day it had: weekly on Wednesday becomes weekly on Thursday. */
export function followStart(rule: RepeatRule | null, before: PlainDate, after: PlainDate): RepeatRule | null {
  if (rule === null || rule.custom !== null || rule.days.length !== 1 || rule.days[0] !== placeInMonth(before).day) return rule
  const { day, nth } = placeInMonth(after)
  return { ...rule, days: [day], nth: rule.nth === null ? null : rule.nth === -1 ? -1 : nth }
}
