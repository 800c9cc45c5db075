import type { CalendarField, CalendarFields, CalendarProps } from '../../../shared/model/calendars.ts'
import { hueColors, nearestHue } from '../../../shared/model/hues.ts'
import type { CollectionRow, QueueEntry } from '../store/rows.ts'
import type { CalendarPropName, NewProps } from '../dav/calendar-props.ts'

/** The property of the server behind each choice of a person. */
export const propOf: Readonly<Record<CalendarField, CalendarPropName>> = { name: 'name', hue: 'color', countsAsBusy: 'countsAsBusy', position: 'order', description: 'description' }
export const calendarFields = Object.keys(propOf) as readonly CalendarField[]

export function propsFrom(fields: Partial<CalendarFields>): NewProps {
  const { name, hue, countsAsBusy, position, description } = fields
  return {
    ...(name === undefined ? {} : { name }),
    ...(hue === undefined ? {} : { color: hueColors[hue] }),
    ...(countsAsBusy === undefined ? {} : { countsAsBusy }),
    ...(position === undefined ? {} : { order: position }),
    ...(description === undefined ? {} : { description }),
  }
}

/** What the server says, in our words; a field of which it says nothing is not there. */
export function fieldsFrom(says: CalendarProps): Partial<CalendarFields> {
  const hue = nearestHue(says.color)
  return {
    ...(says.name === null ? {} : { name: says.name }),
    ...(hue === null ? {} : { hue }),
    ...(says.countsAsBusy === null ? {} : { countsAsBusy: says.countsAsBusy }),
    ...(says.order === null ? {} : { position: says.order }),
    ...(says.description === null ? {} : { description: says.description }),
  }
}

/** The server says this of it. A colour counts by its hue: servers add alpha and change case. */
export function agrees(field: CalendarField, fields: Partial<CalendarFields>, says: CalendarProps): boolean {
  if (field === 'description') return (fields.description ?? '') === (says.description ?? '')
  return fieldsFrom(says)[field] === fields[field]
}

/** Two things a server said of one field differ. */
export const saidAnew = (field: CalendarField, before: CalendarProps, now: CalendarProps): boolean => before[propOf[field]] !== now[propOf[field]]

export const pick = (fields: Partial<CalendarFields>, keys: readonly CalendarField[]): Partial<CalendarFields> =>
  Object.fromEntries(keys.flatMap((key) => (fields[key] === undefined ? [] : [[key, fields[key]]])))

/** Choices of the person of which the server says something else, or nothing, although nothing waits to be sent to it. */
export function keptHere({ says, name, hue, countsAsBusy, description }: CollectionRow, queued: readonly QueueEntry[], product: string): readonly CalendarField[] {
  if (says === null || queued.length > 0) return []
  const chosen = { name, hue, countsAsBusy, description }
  // DAViCal 1.1.12 heeds transp and never tells it. A colour of our choosing, and busy by default, are nobody's wish. Places are ours to give where the server has no order.
  const wished: readonly CalendarField[] = ['name', ...(says.color === null ? [] : (['hue'] as const)), ...(says.countsAsBusy === null && (countsAsBusy || product === 'davical') ? [] : (['countsAsBusy'] as const)), 'description']
  return wished.filter((field) => !(field === 'name' && says.name === null) && !agrees(field, chosen, says))
}
