import type { Clock, Log, Stop } from './ports.ts'

type Work = () => unknown

export interface Steady {
  /** As `Clock.after`. A stop also ends the tries that follow a fault. */
  after(ms: number, work: Work): Stop
  /** When what runs now is done. */
  soon(work: Work): Stop
}

/** After a fault the same work is tried again, ever more seldom. */
const firstPauseMs = 5_000
const longestPauseMs = 5 * 60_000

/**
 * Timers that never end the core: what their work throws, or the promise it returns is refused with, is written down and the work is
 * tried again. All that waits in the core waits by one of these: a disk that is full for a minute must not stop a loop for good.
 */
export function steady(log: Log, after: Clock['after'] = realAfter, soon: (run: () => void) => Stop = realSoon): Steady {
  function begin(first: (run: () => void) => Stop, work: Work): Stop {
    let stopped = false
    let pauseMs = firstPauseMs
    const failed = (error: unknown): void => {
      log.warn('timer-failed', { message: error instanceof Error ? error.message.slice(0, 200) : 'unknown', at: whereFrom(error) })
      if (stopped) return
      stop = after(pauseMs, attempt)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
    const attempt = (): void => {
      try {
        const done = work()
        if (done instanceof Promise) done.catch(failed)
      } catch (error) {
        failed(error)
      }
    }
    let stop = first(attempt)
    return () => {
      stopped = true
      stop()
    }
  }
  return { after: (ms, work) => begin((run) => after(ms, run), work), soon: (work) => begin(soon, work) }
}

/** The core's clock: its timers are steady, whatever a host's are. */
export const steadyClock = (clock: Clock, log: Log): Clock => ({ now: () => clock.now(), zone: () => clock.zone(), after: steady(log, (ms, run) => clock.after(ms, run)).after })

/** None of them keeps a process alive that has nothing else to do. */
const realAfter = (ms: number, run: () => void): Stop => {
  const timer = setTimeout(run, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

const realSoon = (run: () => void): Stop => {
  const turn = setImmediate(run)
  return () => clearImmediate(turn)
}

const whereFrom = (error: unknown): string => (error instanceof Error ? ((error.stack ?? '').split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '').trim().slice(0, 200) : '')
