// From the start of the host to a painted week, with everything stored, beside a Chromium with nothing to show; then what it costs to stay.
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { builtFromTheseSources } from '../bundle/stamp.mjs'
import { needChromium } from '../scripts/chromium.mjs'
import { top } from '../scripts/steps.mjs'
import { cpuMs, ended, hostEnv, hostScript, hostWords, isAddress, lineOf, reach, residentMb, startApp } from './app.mjs'
import { seededYears, seedHome } from './seed.mjs'

const idleSeconds = 10
const manyCount = 100_000

export async function benchStart({ runs, count, synced }) {
  // The profile is warm: synced, and then closed.
  const app = await synced()
  const program = await needChromium()
  const browserDir = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const empty = await serveEmptyPage()
  const emptyMs = []
  const hostMs = []
  const weekMs = []
  const npmMs = []
  const coreMb = []
  const many = await seedHome(manyCount)
  const manyMs = []
  const manyMb = []
  const manyCpuMs = []
  await app.aside(() => measure(app.home))
  empty.close()

  async function measure(home) {
    await openWindow({ program, browserDir, address: empty.address, ready: 'true' })
    for (let round = 0; round < runs; round += 1) {
      const began = now()
      emptyMs.push((await openWindow({ program, browserDir, address: empty.address, ready: 'true' })) - began)
      const host = await startHost([process.execPath, hostScript, ...hostWords(home)], home)
      hostMs.push(host.readyAt - host.began)
      weekMs.push((await openWindow({ program, browserDir, address: host.address, ready: weekIsDrawn })) - host.began)
      coreMb.push(residentMb(reach(home).corePid))
      await ended(host.child)
      const full = await startHost([process.execPath, hostScript, ...hostWords(many)], many)
      manyMs.push((await openWindow({ program, browserDir, address: full.address, ready: weekIsDrawn })) - full.began)
      manyCpuMs.push(cpuMs(reach(many).corePid))
      manyMb.push(residentMb(reach(many).corePid))
      await ended(full.child)
      // Only a start that need not build is a second start.
      if (!(await builtFromTheseSources())) continue
      const npm = await startHost([process.execPath, join(top, 'build/scripts/start.mjs'), ...hostWords(home)], home)
      npmMs.push((await openWindow({ program, browserDir, address: npm.address, ready: weekIsDrawn })) - npm.began)
      await ended(npm.child)
    }
  }

  const idle = await idleCost(app, { program, browserDir })
  const manyApp = await startApp(many)
  const manyIdle = await idleCost({ address: manyApp.address, pids: () => ({ core: manyApp.corePid, host: manyApp.hostPid }) }, { program, browserDir })
  await manyApp.stop()
  return [
    { what: 'limit: an empty page in Chromium, spawn to first paint', unit: 'ms', samples: emptyMs },
    { what: 'the host, spawn to its address', unit: 'ms', samples: hostMs },
    { what: `start to a painted week, ${count} events stored`, unit: 'ms', samples: weekMs, beside: emptyMs, aim: 3 },
    { what: 'the same by the start script (second npm start, without npm’s own part)', unit: 'ms', samples: npmMs, aim: 3_000 },
    { what: 'limit: a Node with nothing in it', unit: 'MB', samples: [await emptyNodeMb()] },
    { what: 'memory of the core with a week on screen', unit: 'MB', samples: coreMb },
    { what: `processor time of the core, idle for ${idleSeconds} s, window open`, unit: 'ms', samples: [idle.core], aim: 100 },
    { what: 'processor time of the host meanwhile', unit: 'ms', samples: [idle.host], aim: 100 },
    { what: `start to a painted week, ${manyCount} events of ${seededYears.count} years stored`, unit: 'ms', samples: manyMs, beside: emptyMs, aim: 3 },
    { what: 'processor time of the core until then', unit: 'ms', samples: manyCpuMs },
    { what: 'memory of the core with that week on screen', unit: 'MB', samples: manyMb },
    { what: `processor time of the core, idle for ${idleSeconds} s with them`, unit: 'ms', samples: [manyIdle.core], aim: 100 },
  ]
}

const now = () => performance.timeOrigin + performance.now()
const weekIsDrawn = "document.querySelector('[data-key]') !== null"

async function startHost([program, ...words], home) {
  const began = now()
  const child = spawn(program, words, { env: hostEnv(home), stdio: ['ignore', 'pipe', 'inherit'], cwd: top })
  const address = await lineOf(child, isAddress)
  return { child, began, address, readyAt: now() }
}

/** Opens a window, gives the moment of the first frame in which `ready` holds, and closes it. */
async function openWindow(window) {
  const opened = await keepWindow(window)
  await opened.close()
  return opened.readyAt
}

async function keepWindow({ program, browserDir, address, ready }) {
  const words = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-extensions', '--window-size=1400,900', '--remote-debugging-port=0', `--user-data-dir=${browserDir}`, address]
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] })
  const port = await new Promise((resolve) => {
    let said = ''
    child.stderr.on('data', (bytes) => {
      said += bytes
      const found = /DevTools listening on ws:\/\/[^:]+:(\d+)/.exec(said)
      if (found) resolve(found[1])
    })
  })
  const readyAt = await frameWhen(port, new URL(address).origin, ready)
  return { readyAt, close: () => ended(child) }
}

/** Asks the page itself, so that the way of the question is not in the answer. Asked again when a redirect took the page away. */
async function frameWhen(port, origin, ready) {
  const expression = `new Promise((resolve) => {
    const look = () => {
      if (location.origin !== ${JSON.stringify(origin)} || !(${ready})) return requestAnimationFrame(look)
      const paint = performance.getEntriesByName('first-contentful-paint')[0]
      if (${JSON.stringify(ready)} === 'true') return paint ? resolve(performance.timeOrigin + paint.startTime) : requestAnimationFrame(look)
      const channel = new MessageChannel()
      channel.port1.onmessage = () => resolve(performance.timeOrigin + performance.now())
      channel.port2.postMessage(0)
    }
    look()
  })`
  for (;;) {
    const pages = await (await fetch(`http://127.0.0.1:${port}/json`)).json()
    const page = pages.find((one) => one.type === 'page')
    const at = page ? await evaluate(page.webSocketDebuggerUrl, expression) : null
    if (at !== null) return at
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

function evaluate(address, expression) {
  return new Promise((resolve) => {
    const socket = new WebSocket(address)
    socket.on('open', () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, awaitPromise: true, returnByValue: true } })))
    socket.on('message', (data) => {
      const message = JSON.parse(data)
      if (message.id !== 1) return
      socket.close()
      resolve(message.result?.result?.value ?? null)
    })
    socket.on('error', () => resolve(null))
    socket.on('close', () => resolve(null))
  })
}

async function serveEmptyPage() {
  const server = createServer((request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><body>x'))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function idleCost(app, window) {
  const opened = await keepWindow({ ...window, address: await app.address(), ready: weekIsDrawn })
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const { core, host } = app.pids()
  const before = { core: cpuMs(core), host: cpuMs(host) }
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1_000))
  const cost = { core: cpuMs(core) - before.core, host: cpuMs(host) - before.host }
  await opened.close()
  return cost
}

async function emptyNodeMb() {
  const child = spawn(process.execPath, ['-e', 'console.log(process.memoryUsage().rss / 2 ** 20); setTimeout(() => {}, 50)'], { stdio: ['ignore', 'pipe', 'inherit'] })
  return Number(await lineOf(child))
}
