import { readCalendar } from '../../../shared/ical/tree.ts'

/** A VCALENDAR with VAVAILABILITY in it and nothing else but zones (RFC 7953 §7). */
export function checkAvailability(text: string): boolean {
  const read = readCalendar(text)
  if (!read.ok) return false
  const components = read.value.getAllSubcomponents().filter((one) => one.name !== 'vtimezone')
  return components.length > 0 && components.every((one) => one.name === 'vavailability')
}
