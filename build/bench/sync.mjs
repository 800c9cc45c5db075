// First sync of COUNT events, parsed and stored, beside the plain fetch, the bare insert, and tsdav's fetch, in one run.
import { request } from 'node:http'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { createDAVClient } from 'tsdav'
import { median, startApp, startFastDav, timed } from './app.mjs'

const body = '<sync-collection xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><sync-token/><sync-level>1</sync-level><prop><getetag/><C:calendar-data/></prop></sync-collection>'

/** The least a client can do: one REPORT with the data, and the bodies cut out of it. */
function plainFetch({ origin, calendar }) {
  return new Promise((resolve, reject) => {
    const out = request(origin + calendar, { method: 'REPORT', headers: { depth: '0', 'content-type': 'application/xml', authorization: 'Basic dTpw' } }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const bodies = []
        for (let at = text.indexOf('<C:calendar-data>'); at >= 0; at = text.indexOf('<C:calendar-data>', at + 1)) bodies.push(text.slice(at + 17, text.indexOf('</', at)).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
        resolve(bodies)
      })
    })
    out.on('error', reject)
    out.end(body)
  })
}

/** The same rows into an empty table, one transaction. */
function bareInsert(bodies) {
  const db = new DatabaseSync(join(mkdtempSync(join(tmpdir(), 'parley-insert-')), 'bare.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE object (id TEXT PRIMARY KEY, href TEXT, etag TEXT, text TEXT)')
  const insert = db.prepare('INSERT INTO object VALUES (?, ?, ?, ?)')
  db.exec('BEGIN')
  bodies.forEach((text, index) => insert.run(`id${index}`, `/u/cal/${index}.ics`, `"${index}"`, text))
  db.exec('COMMIT')
  db.close()
}

async function tsdavFetch({ origin }) {
  const client = await createDAVClient({ serverUrl: `${origin}/`, credentials: { username: 'u', password: 'p' }, authMethod: 'Basic', defaultAccountType: 'caldav' })
  const [calendar] = await client.fetchCalendars()
  return client.fetchCalendarObjects({ calendar })
}

async function firstSync(server, count) {
  const app = await startApp()
  const { ms } = await timed(async () => {
    await app.call('add-account', { where: `${server.origin}/`, user: 'u', password: 'p', allowPlainHttp: false })
    for (;;) {
      const { accounts } = await app.call('accounts', {})
      const stored = accounts[0].calendars.reduce((sum, calendar) => sum + calendar.eventCount, 0)
      if (stored >= count && accounts[0].progress === null) return
      if (accounts[0].problem) throw new Error(JSON.stringify(accounts[0].problem))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })
  return { app, ms, peakMb: app.peakMb() }
}

export async function benchSync({ count, runs }) {
  const server = await startFastDav(count)
  const fetchMs = []
  const insertMs = []
  const tsdavMs = []
  const oursMs = []
  const peaks = []
  let app
  for (let round = 0; round < runs; round += 1) {
    const fetched = await timed(() => plainFetch(server))
    if (fetched.value.length !== count) throw new Error(`the plain fetch saw ${fetched.value.length} of ${count}`)
    fetchMs.push(fetched.ms)
    insertMs.push((await timed(() => bareInsert(fetched.value))).ms)
    tsdavMs.push((await timed(() => tsdavFetch(server))).ms)
    await app?.stop()
    const ours = await firstSync(server, count)
    app = ours.app
    oursMs.push(ours.ms)
    peaks.push(ours.peakMb)
  }
  const floor = median(fetchMs) + median(insertMs)
  const rows = [
    { what: 'plain fetch + bare insert', value: floor, unit: 'ms' },
    { what: 'tsdav fetch, nothing stored', value: median(tsdavMs), unit: 'ms', ratio: median(tsdavMs) / floor },
    { what: `Parley, ${count} parsed and stored, discovery included`, value: median(oursMs), unit: 'ms', ratio: median(oursMs) / floor, aim: 2 },
    { what: 'peak memory of the core', value: median(peaks), unit: 'MB' },
  ]

  const changes = []
  const before = await server.requests()
  for (let round = 0; round < 10; round += 1) {
    await server.touch()
    changes.push((await timed(() => app.call('sync-now', { accountId: null }))).ms)
  }
  rows.push({ what: `one change among ${count}`, value: median(changes), unit: 'ms' }, { what: 'requests for it', value: ((await server.requests()) - before) / 10, unit: '', aim: 2 })
  return { rows, app, stop: () => server.stop() }
}

/** Weeks and months out of the store, by call, so the answer's way through two processes is in it. */
export async function benchWindows(app) {
  const day = 86_400_000
  const base = Date.UTC(2026, 0, 5)
  const ask = (from, days) => timed(() => app.call('events-in-range', { window: { startUtc: from, endUtc: from + days * day }, zone: 'Europe/Berlin', includeHidden: false }))
  const first = await ask(base, 7)
  const weeks = []
  const months = []
  for (let index = 1; index <= 40; index += 1) weeks.push((await ask(base + index * 7 * day, 7)).ms)
  for (let index = 1; index <= 20; index += 1) months.push((await ask(base + index * 14 * day, 42)).ms)
  return [
    { what: 'first week asked after the sync', value: first.ms, unit: 'ms' },
    { what: `a week (${first.value.occurrences.length} occurrences), by call`, value: median(weeks), unit: 'ms', aim: 5 },
    { what: 'six weeks for a month view, by call', value: median(months), unit: 'ms' },
  ]
}
