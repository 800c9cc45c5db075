// A hundred people by freebusy URL, each on a host of its own that answers after 100 ms, and one host that never answers: when the first
// row is there and when all are, beside the latency and beside Node's bare http.get of the same.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { top } from '../scripts/steps.mjs'
import { lineOf } from './app.mjs'

const people = 100
const latencyMs = 100
const self = fileURLToPath(import.meta.url)
const outdir = join(top, 'build/out/bench')

export async function benchFreeBusyUrls({ runs }) {
  mkdirSync(outdir, { recursive: true })
  const outfile = join(outdir, 'freebusy-urls.mjs')
  await build({
    stdin: {
      contents: "export { createFreeBusy } from './electron/core/freebusy/look-up.ts'\nexport { createFburlMemory } from './electron/core/dav/fburl-memory.ts'\nexport { startMemoryCore } from './electron/core/testing/memory-core.ts'\nexport { createFakePorts } from './electron/core/testing/fake-ports.ts'\n",
      resolveDir: top,
      loader: 'ts',
    },
    banner: { js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)" },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  const { createFreeBusy, createFburlMemory, startMemoryCore, createFakePorts } = await import(pathToFileURL(outfile).href)
  const host = spawn(process.execPath, [self, 'serve'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const port = Number(await lineOf(host))
    const urls = Array.from({ length: people }, (_, n) => `http://127.0.0.${n + 1}:${port}/fb/${n}`)
    const samples = { bare: [], bareCpu: [], first: [], all: [], firstRow: [], allRows: [], rowsCpu: [], firstOneHost: [], allOneHost: [] }
    const core = await coreWith({ startMemoryCore, createFakePorts }, urls, `http://127.0.0.200:${port}/dead`)
    for (let run = 0; run < runs; run += 1) {
      const bareCpu = cpuOf()
      samples.bare.push(await bare(urls))
      samples.bareCpu.push(bareCpu())
      const rows = await core.rows()
      samples.firstRow.push(rows.first)
      samples.allRows.push(rows.all)
      samples.rowsCpu.push(rows.cpu)
      const spread = await lookUp({ createFreeBusy, createFburlMemory }, urls, `http://127.0.0.200:${port}/dead`)
      samples.first.push(spread.first)
      samples.all.push(spread.all)
      const one = await lookUp({ createFreeBusy, createFburlMemory }, urls.map((url) => url.replace(/127\.0\.0\.\d+/, '127.0.0.1')), `http://127.0.0.200:${port}/dead`)
      samples.firstOneHost.push(one.first)
      samples.allOneHost.push(one.all)
    }
    await core.stop()
    const beside = [latencyMs]
    return [
      { what: `limit: http.get of ${people} URLs after ${latencyMs} ms each`, unit: 'ms', samples: samples.bare },
      { what: `first of ${people} people by URL, beside the latency, one more host dead`, unit: 'ms', samples: samples.first, beside, aim: 1.3 },
      { what: `all of ${people} people by URL, beside the latency, one more host dead`, unit: 'ms', samples: samples.all, beside, aim: 1.5 },
      { what: 'the same through the store, until a page that asks when told has the first row', unit: 'ms', samples: samples.firstRow, beside, aim: 1.3 },
      { what: 'until it has all of them', unit: 'ms', samples: samples.allRows, beside, aim: 1.5 },
      { what: 'limit: processor time of the http.get', unit: 'ms', samples: samples.bareCpu },
      { what: 'processor time of asking, storing and giving the rows', unit: 'ms', samples: samples.rowsCpu, beside: samples.bareCpu },
      { what: `the same at one host, politely: first`, unit: 'ms', samples: samples.firstOneHost, beside },
      { what: `the same at one host, politely: all`, unit: 'ms', samples: samples.allOneHost, beside },
    ]
  } finally {
    host.kill()
  }
}

/** Cold: no socket is open yet, nothing was learnt. */
async function lookUp({ createFreeBusy, createFburlMemory }, urls, dead) {
  const freeBusy = createFreeBusy(createFburlMemory())
  const all = [...urls, dead]
  const from = Math.floor(Date.now() / 86_400_000) * 86_400_000
  const answered = new Set()
  let first = null
  let last = null
  const began = performance.now()
  const done = withResolvers()
  void freeBusy.lookUp(
    { people: all.map((_, n) => ({ address: `p${n}@x.test`, name: '', kind: 'individual' })), window: { startUtc: from, endUtc: from + 7 * 86_400_000 }, accountId: null, exceptObjectId: null, fresh: true },
    {
      accounts: [],
      clock: { now: () => Date.now(), zone: () => 'UTC', after: (ms, run) => ((timer) => () => clearTimeout(timer))(setTimeout(run, ms)) },
      log: { info: () => undefined, warn: () => undefined },
      newId: () => 'id',
      online: true,
      sessionOf: () => undefined,
      freebusyUrls: (address) => [{ via: 'person', url: all[Number(/\d+/.exec(address)[0])], approved: true, row: null }],
      secretsOf: async () => ({ ok: true, value: { auth: { kind: 'anonymous' }, token: null } }),
      onUrl: () => undefined,
      known: () => [],
      maskUid: null,
      tell(rows) {
        for (const row of rows) {
          if (row.state === 'asking') continue
          if (row.state !== 'answered') return done.reject(new Error(`${row.address}: ${row.reason?.text}`))
          answered.add(row.address)
          last = performance.now() - began
          first ??= last
        }
        // The dead one is still being waited for, and by nobody else.
        if (answered.size === urls.length) done.resolve()
      },
    },
  )
  await done.promise
  await freeBusy.close()
  return { first, all: last }
}

/** The whole core over a store on disk, and somebody who asks for the rows whenever they are told to have changed, as the page does. */
async function coreWith({ startMemoryCore, createFakePorts }, urls, dead) {
  const clock = { now: () => Date.now(), zone: () => 'UTC', after: (ms, run) => ((timer) => () => clearTimeout(timer))(setTimeout(run, ms)) }
  const app = await startMemoryCore({ checkOutputs: false, profileDir: mkdtempSync(join(tmpdir(), 'parley-bench-')) }, { ...createFakePorts(), clock })
  const people = [...urls, dead].map((_, n) => ({ address: `p${n}@x${n}.test`, name: '', kind: 'individual' }))
  for (const [n, url] of [...urls, dead].entries()) await app.call('set-freebusy-address', { scope: 'person', subject: people[n].address, url, user: '', password: null, token: null })
  const from = Math.floor(Date.now() / 86_400_000) * 86_400_000
  const question = { people, window: { startUtc: from, endUtc: from + 14 * 86_400_000 }, accountId: null, exceptObjectId: null }
  return {
    stop: () => app.core.close(),
    async rows() {
      const done = withResolvers()
      const cpu = cpuOf()
      const began = performance.now()
      let first = null
      let asking = false
      let again = false
      let allAsking = false
      const look = async () => {
        again = true
        if (asking) return
        asking = true
        while (again) {
          again = false
          const { rows } = await app.call('free-busy', question)
          allAsking ||= rows.every((row) => row.state === 'asking')
          const answered = allAsking ? rows.filter((row) => row.state === 'answered').length : 0
          if (answered > 0) first ??= performance.now() - began
          if (answered === urls.length) done.resolve({ first, all: performance.now() - began, cpu: cpu() })
        }
        asking = false
      }
      const stop = app.core.onChange(({ topics }) => topics.includes('busy') && void look())
      // The dead host keeps it waiting until its time is over; nobody waits for that.
      void app.core.handle('look-up-free-busy', { ...question, fresh: true })
      const found = await done.promise
      stop()
      return found
    },
  }
}

/** Processor time of this process from here on, in ms: others on the machine cost it little. */
function cpuOf() {
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1_000
  }
}

function withResolvers() {
  const made = {}
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }))
  return made
}

async function bare(urls) {
  const began = performance.now()
  await Promise.all(urls.map((url) => new Promise((resolve, reject) => get(url, (answer) => answer.resume().on('end', resolve)).on('error', reject))))
  return performance.now() - began
}

/** A process of its own, so that its work is not counted as ours. */
if (process.argv[2] === 'serve' && process.argv[1] === self) {
  const { createServer } = await import('node:http')
  const stamp = (at) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
  const server = createServer((request, response) => {
    if (request.url.startsWith('/dead')) return
    const from = Date.now() - 30 * 86_400_000
    const periods = Array.from({ length: 40 }, (_, n) => `FREEBUSY:${stamp(from + n * 86_400_000)}/PT1H`)
    const body = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VFREEBUSY', `DTSTART:${stamp(from)}`, `DTEND:${stamp(from + 90 * 86_400_000)}`, ...periods, 'END:VFREEBUSY', 'END:VCALENDAR', ''].join('\r\n')
    setTimeout(() => response.writeHead(200, { 'content-type': 'text/calendar' }).end(body), latencyMs)
  })
  server.listen(0, '0.0.0.0', () => console.log(server.address().port))
}
