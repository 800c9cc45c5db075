// The people grid with 500 people over four weeks in Chromium: mounting, panning and dragging, beside plain elements that hold
// only what is in sight. Each run has a page of its own; both are taken in turns, so that whoever else works here disturbs both.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from '@playwright/test'
import { build } from 'esbuild'
import { needChromium } from '../scripts/chromium.mjs'
import { top } from '../scripts/steps.mjs'
import { people } from './busy-people.mjs'

const outdir = join(top, 'build/out/bench/grid')
const viewport = { width: 1440, height: 900 }
const steps = 40

export async function benchPeopleGrid({ runs, pictures = null }) {
  mkdirSync(outdir, { recursive: true })
  await build({
    entryPoints: { page: join(top, 'build/bench/grid-page.mjs') },
    outdir,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file' },
    logLevel: 'error',
  })
  writeFileSync(join(outdir, 'index.html'), '<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8"><link rel="stylesheet" href="page.css"><style>html,body,#app{margin:0;height:100%}</style><div id="app"></div><script src="page.js"></script>')
  const browser = await chromium.launch({ executablePath: await needChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  const samples = { plain: newSamples(), ours: newSamples() }
  try {
    for (let run = 0; run < runs; run += 1) for (const which of ['plain', 'ours']) await measure(browser, which, samples[which], pictures)
  } finally {
    await browser.close()
  }
  const { plain, ours } = samples
  return [
    { what: `limit: mounting ${people} people × 4 weeks as plain elements in sight`, unit: 'ms', samples: plain.mount },
    { what: 'mounting the people grid, until its blocks are painted', unit: 'ms', samples: ours.mount, beside: plain.mount, aim: 2 },
    { what: 'limit: processor time of the page for the plain ones', unit: 'ms', samples: plain.mountCpu },
    { what: 'processor time of the page for it', unit: 'ms', samples: ours.mountCpu, beside: plain.mountCpu },
    { what: 'limit: panning half a day of the plain ones, p95', unit: 'ms', samples: plain.pan, at: 0.95 },
    { what: 'panning half a day, p95', unit: 'ms', samples: ours.pan, at: 0.95, aim: 16.7 },
    { what: 'limit: processor time a pan, plain', unit: 'ms', samples: plain.panCpu },
    { what: 'processor time a pan', unit: 'ms', samples: ours.panCpu, beside: plain.panCpu },
    { what: 'dragging the meeting, p95', unit: 'ms', samples: ours.drag, at: 0.95, aim: 16.7 },
    { what: 'processor time a step of dragging', unit: 'ms', samples: ours.dragCpu },
    { what: 'dragging it along the edge, where the grid pans with it, p95', unit: 'ms', samples: ours.edge, at: 0.95 },
    { what: 'elements in the page, plain', unit: '', samples: plain.nodes },
    { what: 'elements in the page', unit: '', samples: ours.nodes, beside: plain.nodes },
  ]
}

const newSamples = () => ({ mount: [], mountCpu: [], pan: [], panCpu: [], drag: [], dragCpu: [], edge: [], nodes: [] })

async function measure(browser, which, samples, pictures) {
  const context = await browser.newContext({ viewport, timezoneId: 'Europe/Berlin' })
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(pathToFileURL(join(outdir, 'index.html')).href)
  await page.evaluate(() => document.fonts.ready)
  const session = await context.newCDPSession(page)
  // Processor time of the main thread: others on the machine cost it little.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const clock = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1_000
  const timed = async (work) => {
    const before = await clock()
    const value = await work()
    return { value, cpuMs: (await clock()) - before }
  }
  const mounted = await timed(() => page.evaluate((name) => globalThis.mount(name), which))
  samples.mount.push(mounted.value)
  samples.mountCpu.push(mounted.cpuMs)
  const shown = await page.evaluate(() => globalThis.shown())
  // A grid that lost its rows would be quick.
  if (errors.length > 0 || shown.rowCount < people || shown.drawn < 20 || shown.blocks < 100) throw new Error(`the ${which} grid is not what was to be measured: ${JSON.stringify({ shown, errors })}`)
  samples.nodes.push(shown.nodes)
  await page.waitForTimeout(300)
  if (pictures !== null) await page.screenshot({ path: join(pictures, `grid-${which}.png`) })
  const panned = await timed(() => page.evaluate(([name, times]) => globalThis.pan(name, times), [which, steps]))
  samples.pan.push(...panned.value)
  samples.panCpu.push(panned.cpuMs / steps)
  if (which === 'ours') {
    const middle = await page.evaluate(() => globalThis.barInTheMiddle())
    await page.waitForTimeout(300)
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.down()
    const before = await page.getByRole('slider').getAttribute('aria-valuenow')
    const dragged = await timed(() => page.evaluate(([at, times]) => globalThis.drag(at, times), [middle.x, steps - 1]))
    if ((await page.getByRole('slider').getAttribute('aria-valuenow')) === before) throw new Error('the meeting did not move with the pointer')
    samples.drag.push(...dragged.value)
    samples.dragCpu.push(dragged.cpuMs / steps)
    const along = await timed(() => page.evaluate(([at, times]) => globalThis.drag(at, times), [middle.edge - 30, steps / 2]))
    await page.mouse.up()
    samples.edge.push(...along.value)
  }
  if (errors.length > 0) throw new Error(`the ${which} grid: ${errors.join('; ')}`)
  await context.close()
}
