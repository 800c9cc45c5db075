import type { CallResult, Change, Notice } from '../../shared/contract/wire.ts'

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
  | { readonly kind: 'notice'; readonly notice: Notice }
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

/** Everything is JSON, but an answer is its number, a line end and then its JSON: a month of events is passed on without being read. */
export const encodeMessage = (message: ToCore | FromCore): Uint8Array => encoder.encode(message.kind === 'answer' ? `${message.id}\n${JSON.stringify(message.result)}` : JSON.stringify(message))

export const encodeResult = (result: CallResult): Uint8Array => encoder.encode(JSON.stringify(result))
export const decodeResult = (json: Uint8Array): CallResult => JSON.parse(decoder.decode(json)) as CallResult

const brace = 0x7b
const lineEnd = 0x0a

/** The number and the JSON of an answer; null for any other message. */
export function answerIn(bytes: Uint8Array): { readonly id: number; readonly json: Uint8Array } | null {
  if (bytes[0] === brace) return null
  const end = bytes.indexOf(lineEnd)
  return { id: Number(decoder.decode(bytes.subarray(0, end))), json: bytes.subarray(end + 1) }
}

/** Both ends are ours and of one build, so a message that cannot be read is a bug and throws. */
export const decodeMessage = <M extends ToCore | Exclude<FromCore, { kind: 'answer' }>>(bytes: Uint8Array): M => JSON.parse(decoder.decode(bytes)) as M
