import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createCore } from '../core/create-core.ts'
import type { CoreOptions } from '../core/ports.ts'
import { createLog } from './log.ts'
import type { ByteChannel } from './messages.ts'
import { serveCore } from './serve-core.ts'

/** What the host passes as the one argument of the core process, as JSON. */
export interface CoreArgument {
  readonly core: CoreOptions
  readonly keyPlace: string
  readonly keyLasting: boolean
  readonly logFile: string | null
}

/** Electron's utilityProcess gives its children a port to the parent; @types/node does not know it. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', take: (event: { data: unknown }) => void): void
}

const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort

function channelToHost(): ByteChannel {
  if (parentPort) {
    return {
      send: (bytes) => parentPort.postMessage(bytes),
      onBytes: (take) => parentPort.on('message', (event) => take(event.data as Uint8Array)),
    }
  }
  // The host is gone: nobody is left to serve. What was done is in the store.
  process.on('disconnect', () => process.exit(0))
  return {
    send: (bytes) => void process.send?.(bytes, undefined, undefined, () => undefined),
    onBytes: (take) => process.on('message', (bytes) => take(bytes as Uint8Array)),
  }
}

const argument = JSON.parse(process.argv[2] ?? '') as CoreArgument
const log = createLog(argument.logFile)

process.on('uncaughtException', (error) => {
  log.warn('core-crashed', { message: error.message.slice(0, 200), stack: (error.stack ?? '').split('\n').slice(1, 4).join(' | ') })
  process.exit(70)
})

// Work that nobody waits for and that failed: whatever it was about stays as it is, and the next round tries again.
process.on('unhandledRejection', (reason) => log.warn('promise-failed', { message: reason instanceof Error ? reason.message.slice(0, 200) : 'unknown', stack: reason instanceof Error ? (reason.stack ?? '').split('\n').slice(1, 4).join(' | ') : '' }))

await serveCore(channelToHost(), {
  core: { ...argument.core, answerReader: fileURLToPath(new URL('./answer-reader.js', import.meta.url)) },
  log,
  keyPlace: argument.keyPlace,
  keyLasting: argument.keyLasting,
  newId: randomUUID,
  create: createCore,
  onClosed: () => process.exit(0),
})
