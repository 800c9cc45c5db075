// Starts the built app under the loopback host in a folder of its own, and calls it as a terminal would.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { top } from '../scripts/steps.mjs'

/** Which practice organisations run is not what is measured here: none. */
const noPractice = '{"servers":{},"people":[],"freebusyUrls":{}}'
export const newHome = () => mkdtempSync(join(tmpdir(), 'parley-bench-'))
export const hostWords = (home) => ['--no-open', '--key-file', join(home, 'key'), '--practice-host', noPractice]
export const hostEnv = (home) => ({ ...process.env, PARLEY_HOME: home, TZ: 'Europe/Berlin' })
export const hostScript = join(top, 'build/out/loopback/main.js')

/** The first line a child prints that `fits`. */
export const lineOf = (child, fits = () => true) =>
  new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => fits(line) && resolve(line))
    child.once('exit', (code) => reject(new Error(`${child.spawnargs.join(' ')} ended with ${code}`)))
  })
export const isAddress = (line) => line.startsWith('http://')

/** The in-memory server as a process of its own, so that its work is not counted as ours. */
export async function startFastDav(count, latencyMs = 0) {
  const child = spawn(process.execPath, [join(top, 'build/bench/fast-dav.mjs'), String(count), String(latencyMs)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { origin, calendar } = JSON.parse(await lineOf(child))
  return { origin, calendar, touch: () => fetch(`${origin}/_touch`, { method: 'POST' }), requests: async () => (await (await fetch(`${origin}/_stat`)).json()).requests, stop: () => child.kill() }
}

export async function startApp(home = newHome()) {
  const child = spawn(process.execPath, [hostScript, ...hostWords(home)], { env: hostEnv(home), stdio: ['ignore', 'pipe', 'inherit'] })
  await lineOf(child, isAddress)
  return { ...reach(home), hostPid: child.pid, stop: () => ended(child) }
}

/** A host that runs already, found by what it left in its folder. */
export function reach(home) {
  const { origin, secret, corePid } = JSON.parse(readFileSync(join(home, 'default', 'host.json'), 'utf8'))
  const post = async (path, body) => (await fetch(`${origin}${path}`, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: JSON.stringify(body) })).json()
  return {
    home,
    corePid,
    /** A fresh address that lets one browser in. */
    address: async () => (await post('/api/address', {})).address,
    async call(name, input) {
      const result = await post(`/api/call/${name}`, { input })
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`)
      return result.value
    },
  }
}

export const ended = (child) =>
  new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })

/** Adds the account and waits for its first round. Nothing is asked meanwhile: being asked is work too. */
export async function firstSync(app, server, count) {
  await app.call('add-account', { where: `${server.origin}/`, user: 'u', password: 'p', allowPlainHttp: false })
  await app.call('sync-now', { accountId: null })
  const { accounts } = await app.call('accounts', {})
  const stored = accounts[0]?.calendars.reduce((sum, calendar) => sum + calendar.eventCount, 0) ?? 0
  if (stored !== count) throw new Error(`${stored} of ${count} stored: ${JSON.stringify(accounts[0]?.problem)}`)
}

/** An app with the whole corpus. `aside` closes it for the time of some work on its folder, and opens it again. */
export async function startSyncedApp(server, count) {
  let app = await startApp()
  await firstSync(app, server, count)
  return {
    home: app.home,
    call: (name, input) => app.call(name, input),
    address: () => app.address(),
    pids: () => ({ core: app.corePid, host: app.hostPid }),
    async aside(work) {
      await app.stop()
      try {
        return await work()
      } finally {
        app = await startApp(app.home)
      }
    },
    stop: () => app.stop(),
  }
}

/** Resident memory in MB, now or at its highest so far (Linux). */
export const residentMb = (pid) => memoryOf(pid, 'VmRSS')
export const peakMb = (pid) => memoryOf(pid, 'VmHWM')
const memoryOf = (pid, field) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

/** Time on a processor so far, in ms (Linux counts it in hundredths of a second). */
export function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

export async function timed(work) {
  const began = performance.now()
  const value = await work()
  return { ms: performance.now() - began, value }
}
