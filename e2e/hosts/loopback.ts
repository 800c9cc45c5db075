import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import type { CallInput, CallName, CallOutput } from '../../shared/contract/calls.ts'
import type { CallResult } from '../../shared/contract/wire.ts'
import { stateDir, top } from '../servers/shell.ts'

export interface RunningApp {
  readonly home: string
  readonly origin: string
  /** A fresh one-time address for a browser. */
  address(): Promise<string>
  /** Any call, as from a terminal. Throws when the app answers with an error. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  tryCall<N extends CallName>(name: N, input: CallInput<N>): Promise<CallResult<CallOutput<N>>>
  corePid(): Promise<number>
  /** Ends everything at once, as a power cut would: nobody gets to say good-bye. */
  killAll(): Promise<void>
  stop(): Promise<void>
}

/** Whatever a test that failed did not stop ends with the tests. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

interface StartOptions {
  readonly home?: string
  readonly practiceHost?: string | null
  readonly words?: readonly string[]
}

/** Starts the built app under the loopback host, in a folder of its own, without a window. */
export async function startApp(options: StartOptions = {}): Promise<RunningApp> {
  const home = options.home ?? (await stateDir('home'))
  const words = ['--no-open', '--key-file', join(home, 'key'), ...(options.practiceHost ? ['--practice-host', options.practiceHost] : []), ...(options.words ?? [])]
  const child: ChildProcess = spawn(process.execPath, ['--enable-source-maps', join(top, 'build/out/loopback/main.js'), ...words], {
    env: { ...process.env, PARLEY_HOME: home, TZ: 'Europe/Berlin' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let said = ''
  child.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the app ended with ${code}: ${said}`)))
    if (!child.stdout) return
    const lines = createInterface({ input: child.stdout })
    lines.on('line', (line) => {
      said += `${line}\n`
      if (line.startsWith('http://')) resolve()
    })
  })
  child.removeAllListeners('exit')
  const hostFile = async () => JSON.parse(await readFile(join(home, 'default', 'host.json'), 'utf8')) as { origin: string; secret: string; corePid: number; practicePid?: number }
  const { origin, secret } = await hostFile()
  const headers = { authorization: `Bearer ${secret}` }
  const gone = new Promise<void>((resolve) =>
    child.once('exit', () => {
      running.delete(child)
      resolve()
    }),
  )

  async function tryCall<N extends CallName>(name: N, input: CallInput<N>): Promise<CallResult<CallOutput<N>>> {
    const answer = await fetch(`${origin}/api/call/${name}`, { method: 'POST', headers, body: JSON.stringify({ input }) })
    return (await answer.json()) as CallResult<CallOutput<N>>
  }
  return {
    home,
    origin,
    async address() {
      const answer = await fetch(`${origin}/api/address`, { method: 'POST', headers })
      return ((await answer.json()) as { address: string }).address
    },
    tryCall,
    async call(name, input) {
      const result = await tryCall(name, input)
      if (!result.ok) throw new Error(`${name} failed: ${JSON.stringify(result.error)}`)
      return result.value
    },
    corePid: async () => (await hostFile()).corePid,
    async killAll() {
      const { corePid } = await hostFile()
      child.kill('SIGKILL')
      process.kill(corePid, 'SIGKILL')
      await gone
    },
    async stop() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
