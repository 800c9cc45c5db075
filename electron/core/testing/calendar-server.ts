import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ServerObject {
  text: string
  etag: string
  scheduleTag: string | null
}

/** What this server can and cannot do; change it at any time. */
export interface ServerTraits {
  /** Members that are there and counted by the token, but not yet in the list of changes: an index that lags. */
  readonly lagging: ReadonlySet<string>
  syncCollection: boolean
  /** Members of one page of sync-collection; the rest is 507 (T-Y03). */
  pageSize: number
  /** Tokens older than this change are refused with this status; null: a full listing without a word (DAViCal). */
  oldestToken: number
  tokenFault: { readonly status: number; readonly body: string } | 'full-listing'
  /** calendar-data inside sync-collection. */
  dataInSync: boolean
  ctag: boolean
  scheduleTags: boolean
  etagOnPut: boolean
  /** multiget says 404 for a missing member, or nothing (DAViCal, sabre). */
  tellsMissing: boolean
  /** Properties of a calendar that no PROPPATCH may touch: one of them refuses all of it. */
  refusedProps: readonly string[]
  /** MKCALENDAR and MOVE are known. */
  mkcalendar: boolean
  move: boolean
  /** DAV:owner, by path of the calendar; others are told without one. */
  owners: Readonly<Record<string, string>>
  /** What the server makes of a text it stores. */
  store: (text: string) => string
  /** Called before each request; an answer given here is the answer. `drop-before` and `drop-after` cut the connection, the latter after it took effect. */
  meddle: (request: { readonly method: string; readonly path: string; readonly body: string }) => Meddling | null | Promise<Meddling | null>
}
export type Meddling = 'drop-before' | 'drop-after' | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }

export interface CalendarServer {
  readonly url: string
  readonly traits: ServerTraits
  /** By path, e.g. `/alice/cal/a.ics`. */
  readonly objects: ReadonlyMap<string, ServerObject>
  readonly calendars: Set<string>
  /** Of a calendar, by local name; another client may write here too. `schedule-calendar-transp` is `opaque` or `transparent`. */
  propsOf(path: string): Map<string, string>
  /** Another client writes: gives the new etag. */
  put(path: string, text: string, options?: { readonly keepScheduleTag?: boolean }): string
  remove(path: string): void
  readonly log: string[]
  /** What clients changed, in order: a server that schedules sends a message for each. Null: it is not there. */
  readonly writes: { readonly path: string; readonly before: string | null; readonly after: string | null }[]
  close(): Promise<void>
}

interface Change {
  readonly path: string
  readonly at: number
}

