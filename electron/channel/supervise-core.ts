import type { AppError } from '../../shared/contract/app-error.ts'
import { lookUps, staleBy, topics } from '../../shared/contract/topics.ts'
import type { CallResult, Change, Notice } from '../../shared/contract/wire.ts'
import type { Log, Stop } from '../core/ports.ts'
import { answerIn, type ByteChannel, decodeMessage, decodeResult, encodeMessage, encodeResult, type FromCore, type ToCore } from './messages.ts'

/** One running core process, whatever the host started it with. */
export interface CoreProcess extends ByteChannel {
  onExit(tell: (code: number | null) => void): void
  kill(): void
}

export interface CoreHost {
  /** Every call gets an answer. Queries and look-ups that were under way when the core died are asked again after its restart. */
  call(name: string, input: unknown): Promise<CallResult>
  /** The same answer as JSON, for a host that only passes it on. */
  callJson(name: string, input: unknown): Promise<Uint8Array>
  onChange(tell: (change: Change) => void): Stop
  setOnline(online: boolean): void
  /** Lets the core close its store, then ends it. Ends it anyway after `graceMs`. */
  close(graceMs?: number): Promise<void>
}

export interface SuperviseOptions {
  readonly spawn: () => CoreProcess
  readonly log: Log
  readonly loadKey: () => Promise<Uint8Array | null>
  readonly saveKey: (key: Uint8Array) => Promise<void>
  readonly notice: (notice: Notice) => void
}

type Told = Exclude<FromCore, { kind: 'answer' }>

interface Waiting {
  readonly name: string
  readonly input: unknown
  readonly answer: (json: Uint8Array) => void
}

const coreStopped: AppError = { kind: 'bug', effect: 'saved-here', retry: 'now', cause: 'core-restarted' }
/** A core that dies again within this time is started later and later, up to `longestWaitMs`. */
const steadyMs = 10_000
const longestWaitMs = 8_000

/** Starts the core process and keeps it running: when it ends by itself it is started again, and the page asks anew. */
export function superviseCore(options: SuperviseOptions): CoreHost {
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<(change: Change) => void>()
  let lastId = 0
  let online = true
  let closing = false
  let onClosed: () => void = () => {}
  let failures = 0
  let ready = false
  let everReady = false
  let core = start()

  function say(message: ToCore) {
    core.send(encodeMessage(message))
  }

  function start(): CoreProcess {
    const startedAt = performance.now()
    ready = false
    const started = options.spawn()
    started.onBytes((bytes) => {
      const answer = answerIn(bytes)
      if (answer === null) return void hear(decodeMessage<Told>(bytes))
      waiting.get(answer.id)?.answer(answer.json)
      waiting.delete(answer.id)
    })
    started.onExit((code) => {
      if (closing) return onClosed()
      failures = performance.now() - startedAt < steadyMs ? failures + 1 : 0
      options.log.warn('core-ended', { code, failures })
      answerCommandsThatWereCutOff()
      const waitMs = failures === 0 ? 0 : Math.min(longestWaitMs, 250 * 2 ** (failures - 1))
      setTimeout(() => {
        if (!closing) core = start()
      }, waitMs)
    })
    return started
  }

  /** The core stores before it answers, so what a person did is most likely there; we do not do it twice. */
  function answerCommandsThatWereCutOff() {
    for (const [id, call] of waiting) {
      if (isAskedAnew(call.name)) continue
      waiting.delete(id)
      call.answer(encodeResult({ ok: false, error: coreStopped }))
    }
  }

  async function hear(message: Told): Promise<void> {
    switch (message.kind) {
      case 'ready':
        ready = true
        if (!online) say({ kind: 'network', online })
        for (const [id, call] of waiting) say({ kind: 'call', id, name: call.name, input: call.input })
        if (everReady) tell({ topics })
        everReady = true
        return
      case 'change':
        return tell(message.change)
      case 'notice':
        return options.notice(message.notice)
      case 'load-key': {
        const key = await options.loadKey()
        return say({ kind: 'key', id: message.id, key: key === null ? null : Buffer.from(key).toString('base64') })
      }
      case 'save-key':
        await options.saveKey(new Uint8Array(Buffer.from(message.key, 'base64')))
        return say({ kind: 'key', id: message.id, key: null })
      case 'closed':
        return
    }
  }

  function tell(change: Change) {
    for (const listener of listeners) listener(change)
  }

  function callJson(name: string, input: unknown): Promise<Uint8Array> {
    return new Promise((answer) => {
      lastId += 1
      waiting.set(lastId, { name, input, answer })
      if (ready) say({ kind: 'call', id: lastId, name, input })
    })
  }

  return {
    callJson,
    call: async (name, input) => decodeResult(await callJson(name, input)),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    setOnline(next) {
      online = next
      if (ready) say({ kind: 'network', online })
    },
    close(graceMs = 3_000) {
      return new Promise((resolve) => {
        const lateKill = setTimeout(() => core.kill(), graceMs)
        onClosed = () => {
          clearTimeout(lateKill)
          resolve()
        }
        closing = true
        say({ kind: 'close' })
      })
    },
  }
}

/** By the plain tables: the schemas would double what a start has to load. */
const isAskedAnew = (name: string): boolean => Object.hasOwn(staleBy, name) || lookUps.has(name)
