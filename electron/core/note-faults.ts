import type { Instant } from '../../shared/model/time.ts'
import type { Clock, Log } from './ports.ts'

export interface FaultNote {
  /** The fixed word it has in the log. */
  readonly event: string
  readonly times: number
  readonly lastUtc: Instant
}

/** What Parley itself stumbled over since it was started: the log has the lines, a person finds the counts on the page for somebody who helps. */
export function noteFaults(log: Log, clock: Pick<Clock, 'now'>): { readonly log: Log; faults(): readonly FaultNote[] } {
  const notes = new Map<string, FaultNote>()
  return {
    log: {
      info: (event, facts) => log.info(event, facts),
      warn(event, facts) {
        notes.set(event, { event, times: (notes.get(event)?.times ?? 0) + 1, lastUtc: clock.now() })
        log.warn(event, facts)
      },
    },
    faults: () => [...notes.values()].toSorted((a, b) => b.lastUtc - a.lastUtc),
  }
}
