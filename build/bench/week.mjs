// Weeks and months out of the store: the query alone in a process of its own, and by call through host and core.
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { top } from '../scripts/steps.mjs'
import { lineOf, timed } from './app.mjs'

const dayMs = 86_400_000
const monday = Date.UTC(2026, 0, 5)
const weeks = 40

export async function benchWeek({ count, synced }) {
  const app = await synced()
  const ask = (from, days) => timed(() => app.call('events-in-range', { window: { startUtc: from, endUtc: from + days * dayMs }, zone: 'Europe/Berlin', includeHidden: false }))
  await ask(monday, 7)
  const byCall = []
  const months = []
  let drawn = 0
  for (let week = 1; week <= weeks; week += 1) {
    const { ms, value } = await ask(monday + week * 7 * dayMs, 7)
    byCall.push(ms)
    drawn += value.occurrences.length
  }
  for (let month = 1; month <= 20; month += 1) months.push((await ask(monday + month * 14 * dayMs, 42)).ms)
  const alone = await queryAlone(app.home)
  const each = Math.round(drawn / weeks)
  return [
    { what: `a week out of the store (${each} occurrences of ${count} events)`, unit: 'ms', samples: alone.weeks, aim: 5 },
    { what: 'the first one after a start', unit: 'ms', samples: [alone.first] },
    { what: 'six weeks, for a month view', unit: 'ms', samples: alone.months },
    { what: 'a week by call, through host and core as JSON', unit: 'ms', samples: byCall },
    { what: 'six weeks by call', unit: 'ms', samples: months },
  ]
}

/** The query as the core runs it, on a copy of the store, without the way there and back. */
async function queryAlone(home) {
  const dir = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const profile = join(home, 'default')
  for (const name of readdirSync(profile)) if (name.startsWith('store.sqlite')) cpSync(join(profile, name), join(dir, name))
  const outdir = join(top, 'build/out/bench')
  mkdirSync(outdir, { recursive: true })
  await build({
    stdin: { contents: script(join(dir, 'store.sqlite')), resolveDir: top, loader: 'ts' },
    outfile: join(outdir, 'week.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@photostructure/sqlite'],
    logLevel: 'warning',
  })
  return JSON.parse(await lineOf(spawn(process.execPath, [join(outdir, 'week.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] })))
}

const script = (path) => `
import { openStore } from './electron/core/store/open-store.ts'
import { query } from './electron/core/queries/events-in-range.ts'
const store = openStore(${JSON.stringify(path)}, { info() {}, warn() {} })
const ask = query({ read: store.read })
async function timed(from, days) {
  const began = performance.now()
  await ask({ window: { startUtc: from, endUtc: from + days * ${dayMs} }, zone: 'Europe/Berlin', includeHidden: false })
  return performance.now() - began
}
const first = await timed(${monday}, 7)
const weeks = []
const months = []
for (let week = 1; week <= ${weeks}; week += 1) weeks.push(await timed(${monday} + week * ${7 * dayMs}, 7))
for (let month = 1; month <= 20; month += 1) months.push(await timed(${monday} + month * ${14 * dayMs}, 42))
console.log(JSON.stringify({ first, weeks, months }))
store.close()
`
