import { collectionAt, inboxSlug } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { caldav } from '../xml/names.ts'
import { readXml } from '../xml/read-xml.ts'

/** The working hours somebody keeps on the server (AVA-5), as iCalendar; null when there are none. */
export function storedAvailability(org: Organisation, person: Person): string | null {
  const kept = collectionAt(org, person.user, inboxSlug)?.properties.get(caldav('calendar-availability'))
  if (kept === undefined) return null
  const read = readXml(`<kept>${kept}</kept>`)
  return read.ok ? read.value.text : null
}
