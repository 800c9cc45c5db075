// The page in Chromium: turning the week and the month with all events stored, from the key to the painted frame, beside plain
// elements in the same places; opening the page; and whether it stutters while a first sync runs behind it.
import { chromium } from '@playwright/test'
import { needChromium } from '../scripts/chromium.mjs'
import { firstSync, startApp } from './app.mjs'

const turns = 40
const viewport = { width: 1400, height: 900 }

export async function benchPage({ server, count, runs, synced }) {
  const app = await synced()
  const browser = await chromium.launch({ executablePath: await needChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await openedPage(browser, app)
    const mounts = []
    for (let round = 0; round < runs; round += 1) {
      await page.reload()
      mounts.push(await drawnAt(page))
    }
    await page.keyboard.press('2')
    const weeks = await turnPages(page)
    const plain = await plainTurns(browser, Math.round(weeks.events))
    await page.keyboard.press('3')
    await page.waitForTimeout(500)
    const months = await turnPages(page)
    const syncing = await whileSyncing(browser, server, count)
    return [
      { what: 'opening the page, until its week is painted', unit: 'ms', samples: mounts },
      { what: `limit: next week as plain elements (${Math.round(weeks.events)} drawn), p50`, unit: 'ms', samples: plain.ms },
      { what: 'limit: the same, p95', unit: 'ms', samples: plain.ms, at: 0.95 },
      { what: 'next week, p50, key to painted frame', unit: 'ms', samples: weeks.ms, beside: plain.ms },
      { what: 'next week, p95', unit: 'ms', samples: weeks.ms, at: 0.95, aim: 16.7 },
      { what: 'limit: processor time of the page for plain elements', unit: 'ms', samples: [plain.cpuMs] },
      { what: 'processor time of the page a week, reading ahead included', unit: 'ms', samples: [weeks.cpuMs], beside: [plain.cpuMs] },
      { what: 'next month, p50', unit: 'ms', samples: months.ms },
      { what: 'next month, p95', unit: 'ms', samples: months.ms, at: 0.95, aim: 33 },
      { what: 'tasks over 50 ms in the page during a first sync', unit: '', samples: [syncing.length], aim: 0 },
      { what: 'the longest of them', unit: 'ms', samples: [Math.max(0, ...syncing)] },
    ]
  } finally {
    await browser.close()
  }
}

/** Processor time of the page's main thread, in ms: others on the machine cost it little. */
async function pageClock(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1_000
}

async function openedPage(browser, app) {
  const context = await browser.newContext({ viewport, timezoneId: 'Europe/Berlin' })
  const page = await context.newPage()
  await page.addInitScript(() => {
    window.painted = () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => resolve(performance.now())
          channel.port2.postMessage(0)
        }),
      )
    const shown = () => document.querySelector('#canvas [data-date]')?.getAttribute('data-date')
    window.turned = []
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'PageDown') return
        const before = shown()
        const look = () => {
          if (shown() === before) return
          observer.disconnect()
          void window.painted().then((at) => window.turned.push(at - event.timeStamp))
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, attributes: true })
      },
      { capture: true },
    )
    window.longTasks = []
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask', buffered: true })
  })
  await page.goto(await app.address())
  return page
}

/** Since the page was asked for. */
const drawnAt = (page) =>
  page.evaluate(async () => {
    while (!document.querySelector('[data-key]')) await new Promise((resolve) => requestAnimationFrame(resolve))
    return window.painted()
  })

/** Page Down at a reading pace. In the page: from the key event to the first frame that shows the other days. */
async function turnPages(page) {
  const clock = await pageClock(page)
  const before = await clock()
  let events = 0
  for (let turn = 0; turn < turns; turn += 1) {
    await page.keyboard.press('PageDown')
    await page.waitForFunction((wanted) => window.turned.length === wanted, turn + 1)
    // Not in step with the frames, and long enough for a look at the page.
    await page.waitForTimeout(150 + Math.random() * 100)
    events += await page.evaluate(() => document.querySelectorAll('[data-key]:not([data-ahead] *)').length)
  }
  return { cpuMs: ((await clock()) - before) / turns, ms: await page.evaluate(() => window.turned.splice(0)), events: events / turns }
}

/** As many absolutely placed buttons with a title, exchanged at each key: what the browser itself needs. */
async function plainTurns(browser, events) {
  const page = await (await browser.newContext({ viewport })).newPage()
  await page.setContent('<style>body{margin:0;font:12px sans-serif}#grid{position:relative;height:900px;overflow:hidden}button{position:absolute;overflow:hidden;border:1px solid #fff;background:#46c;color:#fff;text-align:start}</style><div id="grid"></div>')
  const clock = await pageClock(page)
  const before = await clock()
  const ms = await page.evaluate(
    async ({ events, turns }) => {
      const grid = document.getElementById('grid')
      const samples = []
      for (let turn = 0; turn < turns; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 17))
        const began = performance.now()
        const week = document.createDocumentFragment()
        for (let index = 0; index < events; index += 1) {
          const block = document.createElement('button')
          block.textContent = `Event ${turn} ${index}`
          block.style.cssText = `left:${(index % 28) * 50}px;top:${((index * 7919 + turn * 31) % 850) | 0}px;width:48px;height:40px`
          week.append(block)
        }
        grid.replaceChildren(week)
        await new Promise((resolve) =>
          requestAnimationFrame(() => {
            const channel = new MessageChannel()
            channel.port1.onmessage = resolve
            channel.port2.postMessage(0)
          }),
        )
        samples.push(performance.now() - began)
      }
      return samples
    },
    { events, turns },
  )
  const cpuMs = ((await clock()) - before) / turns
  await page.context().close()
  return { ms, cpuMs }
}

/** The welcome is open, then an account is added: how long were the tasks of the page until all was there? */
async function whileSyncing(browser, server, count) {
  const app = await startApp()
  try {
    const page = await openedPage(browser, app)
    await page.waitForSelector('button')
    await page.waitForTimeout(500)
    await page.evaluate(() => (window.longTasks.length = 0))
    await firstSync(app, server, count)
    await page.waitForSelector('[data-key]')
    await page.waitForTimeout(500)
    const tasks = await page.evaluate(() => window.longTasks)
    await page.context().close()
    return tasks
  } finally {
    await app.stop()
  }
}
