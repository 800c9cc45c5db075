// Free/busy of 500 people over four weeks: merging the answers and searching times, beside a bare sweep; then the people grid
// itself in Chromium, beside rows of plain elements that hold only what is in sight.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { top } from '../scripts/steps.mjs'
import { busyPeriods, dayMs, days, from, minuteMs, people, zones } from './busy-people.mjs'
import { benchPeopleGrid } from './people-grid.mjs'

export async function benchFreeBusy({ runs }) {
  return [...(await meanings(runs * 5)), ...(await benchPeopleGrid({ runs }))]
}

const outdir = join(top, 'build/out/bench')

async function meanings(rounds) {
  mkdirSync(outdir, { recursive: true })
  const outfile = join(outdir, 'freebusy.mjs')
  await build({
    stdin: { contents: "export { toTimeline } from './shared/freebusy/timeline.ts'\nexport { judge } from './shared/freebusy/judge.ts'\nexport { suggestTimes, startsIn } from './shared/freebusy/suggest.ts'\n", resolveDir: top, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  const { toTimeline, judge, suggestTimes, startsIn } = await import(pathToFileURL(outfile).href)
  const window = { startUtc: from, endUtc: from + days * dayMs }
  const answers = busyPeriods()
  const timelines = answers.map((spans) => toTimeline(spans, window, window))
  const rowsOf = (lists) => lists.map((spans, i) => ({ address: `p${i}`, presence: i % 25 === 0 ? 'required' : 'optional', state: 'answered', spans, workingHours: { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1080, zone: zones[i % zones.length] } }))
  const everyone = (lists) => judge({ rows: lists.map((spans, i) => ({ address: `p${i}`, presence: 'required', state: 'answered', spans, workingHours: null })), durationMin: 15 }, quarters).blocked
  const quarters = startsIn({ window, zone: 'Europe/Berlin', workingHours: null, durationMin: 15 })
  const search = { rows: rowsOf(timelines), durationMin: 60, window, zone: 'Europe/Berlin', workingHours: null, limit: 6 }

  const counts = bareSweep(answers)
  const ours = everyone(timelines)
  if (ours.length !== counts.length || ours.some((count, i) => count !== counts[i])) throw new Error('the bare sweep and the merge disagree about who is busy when')
  const samples = { sweep: [], merge: [], count: [], suggest: [], office: [] }
  const take = (list, work) => {
    const began = performance.now()
    work()
    list.push(performance.now() - began)
  }
  for (let round = 0; round < rounds; round += 1) {
    take(samples.sweep, () => bareSweep(answers))
    take(samples.merge, () => answers.map((spans) => toTimeline(spans, window, window)))
    take(samples.count, () => everyone(timelines))
    take(samples.suggest, () => suggestTimes(search))
    take(samples.office, () => suggestTimes({ ...search, workingHours: { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1080, zone: 'Europe/Berlin' } }))
  }
  const periods = answers.reduce((sum, spans) => sum + spans.length, 0)
  return [
    { what: `limit: bare sweep, who is busy in each quarter (${people} people, ${periods} periods)`, unit: 'ms', samples: samples.sweep },
    { what: 'merge: a timeline for each of them, five kinds, whole window', unit: 'ms', samples: samples.merge, beside: samples.sweep, aim: 2 },
    { what: 'who is busy in each quarter, out of the timelines', unit: 'ms', samples: samples.count, beside: samples.sweep, aim: 2 },
    { what: 'suggestions: every quarter of four weeks, hours in six zones', unit: 'ms', samples: samples.suggest, aim: 20 },
    { what: 'suggestions inside of working hours', unit: 'ms', samples: samples.office, aim: 20 },
  ]
}

/** The least that answers the question: sort each person's periods, note where they begin and end, add up once. */
function bareSweep(answers) {
  const quarterMs = 15 * minuteMs
  const ends = new Int32Array((days * dayMs) / quarterMs + 1)
  for (const spans of answers) {
    let [startAt, endAt] = [-1, -1]
    for (const { startUtc, endUtc } of spans.slice().sort((a, b) => a.startUtc - b.startUtc)) {
      const begins = Math.floor((startUtc - from) / quarterMs)
      const stops = Math.ceil((endUtc - from) / quarterMs)
      if (begins > endAt) {
        if (startAt >= 0) {
          ends[startAt] += 1
          ends[endAt] -= 1
        }
        startAt = begins
        endAt = stops
      } else if (stops > endAt) endAt = stops
    }
    ends[startAt] += 1
    ends[endAt] -= 1
  }
  for (let i = 1; i < ends.length; i += 1) ends[i] += ends[i - 1]
  return ends.subarray(0, ends.length - 1)
}
