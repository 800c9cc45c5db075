import type { SendingRights } from '../../../shared/model/calendars.ts'
import { caldav, dav as davName } from './names.ts'
import type { MultistatusResponse, XmlNode } from './shapes.ts'
import { childrenOf } from './xml.ts'

/** Which privileges give which right: that of RFC 6638 §6.2.2, those it is part of, and the older draft's names. */
const whole = [caldav('schedule-send'), caldav('schedule')]
const single: Readonly<Record<keyof SendingRights, readonly string[]>> = {
  invite: [caldav('schedule-send-invite'), caldav('schedule-request')],
  reply: [caldav('schedule-send-reply'), caldav('schedule-reply')],
  freeBusy: [caldav('schedule-send-freebusy'), caldav('schedule-free-busy')],
}
const known = new Set([...whole, ...Object.values(single).flat()])

/** What to ask an Outbox for. */
export const sendingProps = ['d:current-user-privilege-set', 'd:supported-privilege-set'] as const

/**
 * SCH-46: what one may send through an Outbox, from `sendingProps` of it (RFC 3744 §5.3, §5.4). Null: the server does not tell. That is a
 * missing set, and one without a word about sending from a server that does not name these privileges as its own: it knows none of them.
 */
export function sendingRights(props: MultistatusResponse['props']): SendingRights | null {
  const told = props.get(davName('current-user-privilege-set'))
  if (told === undefined) return null
  const given = new Set(privilegesIn(told))
  if (given.has(davName('all'))) return { invite: true, reply: true, freeBusy: true }
  const own = props.get(davName('supported-privilege-set'))
  if (![...given, ...(own === undefined ? [] : privilegesIn(own))].some((name) => known.has(name))) return null
  const has = (right: keyof SendingRights): boolean => [...whole, ...single[right]].some((name) => given.has(name))
  return { invite: has('invite'), reply: has('reply'), freeBusy: has('freeBusy') }
}

/** Names of all privileges, also those inside others (`supported-privilege-set` is a tree). */
const privilegesIn = (node: XmlNode): readonly string[] => [
  ...childrenOf(node, davName('privilege')).flatMap(({ children }) => children.map(({ name }) => name)),
  ...childrenOf(node, davName('supported-privilege')).flatMap(privilegesIn),
]
