import { must } from '../../../shared/model/result.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { setText, setTime } from '../../../shared/ical/fields.ts'
import type { IcalTime } from '../../../shared/ical/fields.ts'
import { readCalendar, writeCalendar } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'

/** Every instance by itself, in UTC, without rules and zones (RFC 4791 §9.6.5). Text that cannot be read stays as it is. */
export function expandText(text: string, range: Interval, zone: Zone): string {
  const read = readCalendar(text)
  if (!read.ok) return text
  const root = read.value
  const events = root.getAllSubcomponents('vevent')
  const { instances } = expandOccurrences(text, range, { floatingZone: zone })
  const expanded = instances.map((instance) => {
    // A copy through jCal: the same event stands for several instances.
    const one = structuredClone(must(events[instance.part], 'the event of an instance').toJSON()) as unknown[]
    const Component = root.constructor as new (jcal: unknown[]) => Component
    const event = new Component(one)
    for (const name of ['rrule', 'rdate', 'exdate', 'exrule', 'duration']) event.removeAllProperties(name)
    setTime(event, 'dtstart', timeAt(instance.startUtc, instance.startDate))
    setTime(event, 'dtend', timeAt(instance.endUtc, instance.endDate))
    if (instance.recurrenceId !== null) setText(event, 'recurrence-id', null)
    if (instance.recurrenceId !== null) setTime(event, 'recurrence-id', fromContract(instance.recurrenceId))
    return event
  })
  root.removeAllSubcomponents('vevent')
  root.removeAllSubcomponents('vtimezone')
  for (const event of expanded) root.addSubcomponent(event)
  return writeCalendar(root)
}

const timeAt = (instant: number, date: string | null): IcalTime => (date === null ? { kind: 'utc', instant } : { kind: 'date', date })

function fromContract(recurrenceId: string): IcalTime {
  const [, y, m, d, hh, mm, ss] = must(/^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(recurrenceId), 'a recurrence id')
  return hh === undefined ? { kind: 'date', date: `${y}-${m}-${d}` } : { kind: 'utc', instant: Date.parse(`${y}-${m}-${d}T${hh}:${mm}:${ss}Z`) }
}
