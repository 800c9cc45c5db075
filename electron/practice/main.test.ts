import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PracticeHost } from '../core/ports.ts'
import { event, hrefsIn, propfindBody, send } from './testing/practice-client.ts'

let dir: string
let script: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'practice-main-'))
  script = join(dir, 'main.mjs')
  const top = fileURLToPath(new URL('../..', import.meta.url))
  // Node 20 reads no TypeScript: bundled as the product is.
  const banner = "import { createRequire as __makeRequire } from 'node:module'; const require = __makeRequire(import.meta.url);"
  execFileSync(join(top, 'node_modules/.bin/esbuild'), ['electron/practice/main.ts', '--bundle', '--platform=node', '--format=esm', '--log-level=warning', `--outfile=${script}`, `--banner:js=${banner}`], { cwd: top })
})
afterAll(() => rmSync(dir, { recursive: true }))

function run(...flags: readonly string[]): Promise<{ child: ChildProcess; host: PracticeHost }> {
  const child = spawn(process.execPath, [script, ...flags], { stdio: ['pipe', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes('\n')) resolve({ child, host: JSON.parse(said) as PracticeHost })
    })
    child.on('exit', (code) => reject(new Error(`ended with ${code}`)))
  })
}

const auth = { Authorization: `Basic ${Buffer.from('alice:practice').toString('base64')}` }
const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(child.exitCode)))

test('killed at any moment, it comes back with every write it answered for', async () => {
  const data = join(dir, 'data')
  const answered: string[] = []
  for (let round = 0; round < 3; round += 1) {
    const { child, host } = await run('--dir', data, '--no-answers', '--now', '2026-11-22T12:00:00Z')
    const base = host.servers['north.example'] ?? ''
    const home = `${base}/dav/calendars/alice/work/`
    const list = hrefsIn(await send(home, 'PROPFIND', { ...auth, Depth: '1' }, propfindBody('getetag')))
    for (const name of answered) expect(list).toContain(`/dav/calendars/alice/work/${name}`)
    const writes = Array.from({ length: 60 }, async (_, index) => {
      const name = `k${round}-${index}.ics`
      const answer = await send(`${home}${name}`, 'PUT', auth, event({ uid: name }))
      if (answer.status === 201) answered.push(name)
    })
    const enough = answered.length + 15
    void Promise.allSettled(writes).then(() => undefined)
    while (answered.length < enough) await new Promise((resolve) => setTimeout(resolve, 1))
    child.kill('SIGKILL')
    await Promise.allSettled(writes)
  }
  expect(answered.length).toBeGreaterThan(40)
}, 30_000)

test('ends when who started it lets go, and says what is wrong with its flags', async () => {
  const { child, host } = await run('--dir', join(dir, 'other'))
  expect(Object.keys(host.servers)).toEqual(['north.example', 'south.example', 'freelance.example'])
  expect(host.freebusyUrls['frank@freelance.example']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/freebusy\/frank@freelance\.example\?token=/)
  child.stdin?.end()
  expect(await ended(child)).toBe(0)
  const wrong = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe'] })
  expect(await ended(wrong)).toBe(2)
})
