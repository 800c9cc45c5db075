import { must } from '../../../shared/model/result.ts'
import { calendarsOf, collectionAt, inboxSlug } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Person } from '../people.ts'
import { segmentsOf } from '../dav/resource.ts'
import { caldav } from '../xml/names.ts'

/** Where new invitations go (SCH-44): as set on the Inbox, else the first calendar. */
export function defaultCalendarOf(org: Organisation, person: Person): string {
  const set = collectionAt(org, person.user, inboxSlug)?.properties.get(caldav('schedule-default-calendar-URL')) ?? ''
  const path = />([^<]*)</.exec(set)?.[1] ?? ''
  const slug = segmentsOf(URL.canParse(path) ? new URL(path).pathname : path)?.[3]
  if (slug !== undefined && collectionAt(org, person.user, slug)?.kind === 'calendar') return slug
  return must(calendarsOf(org, person.user)[0], `a calendar of ${person.user}`).slug
}
