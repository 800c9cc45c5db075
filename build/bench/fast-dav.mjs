// An in-memory CalDAV server with ready-made answers, so that the client is what is measured. Prints its address as JSON.
//   node build/bench/fast-dav.mjs COUNT [LATENCY_MS]        POST /_touch changes one event, GET /_stat counts requests
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { calendarObject } from './corpus.mjs'

const count = Number(process.argv[2] ?? 10_000)
const latencyMs = Number(process.argv[3] ?? 0)
const home = '/u/'
const calendar = '/u/cal/'
const namespaces = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/"'

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
let token = 1
const changedAt = new Map()
const events = new Map()
const keep = (href, text) => {
  const etag = `"${token}-${text.length}"`
  const row = (data) => `<response><href>${href}</href><propstat><prop><getetag>${etag}</getetag>${data}</prop><status>HTTP/1.1 200 OK</status></propstat></response>`
  const [, year, month, day] = /DTSTART[^:]*:(\d{4})(\d\d)(\d\d)/.exec(text.slice(text.indexOf('BEGIN:VEVENT')))
  events.set(href, { text, etag, startsAt: Date.UTC(year, month - 1, day), repeats: text.includes('\nRRULE:'), short: row(''), full: row(`<C:calendar-data>${escaped(text)}</C:calendar-data>`) })
}
for (let index = 0; index < count; index += 1) {
  const object = calendarObject(index)
  keep(calendar + object.name, object.text)
}

const propstat = (href, props) => `<response><href>${href}</href><propstat><prop>${props}</prop><status>HTTP/1.1 200 OK</status></propstat></response>`
const syncToken = () => `<sync-token>http://bench/${token}</sync-token>`
const principalProps = () => `<resourcetype><collection/><principal/></resourcetype><displayname>u</displayname><current-user-principal><href>${home}</href></current-user-principal><principal-URL><href>${home}</href></principal-URL><C:calendar-home-set><href>${home}</href></C:calendar-home-set><C:calendar-user-address-set><href>mailto:u@bench.test</href></C:calendar-user-address-set>`
const report = (name) => `<supported-report><report>${name}</report></supported-report>`
const calendarProps = () =>
  `<resourcetype><collection/><C:calendar/></resourcetype><displayname>cal</displayname><CS:getctag>"${token}"</CS:getctag>${syncToken()}<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set><supported-report-set>${report('<sync-collection/>')}${report('<C:calendar-multiget/>')}${report('<C:calendar-query/>')}</supported-report-set><current-user-privilege-set><privilege><read/></privilege><privilege><write/></privilege></current-user-privilege-set><current-user-principal><href>${home}</href></current-user-principal><owner><href>${home}</href></owner>`

const stat = { requests: 0 }
const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => setTimeout(() => answer(request, response, Buffer.concat(chunks).toString()), latencyMs))
})

function answer(request, response, body) {
  const path = decodeURIComponent(new URL(request.url, 'http://x').pathname)
  if (path === '/_touch') {
    token += 1
    const href = [...events.keys()][(token * 37) % events.size]
    keep(href, events.get(href).text.replace('SUMMARY:', 'SUMMARY:x'))
    changedAt.set(href, token)
    return response.end('{}')
  }
  if (path === '/_stat') return response.end(JSON.stringify(stat))
  stat.requests += 1
  const send = (status, text, headers = {}) => {
    const zipped = /gzip/.test(request.headers['accept-encoding'] ?? '') && process.env.BENCH_GZIP ? gzipSync(text, { level: 1 }) : null
    response.writeHead(status, { 'content-type': 'application/xml; charset=utf-8', dav: '1, 3, calendar-access', ...(zipped ? { 'content-encoding': 'gzip' } : {}), ...headers })
    response.end(zipped ?? text)
  }
  const multistatus = (rows) => send(207, `<?xml version="1.0" encoding="utf-8"?><multistatus ${namespaces}>${rows}</multistatus>`)
  const deep = request.headers.depth === '1'
  if (request.method === 'OPTIONS') return send(200, '', { allow: 'OPTIONS, GET, PUT, DELETE, PROPFIND, REPORT' })
  if (request.method === 'PROPFIND') {
    if (path.startsWith(calendar)) return multistatus(propstat(calendar, calendarProps()) + (deep ? rows(false) : ''))
    return multistatus(propstat(home, principalProps()) + (deep ? propstat(calendar, calendarProps()) : ''))
  }
  if (request.method === 'REPORT') {
    const full = body.includes('calendar-data')
    if (body.includes('sync-collection')) {
      const since = Number(/sync-token[^>]*>http:\/\/bench\/(\d+)</.exec(body)?.[1] ?? 0)
      return multistatus((since === 0 ? rows(full) : rows(full, since)) + syncToken())
    }
    if (body.includes('calendar-multiget')) {
      let found = ''
      for (const [, href] of body.matchAll(/<(?:\w+:)?href[^>]*>([^<]+)</g)) found += events.get(decodeURIComponent(href.trim()))?.[full ? 'full' : 'short'] ?? ''
      return multistatus(found)
    }
    return multistatus(rows(full, 0, windowOf(body)))
  }
  const event = events.get(path)
  if (request.method === 'GET' && event) return send(200, event.text, { 'content-type': 'text/calendar; charset=utf-8', etag: event.etag })
  send(404, '')
}

function rows(full, since = 0, isIn = () => true) {
  let out = ''
  for (const [href, event] of events) if ((since === 0 || (changedAt.get(href) ?? 0) > since) && isIn(event)) out += full ? event.full : event.short
  return out
}

/** Roughly what a server gives for a time range: a day more on either side, and series that began before its end. */
function windowOf(body) {
  const found = /time-range[^>]*start="(\d{4})(\d\d)(\d\d)[^"]*"[^>]*end="(\d{4})(\d\d)(\d\d)/.exec(body)
  if (found === null) return () => true
  const [, ...words] = found
  const [from, to] = [Date.UTC(words[0], words[1] - 1, words[2]) - 86_400_000, Date.UTC(words[3], words[4] - 1, words[5]) + 2 * 86_400_000]
  return ({ startsAt, repeats }) => startsAt < to && (repeats || startsAt >= from)
}

server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ origin: `http://127.0.0.1:${server.address().port}`, calendar })))
