import type { CallInput, CallName, CallOutput } from '../../../shared/contract/calls.ts'
import type { Topic } from '../../../shared/contract/topics.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'
import { type Core, createCore } from '../create-core.ts'
import type { CoreOptions } from '../ports.ts'
import { createFakePorts, type FakePorts } from './fake-ports.ts'

export interface MemoryCore {
  readonly core: Core
  readonly ports: FakePorts
  /** Answers of the contract, checked; an `AppError` is thrown. */
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  /** For calls that are to fail. */
  fault<N extends CallName>(name: N, input: CallInput<N>): Promise<AppError>
  /** Waits until `look` gives something, asking again whenever one of the topics becomes stale. */
  until<T>(look: () => Promise<T | null | undefined | false>, what: string, timeoutMs?: number): Promise<T>
  readonly told: Topic[]
}

/** The whole core over a store in memory (or in `profileDir`), with ports that a test holds in its hand. */
export async function startMemoryCore(options: Partial<CoreOptions> = {}, ports: FakePorts = createFakePorts()): Promise<MemoryCore> {
  const core = await createCore(ports, { profileDir: ':memory:', version: 'test', host: 'loopback', practice: null, checkOutputs: true, ...options })
  const told: Topic[] = []
  core.onChange((change) => void told.push(...change.topics))
  return {
    core,
    ports,
    told,
    async call(name, input) {
      const result = await core.handle(name, input)
      if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.error)}`)
      return result.value as CallOutput<typeof name>
    },
    async fault(name, input) {
      const result = await core.handle(name, input)
      if (result.ok) throw new Error(`${name} did not fail`)
      return result.error
    },
    async until(look, what, timeoutMs = 60_000) {
      const end = performance.now() + timeoutMs
      for (;;) {
        const seen = await look()
        if (seen !== null && seen !== undefined && seen !== false) return seen
        if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
        await nextChange(core, 100)
      }
    },
  }
}

function nextChange(core: Core, atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const stop = core.onChange(done)
    const timer = setTimeout(done, atMostMs)
  })
}
