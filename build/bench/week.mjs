// Weeks and months out of the store: the query alone in a process of its own, by processor time (garbage collection included), and by call through host and core.
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
/** Five rows fit in a window of 1400 by 900. */
const sixWeeks = (from) => ({ firstDay: new Date(from).toISOString().slice(0, 10), weeks: 6, zone: 'Europe/Berlin', rows: 5, withoutDeclined: false, kept: null })

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
  for (let month = 1; month <= 20; month += 1) months.push((await timed(() => app.call('month-weeks', sixWeeks(monday + month * 14 * dayMs)))).ms)
  const alone = await queryAlone(app.home)
  const each = Math.round(drawn / weeks)
  return [
    { what: `a week out of the store (${each} occurrences of ${count} events)`, unit: 'ms', samples: alone.weeks, aim: 5 },
    { what: 'the first one after a start', unit: 'ms', samples: [alone.first] },
    { what: `a month out of the store: what fits of six weeks (${alone.shown} of ${alone.there}), and how many besides`, unit: 'ms', samples: alone.months, aim: 5 },
    { what: 'all of six weeks, for an agenda or a search for times', unit: 'ms', samples: alone.whole },
    { what: 'the days of six weeks on which anything lies', unit: 'ms', samples: alone.dots, aim: 5 },
    { what: 'a week by call, through host and core as JSON', unit: 'ms', samples: byCall },
    { what: 'a month by call', unit: 'ms', samples: months },
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
import { query as busyDays } from './electron/core/queries/busy-days.ts'
import { query as eventsInRange } from './electron/core/queries/events-in-range.ts'
import { query as monthWeeks } from './electron/core/queries/month-weeks.ts'
const store = openStore(${JSON.stringify(path)}, { info() {}, warn() {} })
const deps = { read: store.read }
const sixWeeks = ${sixWeeks}
async function timed(into, asked) {
  const began = process.cpuUsage()
  const value = await asked()
  const { user, system } = process.cpuUsage(began)
  into.push((user + system) / 1000)
  return value
}
const range = (from, days) => () => eventsInRange(deps)({ window: { startUtc: from, endUtc: from + days * ${dayMs} }, zone: 'Europe/Berlin', includeHidden: false })
const first = []
const weeks = []
const months = []
const whole = []
const dots = []
let [shown, there] = [0, 0]
await timed(first, range(${monday}, 7))
for (let week = 1; week <= ${weeks}; week += 1) await timed(weeks, range(${monday} + week * ${7 * dayMs}, 7))
for (let month = 1; month <= 20; month += 1) {
  const from = ${monday} + month * ${14 * dayMs}
  const answer = await timed(months, () => monthWeeks(deps)(sixWeeks(from)))
  shown += answer.weeks.reduce((sum, week) => sum + week.bars.length, 0) / 20
  there += (await timed(whole, range(from, 42))).occurrences.length / 20
  await timed(dots, () => busyDays(deps)({ firstDay: sixWeeks(from).firstDay, days: 42, zone: 'Europe/Berlin' }))
}
console.log(JSON.stringify({ first: first[0], weeks, months, whole, dots, shown: Math.round(shown), there: Math.round(there) }))
store.close()
`
