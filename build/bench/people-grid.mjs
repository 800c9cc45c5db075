// The people grid with 500 people over four weeks in Chromium: mounting, panning and dragging, beside plain elements that hold only what is
// in sight (names and blocks alone), and beside the elements of its own first frame when they are given ready made.
// Each run has a page of its own; all are taken in turns, so that whoever else works here disturbs all of them.
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
  const samples = { plain: newSamples(), ready: newSamples(), ours: newSamples() }
  try {
    for (let run = 0; run < runs; run += 1) {
      await measure(browser, 'plain', samples.plain, pictures)
      const html = await measure(browser, 'ours', samples.ours, pictures)
      await measure(browser, 'ready', samples.ready, pictures, html)
    }
  } finally {
    await browser.close()
  }
  const { plain, ready, ours } = samples
  return [
    { what: `limit: mounting ${people} people × 4 weeks as plain elements in sight`, unit: 'ms', samples: plain.mount },
    { what: 'mounting the people grid, until its blocks are painted', unit: 'ms', samples: ours.mount, beside: plain.mount, aim: 2 },
    { what: 'limit: processor time of the page for the plain ones', unit: 'ms', samples: plain.mountCpu },
    { what: 'processor time of the page for it', unit: 'ms', samples: ours.mountCpu, beside: plain.mountCpu, aim: 2 },
    { what: 'limit: processor time for the elements of that frame, ready made', unit: 'ms', samples: ready.mountCpu },
    { what: 'processor time of the page for it, beside these', unit: 'ms', samples: ours.mountCpu, beside: ready.mountCpu, aim: 2 },
    { what: 'processor time to open it once more', unit: 'ms', samples: ours.againCpu, beside: plain.mountCpu },
    { what: 'processor time for all that comes after the first frame', unit: 'ms', samples: ours.restCpu },
    { what: 'limit: panning half a day of the plain ones, p95', unit: 'ms', samples: plain.pan, at: 0.95 },
    { what: 'panning half a day, p95', unit: 'ms', samples: ours.pan, at: 0.95, aim: 16.7 },
    { what: 'limit: processor time a pan, plain', unit: 'ms', samples: plain.panCpu },
    { what: 'processor time a pan', unit: 'ms', samples: ours.panCpu, beside: plain.panCpu },
    { what: 'limit: processor time to scroll half a screen down, plain', unit: 'ms', samples: plain.scrollCpu },
    { what: 'processor time to scroll half a screen down', unit: 'ms', samples: ours.scrollCpu, beside: plain.scrollCpu },
    { what: 'limit: dragging a plain bar, p95', unit: 'ms', samples: plain.drag, at: 0.95 },
    { what: 'dragging the meeting, p95', unit: 'ms', samples: ours.drag, at: 0.95, aim: 16.7 },
    { what: 'limit: processor time a step of dragging, plain', unit: 'ms', samples: plain.dragCpu },
    { what: 'processor time a step of dragging', unit: 'ms', samples: ours.dragCpu, beside: plain.dragCpu },
    { what: 'dragging it along the edge, where the grid pans with it, p95', unit: 'ms', samples: ours.edge, at: 0.95 },
    { what: 'elements in the page, plain', unit: '', samples: plain.nodes },
    { what: 'elements in the first frame', unit: '', samples: ours.nodes, beside: plain.nodes },
  ]
}

const newSamples = () => ({ mount: [], mountCpu: [], againCpu: [], restCpu: [], pan: [], panCpu: [], scrollCpu: [], drag: [], dragCpu: [], edge: [], nodes: [] })

/** Gives the HTML of the first frame. */
async function measure(browser, which, samples, pictures, html) {
  const context = await browser.newContext({ viewport, timezoneId: 'Europe/Berlin' })
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(pathToFileURL(join(outdir, 'index.html')).href)
  await page.evaluate(() => document.fonts.ready)
  if (which === 'ours') await page.evaluate(() => globalThis.prepare())
  const session = await context.newCDPSession(page)
  // Processor time of the main thread: others on the machine cost it little.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const clock = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1_000
  const timed = async (work) => {
    const before = await clock()
    const value = await work()
    return { value, cpuMs: (await clock()) - before }
  }
  const mount = () => page.evaluate(([name, ready]) => globalThis.mount(name, ready), [which, html])
  const mounted = await timed(mount)
  samples.mount.push(mounted.value)
  samples.mountCpu.push(mounted.cpuMs)
  const shown = await page.evaluate(() => globalThis.shown())
  // A grid that lost its rows would be quick.
  if (errors.length > 0 || shown.rowCount < people || shown.drawn < 19 || shown.blocks < 100) throw new Error(`the ${which} grid is not what was to be measured: ${JSON.stringify({ shown, errors })}`)
  samples.nodes.push(shown.nodes)
  if (pictures !== null) await page.screenshot({ path: join(pictures, `grid-${which}.png`) })
  const first = await page.evaluate(() => globalThis.firstFrame())
  if (which === 'ready') {
    await context.close()
    return first
  }
  const finish = () => page.evaluate((name) => globalThis.finish(name), which)
  const rest = await timed(finish)
  if (which === 'ours') {
    samples.restCpu.push(rest.cpuMs)
    await page.evaluate(() => globalThis.close())
    samples.againCpu.push((await timed(mount)).cpuMs)
    await finish()
  }
  await page.waitForTimeout(300)
  const panned = await timed(() => page.evaluate(([name, times]) => globalThis.pan(name, times), [which, steps]))
  samples.pan.push(...panned.value)
  samples.panCpu.push(panned.cpuMs / steps)
  const scrolled = await timed(() => page.evaluate(([name, times]) => globalThis.scroll(name, times), [which, steps]))
  samples.scrollCpu.push(scrolled.cpuMs / steps)
  await page.evaluate((name) => globalThis.toTop(name), which)
  if (which === 'plain') {
    const dragged = await timed(() => page.evaluate((times) => globalThis.drag('plain', 400, times), steps))
    samples.drag.push(...dragged.value)
    samples.dragCpu.push(dragged.cpuMs / steps)
  } else {
    const middle = await page.evaluate(() => globalThis.barInTheMiddle())
    await page.waitForTimeout(300)
    await page.mouse.move(middle.x, middle.y)
    await page.mouse.down()
    const before = await page.getByRole('slider').getAttribute('aria-valuenow')
    const dragged = await timed(() => page.evaluate(([at, times]) => globalThis.drag('ours', at, times), [middle.x, steps - 1]))
    if ((await page.getByRole('slider').getAttribute('aria-valuenow')) === before) throw new Error('the meeting did not move with the pointer')
    samples.drag.push(...dragged.value)
    samples.dragCpu.push(dragged.cpuMs / (steps - 1))
    const along = await timed(() => page.evaluate(([at, times]) => globalThis.drag('ours', at, times), [middle.edge - 30, steps / 2]))
    await page.mouse.up()
    samples.edge.push(...along.value)
  }
  if (errors.length > 0) throw new Error(`the ${which} grid: ${errors.join('; ')}`)
  await context.close()
  return first
}
