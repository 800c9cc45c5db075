import { hash } from 'node:crypto'
import type { FburlMemory } from '../dav/fburl-memory.ts'
import type { Dialect } from '../dav/fburl-request.ts'
import type { Store } from '../store/store.ts'

/** URLs may hold tokens: the store gets a digest to find them by, and nothing to read them from (FBU-7). */
const digest = (place: string): string => hash('sha256', place, 'base64url')

/** What was learnt about freebusy servers outlives the program: dialects, answers that may still hold, the gone and the busy ones. */
export function storedFburlMemory(store: Store): FburlMemory {
  const { read } = store
  // Nobody draws this: no topic is told, and the disk need not be waited for.
  const write: typeof store.writeStep = (_, change) => store.writeStep([], change)
  return {
    dialectOf(shape) {
      const memo = read.fburlMemo('dialect', digest(shape))
      return memo && { dialect: memo.value as Dialect, learntUtc: memo.savedUtc }
    },
    learnDialect: (shape, dialect, nowUtc) => write([], (tx) => (dialect === null ? tx.dropFburlMemo('dialect', digest(shape)) : tx.putFburlMemo('dialect', digest(shape), dialect, nowUtc))),
    answerOf: (url) => read.fburlAnswer(digest(url)),
    keepAnswer: (url, answer, savedUtc) => write([], (tx) => tx.putFburlAnswer({ key: digest(url), ...answer, savedUtc })),
    goneSinceUtc: (url) => read.fburlMemo('gone', digest(url))?.savedUtc ?? null,
    setGone: (url, sinceUtc) => write([], (tx) => (sinceUtc === null ? tx.dropFburlMemo('gone', digest(url)) : tx.putFburlMemo('gone', digest(url), '', sinceUtc))),
    pausedUntilUtc(origin) {
      const memo = read.fburlMemo('pause', digest(origin))
      return memo === null ? null : Number(memo.value)
    },
    pause: (origin, untilUtc, nowUtc) => write([], (tx) => tx.putFburlMemo('pause', digest(origin), String(untilUtc), nowUtc)),
  }
}
