import { readUtc } from '../../../shared/freebusy/periods.ts'
import type { CalendarLimits, CalendarProps, CalendarRights } from '../../../shared/model/calendars.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { calendarProps } from './calendar-props.ts'
import { davError } from './errors.ts'
import { sameHref } from './hrefs.ts'
import { caldav, calendarServer, dav as davName } from './names.ts'
import { readProps } from './read-props.ts'
import type { DavClient, DavResult, MultistatusResponse, XmlNode } from './shapes.ts'
import { propfindBody } from './write-request.ts'
import { childrenOf, hrefsOf } from './xml.ts'

export interface FoundCalendar {
  readonly href: Href
  readonly name: string
  /** What the server itself keeps of it; null: it says nothing. */
  readonly says: CalendarProps
  /** From current-user-privilege-set; true when the server does not tell (HTTP-14). */
  readonly writable: boolean
  readonly rights: CalendarRights
  readonly limits: CalendarLimits
  readonly components: readonly string[]
  readonly reports: readonly string[]
  readonly syncToken: string | null
  readonly ctag: string | null
  readonly owner: Href | null
  readonly subscribed: boolean
}
export interface FoundHomes {
  readonly calendars: readonly FoundCalendar[]
  /** Where a new calendar may be made (`bind`, RFC 3744 §3.9): the first home that allows it, or does not tell. */
  readonly newIn: Href | null
}
export interface ListAsk {
  readonly homes: readonly Href[]
  readonly inboxHref: Href | null
  readonly outboxHref: Href | null
  readonly product: string
}

const properties = [
  'd:resourcetype',
  'd:displayname',
  'c:supported-calendar-component-set',
  'cs:getctag',
  'd:sync-token',
  'd:supported-report-set',
  'd:current-user-privilege-set',
  'd:owner',
  'c:schedule-calendar-transp',
  'ca:calendar-color',
  'ca:calendar-order',
  'c:calendar-description',
  'c:max-resource-size',
  'c:max-attendees-per-instance',
  'c:min-date-time',
  'c:max-date-time',
]

/** DIS-12, DIS-13: the calendars that can hold events, in the server's order. */
export async function listCalendars(dav: DavClient, ask: ListAsk): DavResult<FoundHomes> {
  const found: FoundCalendar[] = []
  let newIn: Href | null = null
  for (const home of ask.homes) {
    let own: XmlNode | undefined
    const here: FoundCalendar[] = []
    const end = await dav.propfind(home, 1, propfindBody(properties), (response) => {
      if (sameHref(response.href, home, dav.baseUrl)) own = response.props.get(davName('current-user-privilege-set'))
      const calendar = asCalendar(response, ask)
      if (calendar && !found.some((known) => sameHref(known.href, calendar.href, dav.baseUrl))) here.push(calendar)
    })
    if (!end.ok) return fail(end.problem)
    if (newIn === null && may(own, ['all', 'write', 'bind'])) newIn = home
    const removable = may(own, ['all', 'write', 'unbind'])
    found.push(...here.map((one) => (removable ? one : { ...one, rights: { ...one.rights, remove: false } })))
  }
  return ok({ calendars: found.sort((a, b) => (a.says.order ?? Number.MAX_SAFE_INTEGER) - (b.says.order ?? Number.MAX_SAFE_INTEGER)), newIn })
}

/** One of them; `gone` when it is not there, or is none that can hold events. */
export async function readCalendar(dav: DavClient, href: Href, ask: ListAsk): DavResult<FoundCalendar> {
  const own = await readProps(dav, href, properties)
  if (!own.ok) return own
  const found = asCalendar({ href, status: null, props: own.value.props, refused: own.value.refused, precondition: null, description: '' }, ask)
  return found === null ? fail(davError({ kind: 'gone', cause: 'not-there', retry: 'never' }, { host: dav.host })) : ok(found)
}

