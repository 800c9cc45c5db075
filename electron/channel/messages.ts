import type { Change } from '../../shared/contract/wire.ts'
import type { CallResult } from '../../shared/contract/wire.ts'

/** What a host says to the core process. */
export type ToCore =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'network'; readonly online: boolean }
  | { readonly kind: 'key'; readonly id: number; readonly key: string | null }
  | { readonly kind: 'close' }

/** What the core process says to its host. Keys travel as base64 and only inside this channel. */
export type FromCore =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly result: CallResult }
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'notice'; readonly notice: { readonly id: string; readonly title: string; readonly body: string } }
  | { readonly kind: 'load-key'; readonly id: number }
  | { readonly kind: 'save-key'; readonly id: number; readonly key: string }
  | { readonly kind: 'closed' }

/**
 * Bytes to and from another process. Electron's utilityProcess, a forked Node child and a test all look like this,
 * so that all the code above it is the same in every host.
 */
export interface ByteChannel {
  send(bytes: Uint8Array): void
  onBytes(take: (bytes: Uint8Array) => void): void
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const encodeMessage = (message: ToCore | FromCore): Uint8Array => encoder.encode(JSON.stringify(message))

/** Both ends are ours and of one build, so a message that cannot be read is a bug and throws. */
export const decodeMessage = <M extends ToCore | FromCore>(bytes: Uint8Array): M => JSON.parse(decoder.decode(bytes)) as M
