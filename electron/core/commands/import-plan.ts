import { createHash } from 'node:crypto'
import type { ImportKnown } from '../../../shared/contract/files.ts'
import { addressSet, isOneOf } from '../../../shared/event/roles.ts'
import { splitCalendar, type FileObject } from '../../../shared/ical/blocks.ts'
import { setText, spanOf, textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, setAttendee, setOrganizer } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { unreadableWords, type ImportFate } from '../../../shared/wording/files.ts'
import { isCalendarText } from '../mail/read-eml.ts'
import { myAddresses } from '../scheduling/identity.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { AccountRow, ObjectRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { isMeeting } from '../sync/compare-texts.ts'

/** One event of the file (a series with its dates) beside what is here under its UID. */
export interface ImportItem {
  readonly uid: Uid
  readonly root: Component
  readonly title: string
  readonly when: string
  readonly startUtc: Instant
  readonly repeats: boolean
  readonly here: ObjectRow | null
  readonly same: boolean
  readonly meeting: boolean
}

export interface ImportPlan {
  readonly items: readonly ImportItem[]
  readonly unreadable: readonly { readonly title: string; readonly when: string; readonly why: string }[]
  readonly others: number
  readonly repeated: number
}

/** Null: no file of events but a mail, a message of somebody (ITP), or a single event that is new here: those are opened and not imported. */
export function planImport(read: ReadStore, text: string, nowUtc: Instant): ImportPlan | null {
  const split = isCalendarText(text) ? splitCalendar(text) : null
  // Programs write METHOD:PUBLISH over whole calendars that they export.
  if (split === null || split.methods.some((method) => method !== '' && method !== 'PUBLISH')) return null
  const unreadable = split.torn.map(({ title, start }) => ({ title, when: start, why: unreadableWords.torn }))
  const items: ImportItem[] = []
  const zone = read.zone()
  for (const object of split.objects) {
    const item = itemOf(read, object, nowUtc, zone)
    if (typeof item === 'string') unreadable.push({ title: object.uid, when: '', why: item })
    else items.push(item)
  }
  if (items.length + unreadable.length === 0) return null
  const single = items.length === 1 && unreadable.length === 0 && (items[0]?.here === null || split.methods.includes('PUBLISH'))
  return single ? null : { items, unreadable, others: split.others, repeated: split.repeated }
}

function itemOf(read: ReadStore, object: FileObject, nowUtc: Instant, zone: Zone): ImportItem | string {
  const parsed = readCalendar(object.text)
  if (!parsed.ok) return unreadableWords.syntax
  const root = parsed.value
  const head = masterOf(root) ?? eventsOf(root)[0]
  const span = head === undefined ? null : spanOf(head, zone)
  if (head === undefined || span === null) return unreadableWords['no-start']
  const uid = (object.uid === '' ? nameFor(object.text) : object.uid) as Uid
  if (object.uid === '') setText(head, 'uid', uid)
  const here = read.objectsByUid(uid).find((one) => !one.deletedHere && !one.vanished && read.collection(one.collectionId)?.removed === false) ?? null
  const text = here?.localText ?? here?.serverText ?? null
  return { uid, root, title: textOf(head, 'summary'), when: whenWords(span, zone, nowUtc), startUtc: span.startUtc, repeats: head.getFirstProperty('rrule') !== null || head.getFirstProperty('rdate') !== null, here, same: text !== null && essence(text) === essence(writeCalendar(root)), meeting: isMeeting(object.text) }
}

/** What the same lines are called every time, so that a second import finds them. */
const nameFor = (text: string): string => `${createHash('sha256').update(text).digest('hex').slice(0, 40)}@imported`

/** Events alone: another order of zones, or marks about delivery that an import or a server made, are no difference. */
function essence(text: string): string {
  const split = splitCalendar(text)
  return (split?.objects ?? [])
    .flatMap((one) => one.text.replace(/\r\n[ \t]/g, '').replace(/;SCHEDULE-[A-Z-]+=(?:"[^"]*"|[^;:]*)/gi, '').split('\r\n'))
    .filter((line) => !/^(DTSTAMP|LAST-MODIFIED|PRODID|CREATED)[;:]|^SEQUENCE:0$/i.test(line))
    .toSorted()
    .join('\n')
}

export function fateOf(read: ReadStore, item: ImportItem, known: ImportKnown): ImportFate {
  const { here } = item
  if (here === null) return 'added'
  if (known === 'both') return 'copied'
  if (item.same) return 'left-same'
  if (known === 'skip') return 'left'
  if (item.meeting || isMeeting(here.localText ?? here.serverText ?? '')) return 'left-meeting'
  return read.collection(here.collectionId)?.writable === true ? 'updated' : 'left-read-only'
}

/**
 * In place: storing it tells nobody. My own meeting says so of each guest, somebody else's of its organizer (RFC 6638 §7.1, SCH-5);
 * what would force a message goes.
 */
export function quieted(account: AccountRow, root: Component): Component {
  const mine = addressSet(myAddresses(account))
  for (const event of eventsOf(root)) {
    const organizer = organizerOf(event)
    const guests = attendeesOf(event).filter((person) => !isOneOf(person, mine))
    for (const property of event.getAllProperties()) property.removeParameter('schedule-force-send')
    if (organizer === null || isOneOf(organizer, mine)) for (const person of guests) setAttendee(event, { address: person.raw, scheduleAgent: 'NONE' })
    else setOrganizer(event, { address: organizer.raw, scheduleAgent: 'NONE' })
  }
  return root
}
