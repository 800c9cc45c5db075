import type { Notice } from '../../shared/contract/wire.ts'
import type { Instant, Zone } from '../../shared/model/time.ts'

/**
 * What a host lends to the core. The core reaches the outside through these and through nothing else,
 * so that a test can lend others. Every start returns its stop.
 */
export type Stop = () => void

export interface Clock {
  now(): Instant
  /** The computer's zone. */
  zone(): Zone
  /** A promise that `run` returns is watched as well (`steady.ts`). */
  after(ms: number, run: () => unknown): Stop
}

export interface Log {
  /** `event` is a fixed word, `facts` carry ids, counts and codes: never titles, addresses, URLs with tokens or secrets. */
  info(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void
  warn(event: string, facts?: Readonly<Record<string, string | number | boolean | null>>): void
}

/** Keeps the one 32-byte vault key of a profile (`secrets` never sees a password). */
export interface KeyKeeper {
  /** In words for the settings page: where the key lives, e.g. "this computer's keychain". */
  readonly place: string
  /** False: the key is gone when the program ends, and passwords must be typed again. */
  readonly lasting: boolean
  load(): Promise<Uint8Array | null>
  save(key: Uint8Array): Promise<void>
}

export interface Notifier {
  notify(notice: Notice): void
}

export interface Network {
  online(): boolean
  onChange(tell: (online: boolean) => void): Stop
}

export interface Ports {
  readonly clock: Clock
  readonly log: Log
  readonly keys: KeyKeeper
  readonly notifier: Notifier
  readonly network: Network
  /** A new random identifier (UUID v4). */
  readonly newId: () => string
}

/** Where the practice organisations answer, when they run. */
export interface PracticeHost {
  /** Domain of the address → base URL of its server, e.g. `north.example` → `http://127.0.0.1:41234`. */
  readonly servers: Readonly<Record<string, string>>
  readonly people: readonly { readonly address: string; readonly name: string; readonly password: string }[]
  /** Freebusy URLs known from the start: address → URL. */
  readonly freebusyUrls: Readonly<Record<string, string>>
}

export interface CoreOptions {
  /** Folder of the profile; the store is `store.sqlite` in it. `:memory:` for tests. */
  readonly profileDir: string
  readonly version: string
  readonly host: 'desktop' | 'loopback'
  readonly practice: PracticeHost | null
  /** Check what queries and commands answer against the contract: in development and in tests. */
  readonly checkOutputs?: boolean
  /** Bundled program of the thread that reads answers at a first sync (`sync/answer-reader.ts`); without it the core reads them itself. */
  readonly answerReader?: string
}
