import { reply, text } from '../http/exchange.ts'
import type { PracticeResponse } from '../http/exchange.ts'
import type { Organisation } from '../organisation.ts'
import type { Peers } from '../scheduling/peers.ts'
import { cardVerb } from './address-book.ts'
import type { DavContext } from './context.ts'
import type { InboxLocks } from './inbox-lock.ts'
import { mkcalendar } from './mkcalendar.ts'
import { get, move, put, remove } from './objects.ts'
import { postToOutbox } from './outbox.ts'
import { propfind } from './propfind.ts'
import { proppatch } from './proppatch.ts'
import { report } from './reports.ts'
import { isBook, resourceAt, type Resource } from './resource.ts'

type Verb = (context: DavContext, resource: Resource) => PracticeResponse | Promise<PracticeResponse>

const verbs = (peers: Peers, locks: InboxLocks): Readonly<Record<string, Verb>> => ({
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  REPORT: report,
  MKCALENDAR: mkcalendar,
  MKCOL: mkcalendar,
  GET: get,
  HEAD: get,
  PUT: put,
  DELETE: (context, resource) => locks.refusal(context, resource) ?? remove(context, resource),
  LOCK: locks.lock,
  UNLOCK: locks.unlock,
  MOVE: move,
  POST: (context, resource) => postToOutbox(context, resource, peers),
})

/** Everything below `/dav/`, for somebody who is signed in. */
export async function handleDav(context: DavContext, peers: Peers, locks: InboxLocks): Promise<PracticeResponse> {
  const { org, request } = context
  const resource = resourceAt(org, request.path)
  if (request.method === 'OPTIONS') return options(org)
  if (resource === null) return text(404, 'There is nothing here.\n')
  const verb = isBook(resource) ? cardVerb(request.method, resource) : verbs(peers, locks)[request.method]
  if (verb === undefined) return text(405, `${request.method} is not known here.\n`, { Allow: allowed })
  const response = await verb(context, resource)
  return { ...response, headers: { DAV: davTokens(org), ...response.headers } }
}

const allowed = 'OPTIONS, GET, HEAD, PUT, DELETE, POST, MOVE, PROPFIND, PROPPATCH, REPORT, MKCALENDAR, MKCOL'

/** Exact tokens decide how a client schedules (DIS-13a, EXP-1). */
function davTokens(org: Organisation): readonly string[] {
  const { scheduling } = org.panel.knobs
  const model = scheduling === 'auto' ? ', calendar-schedule, calendar-auto-schedule' : scheduling === 'explicit' ? ', calendar-schedule' : ''
  // Answers carry a word to the organizer (SCH-12). Two lines, as real servers send them: clients must join them (DIS-11).
  const locking = scheduling === 'explicit' && org.panel.knobs.inboxLocks ? '2, ' : ''
  return [`1, ${locking}3, access-control, extended-mkcol, calendar-proxy, addressbook`, `calendar-access${model}, calendar-availability, calendarserver-private-comments`]
}

const options = (org: Organisation): PracticeResponse => reply(200, '', { DAV: davTokens(org), Allow: allowed })