function asCalendar({ href, status, props, refused }: MultistatusResponse, ask: ListAsk): FoundCalendar | null {
  if (status !== null && status >= 300) return null
  const kinds = new Set(props.get(davName('resourcetype'))?.children.map((kind) => kind.name))
  if (!kinds.has(caldav('calendar'))) return null
  // DAViCal 1.1.12 as shipped makes `.in` and `.out` plain calendars: the boxes are known by the principal, not by their kind.
  if (ask.inboxHref && sameHref(href, ask.inboxHref)) return null
  // SOGo 5.8.0 names the person's main calendar as Outbox: one that says so in its own kind stays a calendar (T-C25).
  if (ask.outboxHref && sameHref(href, ask.outboxHref) && !kinds.has(caldav('schedule-outbox'))) return null
  if (kinds.has(caldav('schedule-inbox'))) return null
  const components = childrenOf(props.get(caldav('supported-calendar-component-set')), caldav('comp')).map((comp) => (comp.attributes.name ?? '').toUpperCase())
  // Missing or empty: everything goes (DIS-12).
  if (components.length > 0 && !components.includes('VEVENT')) return null
  const rights = props.get(davName('current-user-privilege-set'))
  // DAViCal 1.1.12 shows the rights of a calendar only to those who have more than `read`.
  const onlyRead = refused.get(davName('current-user-privilege-set')) === 403
  const says = ask.product === 'davical' ? unescaped(calendarProps(props)) : calendarProps(props)
  return {
    href,
    name: says.name ?? lastSegment(href),
    says,
    writable: !onlyRead && may(rights, ['all', 'write', 'write-content', 'bind']) && !kinds.has(calendarServer('subscribed')),
    rights: { change: !onlyRead && may(rights, ['all', 'write', 'write-properties']), remove: true },
    limits: limitsOf(props),
    components,
    reports: reportsOf(props.get(davName('supported-report-set'))),
    syncToken: props.get(davName('sync-token'))?.text.trim() || null,
    ctag: props.get(calendarServer('getctag'))?.text.trim() || null,
    owner: (hrefsOf(props.get(davName('owner')))[0] ?? null) as Href | null,
    subscribed: kinds.has(calendarServer('subscribed')),
  }
}

/** CAL-10. What is no number or no time says nothing. */
function limitsOf(props: ReadonlyMap<string, XmlNode>): CalendarLimits {
  const text = (local: string): string => props.get(caldav(local))?.text.trim() ?? ''
  const count = (local: string): number | null => (/^\d+$/.test(text(local)) ? Number(text(local)) : null)
  const time = (local: string): number | null => {
    const at = readUtc(text(local))
    return Number.isNaN(at) ? null : at
  }
  return { maxBytes: count('max-resource-size'), maxPeople: count('max-attendees-per-instance'), minUtc: time('min-date-time'), maxUtc: time('max-date-time') }
}

/** DAViCal 1.1.12 keeps what it is sent as it stands in the XML: `A & B` comes back as the text `A &amp; B`. */
function unescaped(says: CalendarProps): CalendarProps {
  const plain = (text: string | null): string | null => text?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&') ?? null
  return { ...says, name: plain(says.name), description: plain(says.description) }
}

/** Local names: `sync-collection`, `calendar-query`, … Xandikos 0.2.8 leaves out the `report` element around each (RFC 3253 §3.1.5). */
export function reportsOf(node: XmlNode | undefined): readonly string[] {
  return childrenOf(node, davName('supported-report')).flatMap(({ children }) =>
    children.flatMap((child) => (child.name === davName('report') ? child.children : [child])).map(({ name }) => name.slice(name.lastIndexOf('}') + 1)),
  )
}

/** One of these privileges is there; true when the server does not tell (HTTP-14). */
export function may(node: XmlNode | undefined, privileges: readonly string[]): boolean {
  const wanted = new Set(privileges.map(davName))
  return !node || childrenOf(node, davName('privilege')).some((privilege) => privilege.children.some((kind) => wanted.has(kind.name)))
}

function lastSegment(href: string): string {
  const segment = href.split('/').filter((part) => part !== '').at(-1) ?? href
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** `schedule-default-calendar-URL`, read from the Inbox itself: elsewhere servers leave it out (SCH-44, Cyrus 3.6.1). */
export async function readDefaultCalendar(dav: DavClient, inboxHref: Href): DavResult<Href | null> {
  const own = await readProps(dav, inboxHref, ['c:schedule-default-calendar-URL'])
  return own.ok ? ok((hrefsOf(own.value.props.get(caldav('schedule-default-calendar-URL')))[0] ?? null) as Href | null) : own
}
