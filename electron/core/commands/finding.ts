import type { FreebusyFinding } from '../../../shared/contract/freebusy-urls.ts'

/** The finder of freebusy URLs, one at a time and in memory: it ends with the program, and keeps nothing by itself. */
export interface Finding {
  current(): FreebusyFinding | null
  /** Ends the one before. What is shown by an older one than the last is not taken. */
  begin(): { readonly signal: AbortSignal; show(next: FreebusyFinding): void }
  end(): void
}

/** `tell` is `() => store.announce(['finding'])`. */
export function createFinding(tell: () => void): Finding {
  let state: FreebusyFinding | null = null
  let running: AbortController | null = null
  return {
    current: () => state,
    begin() {
      running?.abort()
      const own = new AbortController()
      running = own
      return {
        signal: own.signal,
        show(next) {
          if (running !== own) return
          state = next
          tell()
        },
      }
    },
    end() {
      running?.abort()
      running = null
      state = null
      tell()
    },
  }
}
