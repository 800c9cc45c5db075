import { fail, ok } from '../../../shared/model/result.ts'
import { verdictOf } from './calendar-props.ts'
import { caldav, calendarServer } from './names.ts'
import { readProps } from './read-props.ts'
import type { DavClient, DavResult } from './shapes.ts'

/** Both names are in use (AVA-5): RFC 7953 §7.2.1's, and the older one of Apple and CalendarServer. */
const elements = { caldav: 'c:calendar-availability', calendarServer: 'cs:calendar-availability' } as const
export interface StoredAvailability {
  /** The text of the VCALENDAR; null: none is set. */
  readonly text: string | null
  /** Under which name it stood; a new text goes there. */
  readonly under: keyof typeof elements
}

/** What the scheduling Inbox holds. Of two the CalDAV one counts, as in Cyrus 3.6.1. */
export async function readStoredAvailability(dav: DavClient, inboxHref: string): DavResult<StoredAvailability> {
  const read = await readProps(dav, inboxHref, Object.values(elements))
  if (!read.ok) return read
  const text = (clark: string): string | null => read.value.props.get(clark)?.text.trim() || null
  const [standard, older] = [text(caldav('calendar-availability')), text(calendarServer('calendar-availability'))]
  return ok(standard === null && older !== null ? { text: older, under: 'calendarServer' } : { text: standard, under: 'caldav' })
}

/** PROPPATCH on the Inbox. A refusal is an error: 403 `valid-calendar-data`, or a server that knows no such property. */
export async function writeStoredAvailability(dav: DavClient, inboxHref: string, text: string, under: StoredAvailability['under']): DavResult<void> {
  const answer = await dav.change('PROPPATCH', inboxHref, { 'd:propertyupdate': { 'd:set': { 'd:prop': { [elements[under]]: text } } } })
  return answer.ok ? verdictOf(answer.value, dav.host) : fail(answer.problem)
}
