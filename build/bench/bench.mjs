// npm run bench: what a person waits for, measured beside what the machine can do at best, all in one run.
//   npm run bench -- [sync] [week] [page] [start] [freebusy] [--count N] [--runs N] [--json]
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { must, needNode, needPackages, top } from '../scripts/steps.mjs'

needNode()
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, count: { type: 'string', default: '10000' }, runs: { type: 'string', default: '5' }, help: { type: 'boolean', short: 'h' } },
})
const names = ['sync', 'week', 'page', 'start', 'freebusy']
const unknown = positionals.filter((name) => !names.includes(name))
if (flags.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no part "${unknown[0]}".`)
  console.log('npm run bench -- [sync] [week] [page] [start] [freebusy] [--count 10000] [--runs 5] [--json]')
  process.exit(unknown.length > 0 ? 1 : 0)
}
const wanted = positionals.length === 0 ? names : names.filter((name) => positionals.includes(name))
const count = Number(flags.count)
const runs = Number(flags.runs)

await needPackages()
const { builtFromTheseSources } = await import('../bundle/stamp.mjs')
if (!(await builtFromTheseSources())) await must(process.execPath, [join(top, 'build/bundle/build.mjs')], { quiet: flags.json })

const { startFastDav, startSyncedApp } = await import('./app.mjs')
const parts = {
  sync: async (world) => (await import('./sync.mjs')).benchSync(world),
  week: async (world) => (await import('./week.mjs')).benchWeek(world),
  page: async (world) => (await import('./page.mjs')).benchPage(world),
  start: async (world) => (await import('./start.mjs')).benchStart(world),
  freebusy: async (world) => [...(await (await import('./freebusy-grid.mjs')).benchFreeBusy(world)), ...(await (await import('./freebusy-urls.mjs')).benchFreeBusyUrls(world))],
}

const machine = { date: new Date().toISOString().slice(0, 16), cpu: cpus()[0]?.model ?? '', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30), node: process.version, loadBefore: loadavg()[0] }
const server = await startFastDav(count)
let synced = null
const world = {
  server,
  count,
  runs,
  /** An app that has the whole corpus already: the same one for all parts. */
  synced: () => (synced ??= startSyncedApp(server, count)),
}
const results = []
try {
  for (const name of wanted) {
    if (!flags.json) console.error(`${name}…`)
    results.push({ part: name, rows: (await parts[name](world)).filter((row) => row.samples.length > 0).map(judged) })
  }
} finally {
  const app = await synced?.catch(() => null)
  await app?.stop()
  server.stop()
}
const load = { ...machine, loadAfter: loadavg()[0] }
console.log(flags.json ? JSON.stringify({ machine: load, count, runs, results }) : table(load))

/** Samples become median and range; an aim is a ratio to `beside` where there is one, else a number in the row's unit. */
function judged({ what, unit, samples, at = 0.5, beside, aim }) {
  const sorted = [...samples].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))]
  const ratio = beside === undefined ? null : value / middle(beside)
  return { what, unit, value, min: sorted[0], max: sorted.at(-1), n: sorted.length, ratio, aim: aim ?? null, holds: aim === undefined ? null : (ratio ?? value) <= aim }
}

function middle(samples) {
  return [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)]
}

function table({ date, cpu, cores, memoryGb, node, loadBefore, loadAfter }) {
  const figure = (value) => (Number.isInteger(value) ? String(value) : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))
  const line = (row) => [
    row.what,
    `${figure(row.value)} ${row.unit}`.trim(),
    row.n > 1 ? `${figure(row.min)}–${figure(row.max)} (${row.n})` : '',
    row.ratio === null ? '' : `${row.ratio.toFixed(2)} ×`,
    row.aim === null ? '' : `${row.ratio === null ? figure(row.aim) : `${row.aim} ×`} ${row.holds ? 'holds' : 'MISSED'}`,
  ]
  const head = ['', 'measured', 'from–to (n)', 'beside the limit', 'aim']
  const lines = results.flatMap(({ part, rows }) => [[`**${part}**`, '', '', '', ''], ...rows.map(line)])
  const widths = head.map((_, column) => Math.max(3, ...[head, ...lines].map((cells) => cells[column].length)))
  const draw = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  const busy = Math.max(loadBefore, loadAfter) > cores * 0.75 ? '\nOthers were using this machine: trust the ratios, not the figures.' : ''
  return [
    `${date}, ${cores} × ${cpu}, ${memoryGb} GB, Node ${node}, ${count} events, load ${loadBefore.toFixed(1)} before and ${loadAfter.toFixed(1)} after.${busy}`,
    '',
    draw(head),
    draw(widths.map((width) => '-'.repeat(width))),
    ...lines.map(draw),
  ].join('\n')
}
