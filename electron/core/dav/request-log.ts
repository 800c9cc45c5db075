import type { AccountId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { pathShape } from './path-shape.ts'

/** One request as it may be shown to others: what was asked and how it went, nothing of whom or what it was about. */
export interface RequestNote {
  readonly accountId: string | null
  readonly atUtc: Instant
  readonly method: string
  readonly path: string
  /** Null: no answer (yet). */
  readonly status: number | null
  /** Of the answer, unpacked, as far as it was read. */
  readonly bytes: number
  /** Until the last byte; null: still running. */
  readonly ms: number | null
  /** Why no answer came, in the words of `AppError.cause`. */
  readonly fault: string | null
}

export interface RunningNote {
  answered(status: number): void
  read(bytes: number): void
  /** Once: everything was read, or nothing more comes. */
  end(fault?: string): void
}

export interface RequestLog {
  begin(asked: { readonly accountId: AccountId | string | null; readonly method: string; readonly url: string }): RunningNote
  /** Newest first. */
  recent(): readonly RequestNote[]
}

/** Kept in memory only, and no more than these. */
const mostKept = 200

export function createRequestLog(now: () => Instant): RequestLog {
  const kept: RequestNote[] = []
  return {
    begin({ accountId, method, url }) {
      const begun = performance.now()
      const note: { -readonly [K in keyof RequestNote]: RequestNote[K] } = { accountId, atUtc: now(), method, path: pathShape(url), status: null, bytes: 0, ms: null, fault: null }
      kept.push(note)
      if (kept.length > mostKept) kept.shift()
      return {
        answered: (status) => void (note.status = status),
        read: (bytes) => void (note.bytes += bytes),
        end(fault) {
          note.ms ??= Math.round(performance.now() - begun)
          note.fault ??= fault ?? null
        },
      }
    },
    recent: () => kept.toReversed(),
  }
}
