// Starts the built app under the loopback host in a folder of its own, and calls it as a terminal would.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { top } from '../scripts/steps.mjs'

export const firstLine = (child) => new Promise((resolve) => createInterface({ input: child.stdout }).once('line', resolve))

/** The in-memory server as a process of its own, so that its work is not counted as ours. */
export async function startFastDav(count, latencyMs = 0) {
  const child = spawn(process.execPath, [join(top, 'build/bench/fast-dav.mjs'), String(count), String(latencyMs)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const { origin, calendar } = JSON.parse(await firstLine(child))
  return { origin, calendar, touch: () => fetch(`${origin}/_touch`, { method: 'POST' }), requests: async () => (await (await fetch(`${origin}/_stat`)).json()).requests, stop: () => child.kill() }
}

export async function startApp(home = mkdtempSync(join(tmpdir(), 'parley-bench-'))) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(top, 'build/out/loopback/main.js'), '--no-open', '--key-file', join(home, 'key'), '--practice-host', '{"servers":{},"people":[],"freebusyUrls":{}}'], {
    env: { ...process.env, PARLEY_HOME: home, TZ: 'Europe/Berlin' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const address = await new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('http://')) resolve(line)
    })
  })
  const { origin, secret, corePid } = JSON.parse(readFileSync(join(home, 'default', 'host.json'), 'utf8'))
  async function call(name, input) {
    const answer = await fetch(`${origin}/api/call/${name}`, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: JSON.stringify({ input }) })
    const result = await answer.json()
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`)
    return result.value
  }
  return {
    home,
    address,
    call,
    /** Highest resident memory of the core so far, in MB (Linux). */
    peakMb: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${corePid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve)
        child.kill('SIGTERM')
      }),
  }
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
export const quantile = (numbers, share) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]

export async function timed(work) {
  const began = performance.now()
  const value = await work()
  return { ms: performance.now() - began, value }
}
