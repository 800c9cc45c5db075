import type { CoreOptions, KeyKeeper, Log, Ports } from '../core/ports.ts'
import type { Core } from '../core/create-core.ts'
import { switchedNetwork } from '../core/switched-network.ts'
import { type ByteChannel, decodeMessage, encodeMessage, type FromCore, type ToCore } from './messages.ts'

export interface ServeOptions {
  readonly core: CoreOptions
  readonly log: Log
  /** Where the host keeps the vault key, for the settings page. */
  readonly keyPlace: string
  readonly keyLasting: boolean
  readonly newId: () => string
  readonly create: (ports: Ports, options: CoreOptions) => Promise<Core>
  /** Called when the host asked to stop and the core has closed its store. */
  readonly onClosed: () => void
}

/** The core's end of the channel: makes the core, answers calls, and borrows the host's key and notices. */
export async function serveCore(channel: ByteChannel, options: ServeOptions): Promise<void> {
  const say = (message: FromCore) => channel.send(encodeMessage(message))
  const keys = borrowedKeys(say, options)
  const network = switchedNetwork()

  let core: Core | null = null
  const early: ToCore[] = []

  async function take(message: ToCore): Promise<void> {
    if (message.kind === 'key') return keys.answer(message.id, message.key)
    if (message.kind === 'network') return network.set(message.online)
    if (core === null) {
      early.push(message)
      return
    }
    if (message.kind === 'call') {
      const result = await core.handle(message.name, message.input)
      say({ kind: 'answer', id: message.id, result })
      return
    }
    await core.close()
    say({ kind: 'closed' })
    options.onClosed()
  }
  channel.onBytes((bytes) => void take(decodeMessage<ToCore>(bytes)))

  core = await options.create(
    {
      clock: systemClock,
      log: options.log,
      keys: keys.keeper,
      notifier: { notify: (notice) => say({ kind: 'notice', notice }) },
      network: network.port,
      newId: options.newId,
    },
    options.core,
  )
  core.onChange((change) => say({ kind: 'change', change }))
  say({ kind: 'ready' })
  for (const message of early) void take(message)
}

const systemClock = {
  now: () => Date.now(),
  zone: heldForASecond(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  after(ms: number, run: () => void) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** Asking the computer takes half a millisecond, and an import of thousands asks for each event. */
function heldForASecond(ask: () => string): () => string {
  let held = ''
  let untilMs = -Infinity
  return () => {
    const nowMs = performance.now()
    if (nowMs < untilMs) return held
    untilMs = nowMs + 1_000
    return (held = ask())
  }
}

/** The key stays with the host, so that a core that was restarted after a crash finds it again. */
function borrowedKeys(say: (message: FromCore) => void, options: ServeOptions): { keeper: KeyKeeper; answer(id: number, key: string | null): void } {
  const waiting = new Map<number, (key: string | null) => void>()
  let last = 0
  const ask = (make: (id: number) => FromCore) =>
    new Promise<string | null>((resolve) => {
      last += 1
      waiting.set(last, resolve)
      say(make(last))
    })
  return {
    keeper: {
      place: options.keyPlace,
      lasting: options.keyLasting,
      async load() {
        const key = await ask((id) => ({ kind: 'load-key', id }))
        return key === null ? null : new Uint8Array(Buffer.from(key, 'base64'))
      },
      async save(key) {
        await ask((id) => ({ kind: 'save-key', id, key: Buffer.from(key).toString('base64') }))
      },
    },
    answer(id, key) {
      waiting.get(id)?.(key)
      waiting.delete(id)
    },
  }
}
