import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { must } from '../../shared/model/result.ts'
import type { CoreArgument } from './core-main.ts'
import { forkCore } from './fork-process.ts'

let dir: string
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'parley-fork-'))))
afterEach(() => rmSync(dir, { recursive: true }))

it('what is said to a core that has just been killed is lost, and the host goes on', async () => {
  const script = join(dir, 'core.mjs')
  writeFileSync(script, `process.on('message', () => undefined)\nprocess.send('up')`)
  const core = forkCore(script, {} as CoreArgument)
  const ended = new Promise<number | null>((resolve) => core.onExit(resolve))
  await new Promise<void>((resolve) => core.onBytes(() => resolve()))
  const pid = String(must(core.pid, 'process'))
  core.kill()
  // Within one turn: it is gone, and the host cannot have heard of it yet. An error that nobody hears ends a process; here it fails the test.
  while (!/^Z|^$/.test(spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).stdout.trim()));
  core.send(new Uint8Array(1_000))
  expect(await ended).toBe(null)
})
