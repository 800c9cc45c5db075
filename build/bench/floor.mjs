// The least a client can do, as a process of its own: one REPORT with the data, the bodies cut out, and a bare insert of them. With
// `multigets` it asks as most clients do: what is there, then the texts, 500 at a time with four questions under way.
//   node build/bench/floor.mjs URL [multigets]        prints { count, fetchMs, insertMs, cpuMs, peakMb } as JSON
import { mkdtempSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { cpuMs, peakMb, timed } from './app.mjs'

const listing = (data) => `<sync-collection xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><sync-token/><sync-level>1</sync-level><prop><getetag/>${data}</prop></sync-collection>`
const multiget = (hrefs) => `<C:calendar-multiget xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop><getetag/><C:calendar-data/></prop>${hrefs.map((href) => `<href>${href}</href>`).join('')}</C:calendar-multiget>`
const agent = new Agent({ keepAlive: true })

function ask(url, body) {
  return new Promise((resolve, reject) => {
    const out = request(url, { agent, method: 'REPORT', headers: { depth: '0', 'content-type': 'application/xml', authorization: 'Basic dTpw' } }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
    })
    out.on('error', reject)
    out.end(body)
  })
}

const plainFetch = async (url) => bodiesOf(await ask(url, listing('<C:calendar-data/>')))

async function byMultigets(url) {
  const hrefs = [...(await ask(url, listing(''))).matchAll(/<href>([^<]+)</g)].map(([, href]) => href)
  const bodies = []
  const worker = async () => {
    while (hrefs.length > 0) bodies.push(...bodiesOf(await ask(url, multiget(hrefs.splice(0, 500)))))
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return bodies
}

function bodiesOf(text) {
  const bodies = []
  const tag = '<C:calendar-data>'
  for (let at = text.indexOf(tag); at >= 0; at = text.indexOf(tag, at + 1)) bodies.push(text.slice(at + tag.length, text.indexOf('</', at)).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
  return bodies
}

function bareInsert(bodies) {
  const db = new DatabaseSync(join(mkdtempSync(join(tmpdir(), 'parley-bench-')), 'bare.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE object (id TEXT PRIMARY KEY, href TEXT, etag TEXT, text TEXT)')
  const insert = db.prepare('INSERT INTO object VALUES (?, ?, ?, ?)')
  db.exec('BEGIN')
  bodies.forEach((text, index) => insert.run(`id${index}`, `/u/cal/${index}.ics`, `"${index}"`, text))
  db.exec('COMMIT')
  db.close()
}

const fetched = await timed(() => (process.argv[3] === 'multigets' ? byMultigets : plainFetch)(process.argv[2]))
const inserted = await timed(() => bareInsert(fetched.value))
agent.destroy()
console.log(JSON.stringify({ count: fetched.value.length, fetchMs: fetched.ms, insertMs: inserted.ms, cpuMs: cpuMs(process.pid), peakMb: peakMb(process.pid) }))
