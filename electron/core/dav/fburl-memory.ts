import type { Instant } from '../../../shared/model/time.ts'
import type { Dialect } from './fburl-request.ts'

export interface KeptAnswer {
  readonly etag: string | null
  readonly lastModified: string | null
  readonly body: string
}

/** What was learnt about freebusy servers. Places are given whole, with any token in them: who keeps them keeps a digest. */
export interface FburlMemory {
  dialectOf(shape: string): { readonly dialect: Dialect; readonly learntUtc: Instant } | null
  /** Null: none of them works here any more. */
  learnDialect(shape: string, dialect: Dialect | null, nowUtc: Instant): void
  answerOf(url: string): KeptAnswer | null
  keepAnswer(url: string, answer: KeptAnswer, nowUtc: Instant): void
  /** Since when a URL is gone for good (410, FBU-20). */
  goneSinceUtc(url: string): Instant | null
  setGone(url: string, sinceUtc: Instant | null): void
  /** Retry-After of a whole server. */
  pausedUntilUtc(origin: string): Instant | null
  pause(origin: string, untilUtc: Instant, nowUtc: Instant): void
}

/** As long as the program runs. */
export function createFburlMemory(): FburlMemory {
  const dialects = new Map<string, { readonly dialect: Dialect; readonly learntUtc: Instant }>()
  const answers = new Map<string, KeptAnswer>()
  const gone = new Map<string, Instant>()
  const pauses = new Map<string, Instant>()
  return {
    dialectOf: (shape) => dialects.get(shape) ?? null,
    learnDialect: (shape, dialect, learntUtc) => void (dialect === null ? dialects.delete(shape) : dialects.set(shape, { dialect, learntUtc })),
    answerOf: (url) => answers.get(url) ?? null,
    keepAnswer: (url, answer) => void answers.set(url, answer),
    goneSinceUtc: (url) => gone.get(url) ?? null,
    setGone: (url, sinceUtc) => void (sinceUtc === null ? gone.delete(url) : gone.set(url, sinceUtc)),
    pausedUntilUtc: (origin) => pauses.get(origin) ?? null,
    pause: (origin, untilUtc) => void pauses.set(origin, untilUtc),
  }
}
