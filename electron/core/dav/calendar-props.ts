import type { CalendarProps } from '../../../shared/model/calendars.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfAnswer } from './errors.ts'
import { apple, caldav, dav as davName } from './names.ts'
import { failureInside } from './open-dav.ts'
import type { DavAnswer, DavClient, DavResult, XmlNode } from './shapes.ts'
import { attributes, type RequestBody, type XmlContent, type XmlElements } from './write-request.ts'
import { childOf } from './xml.ts'

export type CalendarPropName = keyof CalendarProps
/** What is to be kept; what is not named stays as it is. */
export type NewProps = Partial<{ readonly [K in CalendarPropName]: NonNullable<CalendarProps[K]> }>

const elementNames: Readonly<Record<CalendarPropName, string>> = {
  name: 'd:displayname',
  color: 'ca:calendar-color',
  order: 'ca:calendar-order',
  description: 'c:calendar-description',
  countsAsBusy: 'c:schedule-calendar-transp',
}
const clarkNames: Readonly<Record<CalendarPropName, string>> = {
  name: davName('displayname'),
  color: apple('calendar-color'),
  order: apple('calendar-order'),
  description: caldav('calendar-description'),
  countsAsBusy: caldav('schedule-calendar-transp'),
}
export const calendarPropNames = Object.keys(elementNames) as readonly CalendarPropName[]

/** Out of the properties of a response that were answered with 2xx. A transp without its element (Xandikos 0.2.8) says nothing. */
export function calendarProps(props: ReadonlyMap<string, XmlNode>): CalendarProps {
  const text = (name: CalendarPropName): string | null => props.get(clarkNames[name])?.text.trim() || null
  const order = Number(text('order') ?? Number.NaN)
  const transp = props.get(clarkNames.countsAsBusy)
  const opaque = childOf(transp, caldav('opaque')) !== undefined
  return {
    name: text('name'),
    color: text('color'),
    order: Number.isFinite(order) ? order : null,
    description: text('description'),
    countsAsBusy: opaque || childOf(transp, caldav('transparent')) !== undefined ? opaque : null,
  }
}

function elements(props: NewProps): XmlElements {
  const out: Record<string, XmlContent> = {}
  for (const name of calendarPropNames) {
    const value = props[name]
    if (value === undefined) continue
    out[elementNames[name]] = typeof value === 'boolean' ? { [value ? 'c:opaque' : 'c:transparent']: null } : String(value)
  }
  return out
}

export interface MakeAsk {
  readonly href: Href
  readonly props: NewProps
  /** RFC 5689: the other way, for servers that know no MKCALENDAR. */
  readonly extendedMkcol: boolean
}

/**
 * A new calendar for events (RFC 4791 §5.3.1, CAL-8). What the server made of the properties must be read back: Xandikos 0.2.8 drops
 * all but the name, and DAViCal 1.1.12 keeps transp from here as a word without effect, which is therefore left to `patchCalendar`.
 */
export async function makeCalendar(dav: DavClient, { href, props, extendedMkcol }: MakeAsk): DavResult<void> {
  const { countsAsBusy: _later, ...now } = props
  const set: XmlElements = { ...elements(now), 'c:supported-calendar-component-set': { 'c:comp': attributes({ name: 'VEVENT' }) } }
  const made = await dav.change('MKCALENDAR', href, { 'c:mkcalendar': { 'd:set': { 'd:prop': set } } })
  if (!made.ok) return made
  if ((made.value.status === 405 || made.value.status === 501) && extendedMkcol) {
    const typed: XmlElements = { 'd:resourcetype': { 'd:collection': null, 'c:calendar': null }, ...set }
    const second = await dav.change('MKCOL', href, { 'd:mkcol': { 'd:set': { 'd:prop': typed } } })
    return second.ok ? verdictOf(second.value, dav.host) : second
  }
  return verdictOf(made.value, dav.host)
}

/**
 * PROPPATCH (RFC 4918 §9.2). One request; where something in it was refused, each property by itself, because one that is not
 * known takes the others along (Xandikos 0.2.8: description 403, SOGo 5.8.0: description 409). Gives what the server would not take.
 */
export async function patchCalendar(dav: DavClient, href: Href, props: NewProps): DavResult<readonly CalendarPropName[]> {
  const names = calendarPropNames.filter((name) => props[name] !== undefined)
  const whole = await patch(dav, href, props)
  if (whole.ok) return ok([])
  if (whole.problem.kind === 'offline' || whole.problem.kind === 'sign-in' || whole.problem.kind === 'cancelled' || whole.problem.kind === 'gone' || whole.problem.retry === 'later') return whole
  if (names.length < 2) return whole.problem.kind === 'refused' || whole.problem.kind === 'forbidden' ? ok(names) : whole
  const refused: CalendarPropName[] = []
  for (const name of names) {
    const one = await patchCalendar(dav, href, { [name]: props[name] })
    if (!one.ok) return one
    refused.push(...one.value)
  }
  return ok(refused)
}

async function patch(dav: DavClient, href: Href, props: NewProps): DavResult<void> {
  const body: RequestBody = { 'd:propertyupdate': { 'd:set': { 'd:prop': elements(props) } } }
  const answer = await dav.change('PROPPATCH', href, body)
  return answer.ok ? verdictOf(answer.value, dav.host) : answer
}

/**
 * The answer of a request with a DAV body: 2xx is yes, unless it is a 207 with a refusal inside. The href inside is not looked at:
 * Xandikos 0.2.8 names another one. A body that is no multistatus (201 of MKCALENDAR, 200 of Cyrus) is nothing to read.
 */
export function verdictOf(answer: DavAnswer, host: string): Awaited<DavResult<void>> {
  if (answer.status < 200 || answer.status >= 300) return fail(errorOfAnswer(answer, host))
  if (answer.status !== 207) return ok(undefined)
  const inner = failureInside(answer, host)
  return inner === null ? ok(undefined) : fail(inner)
}