/** An honest small CalDAV server with state, for tests of sync: one user, `/alice/cal/` and `/alice/inbox/`. */
export async function startCalendarServer(patch: Partial<ServerTraits> = {}): Promise<CalendarServer> {
  const traits: ServerTraits = {
    syncCollection: true,
    pageSize: Infinity,
    oldestToken: 0,
    tokenFault: { status: 403, body: '<d:error xmlns:d="DAV:"><d:valid-sync-token/></d:error>' },
    dataInSync: true,
    ctag: true,
    scheduleTags: false,
    etagOnPut: true,
    tellsMissing: true,
    refusedProps: [],
    mkcalendar: true,
    move: true,
    owners: {},
    store: (text) => text,
    lagging: new Set(),
    meddle: () => null,
    ...patch,
  }
  const objects = new Map<string, ServerObject>()
  const calendars = new Set(['/alice/cal/'])
  const props = new Map<string, Map<string, string>>()
  function propsOf(path: string): Map<string, string> {
    const known = props.get(path) ?? new Map([['displayname', path.split('/').at(-2) ?? '']])
    props.set(path, known)
    return known
  }
  const log: string[] = []
  const writes: CalendarServer['writes'] = []
  let changes: Change[] = []
  let clock = 0

  const note = (path: string) => {
    clock += 1
    changes = [...changes.filter((change) => change.path !== path), { path, at: clock }]
  }
  function put(path: string, text: string, { keepScheduleTag = false }: { readonly keepScheduleTag?: boolean } = {}): string {
    note(path)
    const before = objects.get(path)
    const scheduleTag = traits.scheduleTags && /^ORGANIZER/m.test(text) ? (keepScheduleTag ? (before?.scheduleTag ?? null) : `"s${clock}"`) : null
    objects.set(path, { text, etag: `"e${clock}"`, scheduleTag })
    return `"e${clock}"`
  }
  function remove(path: string): void {
    note(path)
    objects.delete(path)
  }
  const membersOf = (home: string) => [...objects].filter(([path]) => path.startsWith(home) && path !== home)

  function answer(method: string, path: string, depth: string, headers: IncomingMessage['headers'], body: string): { status: number; headers?: Record<string, string>; body?: string } {
    if (method === 'PROPFIND' && path === '/alice/' && depth === '1') return multistatus([...calendars].map(calendarProps))
    if (method === 'PROPFIND' && (calendars.has(path) || path === '/alice/inbox/')) {
      return multistatus([calendarProps(path), ...(depth === '1' ? membersOf(path).map(([member, object]) => memberProps(member, object, false)) : [])])
    }
    if (method === 'REPORT' && (calendars.has(path) || path === '/alice/inbox/')) return report(path, body)
    if (method === 'MKCALENDAR') {
      if (!traits.mkcalendar) return { status: 501 }
      if (calendars.has(path)) return { status: 405, body: '<d:error xmlns:d="DAV:"><d:resource-must-be-null/></d:error>' }
      calendars.add(path)
      for (const [name, value] of settings(body)) if (!traits.refusedProps.includes(name)) propsOf(path).set(name, value)
      return { status: 201 }
    }
    if (method === 'PROPPATCH' && calendars.has(path)) {
      const wanted = settings(body)
      const refused = wanted.some(([name]) => traits.refusedProps.includes(name))
      if (!refused) for (const [name, value] of wanted) propsOf(path).set(name, value)
      const rows = wanted.map(([name]) => `<d:propstat><d:prop><x:${name} xmlns:x="x"/></d:prop><d:status>HTTP/1.1 ${!refused ? 200 : traits.refusedProps.includes(name) ? 403 : 424}</d:status></d:propstat>`)
      return multistatus([`<d:href>${path}</d:href>${rows.join('')}`])
    }
    if (method === 'DELETE' && calendars.has(path)) {
      for (const [member] of membersOf(path)) remove(member)
      calendars.delete(path)
      props.delete(path)
      return { status: 204 }
    }
    const object = objects.get(path)
    if (method === 'MOVE') {
      if (!traits.move) return { status: 501 }
      const target = decodeURIComponent(new URL(String(headers.destination)).pathname)
      if (!object) return { status: 404 }
      if (headers['if-match'] !== undefined && headers['if-match'] !== object.etag) return { status: 412 }
      if (objects.has(target) && headers.overwrite === 'F') return { status: 412 }
      const { text } = object
      remove(path)
      put(target, text)
      return { status: 201 }
    }
    if (method === 'GET') return object ? { status: 200, headers: tagHeaders(object), body: object.text } : { status: 404 }
    if (method === 'PUT' || method === 'DELETE') {
      if (headers['if-none-match'] === '*' && object) return { status: 412 }
      if (headers['if-match'] !== undefined && headers['if-match'] !== object?.etag) return { status: 412 }
      const tag = headers['if-schedule-tag-match']
      if (tag !== undefined && traits.scheduleTags && tag !== object?.scheduleTag) return { status: 412 }
      if (method === 'DELETE') {
        if (!object) return { status: 404 }
        writes.push({ path, before: object.text, after: null })
        remove(path)
        return { status: 204 }
      }
      writes.push({ path, before: object?.text ?? null, after: body })
      put(path, traits.store(body))
      const stored = objects.get(path)
      return { status: object ? 204 : 201, ...(traits.etagOnPut && stored ? { headers: tagHeaders(stored) } : {}) }
    }
    return { status: 404 }
  }

  function report(home: string, body: string): { status: number; headers?: Record<string, string>; body?: string } {
    const withData = body.includes('calendar-data')
    if (body.includes('calendar-multiget')) {
      const hrefs = [...body.matchAll(/<(?:\w+:)?href>([^<]+)</g)].map((match) => decodeURIComponent(match[1] ?? ''))
      return multistatus(
        hrefs.flatMap((href) => {
          const object = objects.get(href)
          return object ? [memberProps(href, object, true)] : traits.tellsMissing ? [`<d:href>${href}</d:href><d:status>HTTP/1.1 404</d:status>`] : []
        }),
      )
    }
    if (body.includes('calendar-query')) return multistatus(membersOf(home).map(([path, object]) => memberProps(path, object, withData)))
    if (!traits.syncCollection) return { status: 403, body: '<d:error xmlns:d="DAV:"><d:supported-report/></d:error>' }
    const token = /sync-token>t(\d+)</.exec(body)?.[1]
    const since = token === undefined ? 0 : Number(token)
    if (token !== undefined && since < traits.oldestToken) {
      if (traits.tokenFault !== 'full-listing') return traits.tokenFault
      return multistatus(membersOf(home).map(([path, object]) => memberProps(path, object, withData && traits.dataInSync)), `t${clock}`)
    }
    const all = changes.filter((change) => change.at > since && !traits.lagging.has(change.path) && change.path.startsWith(home) && (token !== undefined || objects.has(change.path)))
    const page = all.slice(0, traits.pageSize)
    const rows = page.map(({ path }) => {
      const object = objects.get(path)
      return object ? memberProps(path, object, withData && traits.dataInSync) : `<d:href>${path}</d:href><d:status>HTTP/1.1 404</d:status>`
    })
    if (page.length < all.length) return multistatus([...rows, `<d:href>${home}</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status>`], `t${page.at(-1)?.at ?? 0}`)
    return multistatus(rows, `t${clock}`)
  }

  function writtenProps(path: string): string {
    const spaces: Readonly<Record<string, string>> = { displayname: 'd', 'calendar-description': 'c', 'schedule-calendar-transp': 'c', 'calendar-color': 'a', 'calendar-order': 'a' }
    return [...propsOf(path)].map(([name, value]) => `<${spaces[name]}:${name}>${name === 'schedule-calendar-transp' ? `<c:${value}/>` : escape(value)}</${spaces[name]}:${name}>`).join('')
  }

  function calendarProps(path: string): string {
    const last = Math.max(0, ...changes.filter((change) => change.path.startsWith(path)).map((change) => change.at))
    const kind = path.endsWith('/inbox/') ? '<c:schedule-inbox/>' : '<c:calendar/>'
    const reports = ['calendar-multiget', 'calendar-query'].map((name) => `<d:supported-report><d:report><c:${name}/></d:report></d:supported-report>`)
    if (traits.syncCollection) reports.push('<d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report>')
    return (
      `<d:href>${path}</d:href><d:propstat><d:prop><d:resourcetype><d:collection/>${kind}</d:resourcetype>${writtenProps(path)}` +
      `<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set><d:supported-report-set>${reports.join('')}</d:supported-report-set>` +
      (traits.owners[path] === undefined ? '' : `<d:owner><d:href>${traits.owners[path]}</d:href></d:owner>`) +
      (traits.ctag ? `<s:getctag>c${last}</s:getctag>` : '') +
      '</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>'
    )
  }

  const server = createServer((incoming, out) => {
    serve(incoming, out).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  })

  async function serve(incoming: IncomingMessage, out: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('utf8')
    const method = incoming.method ?? ''
    const path = decodeURIComponent(new URL(incoming.url ?? '/', 'http://x').pathname)
    log.push(`${method} ${path}${method === 'REPORT' ? ` ${/<(?:\w+:)?(sync-collection|calendar-multiget|calendar-query)/.exec(body)?.[1] ?? ''}` : ''}`)
    const meddling = await traits.meddle({ method, path, body })
    if (meddling === 'drop-before') return void out.destroy()
    const reply = meddling !== null && typeof meddling === 'object' ? meddling : answer(method, path, String(incoming.headers.depth ?? '0'), incoming.headers, body)
    if (meddling === 'drop-after') return void out.destroy()
    out.writeHead(reply.status, reply.headers)
    out.end(reply.body ?? '')
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    traits,
    objects,
    calendars,
    propsOf,
    put,
    remove,
    log,
    writes,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')

function multistatus(responses: readonly string[], token?: string): { status: number; headers: Record<string, string>; body: string } {
  return {
    status: 207,
    headers: { 'content-type': 'application/xml; charset=utf-8' },
    body: `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/" xmlns:a="http://apple.com/ns/ical/">${responses.map((one) => `<d:response>${one}</d:response>`).join('')}${token === undefined ? '' : `<d:sync-token>${token}</d:sync-token>`}</d:multistatus>`,
  }
}

function memberProps(path: string, object: ServerObject, withData: boolean): string {
  return (
    `<d:href>${path.replace('@', '%40')}</d:href><d:propstat><d:prop><d:getetag>${object.etag}</d:getetag>` +
    (object.scheduleTag === null ? '' : `<c:schedule-tag>${object.scheduleTag}</c:schedule-tag>`) +
    (withData ? `<c:calendar-data>${escape(object.text)}</c:calendar-data>` : '') +
    '</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>'
  )
}

const tagHeaders = (object: ServerObject): Record<string, string> => ({ ETag: object.etag, ...(object.scheduleTag === null ? {} : { 'Schedule-Tag': object.scheduleTag }) })

/** What a PROPPATCH or an MKCALENDAR of ours wants to set. */
function settings(body: string): readonly (readonly [string, string])[] {
  const texts = [...body.matchAll(/<(?:\w+:)?(displayname|calendar-color|calendar-order|calendar-description)>([^<]*)</g)].map((match) => [match[1] ?? '', unescape(match[2] ?? '')] as const)
  const transp = /schedule-calendar-transp>\s*<(?:\w+:)?(opaque|transparent)/.exec(body)?.[1]
  return transp === undefined ? texts : [...texts, ['schedule-calendar-transp', transp]]
}

const unescape = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
