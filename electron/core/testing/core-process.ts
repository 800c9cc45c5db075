import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import type { CallInput, CallName, CallOutput } from '../../../shared/contract/calls.ts'
import type { CallResult } from '../../../shared/contract/wire.ts'
import type { PracticeHost } from '../ports.ts'

/** A core as a process of its own (`core-child.ts`), to be killed. One call at a time. */
export interface CoreProcess {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** -9, and gone when this resolves. */
  kill(): Promise<void>
}

export const vaultKey = '11'.repeat(32)

/** Bundles the program once; every start after that is a process. `end` kills what still runs. */
export async function prepareCoreProcess(): Promise<{ readonly start: (profileDir: string, practice: PracticeHost) => Promise<CoreProcess>; readonly end: () => void }> {
  // Beside the packages, so that the bundle finds them; by itself, because several tests prepare at once.
  const cache = new URL('../../../node_modules/.cache/', import.meta.url).pathname
  mkdirSync(cache, { recursive: true })
  const script = join(mkdtempSync(join(cache, 'parley-core-child-')), 'core-child.mjs')
  await build({ entryPoints: [new URL('core-child.ts', import.meta.url).pathname], outfile: script, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'warning' })
  const running = new Set<ChildProcess>()
  return {
    end: () => {
      for (const child of running) child.kill('SIGKILL')
    },
    async start(profileDir, { servers, people, freebusyUrls }) {
      const options = { profileDir, version: 'test', host: 'loopback', practice: { servers, people, freebusyUrls } }
      const child = spawn(process.execPath, [script, JSON.stringify({ options, key: vaultKey })], { stdio: ['pipe', 'pipe', 'inherit'] })
      running.add(child)
      const gone = once(child, 'exit')
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
      const next = async (): Promise<string> => {
        const line = await lines.next()
        if (line.done === true) throw new Error('the core ended by itself')
        return line.value as string
      }
      const first = await next()
      if (first !== 'ready') throw new Error(`the core said ${first}`)
      return {
        async call(name, input) {
          child.stdin.write(`${JSON.stringify({ name, input })}\n`)
          const result = JSON.parse(await next()) as CallResult
          if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`)
          return result.value as CallOutput<typeof name>
        },
        async kill() {
          child.kill('SIGKILL')
          await gone
          running.delete(child)
        },
      }
    },
  }
}
