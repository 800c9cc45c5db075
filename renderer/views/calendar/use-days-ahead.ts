import { useEffect, useRef, useState } from 'react'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { PlainDate } from '../../../shared/model/time.ts'
import type { CalendarFacts } from './day-model.ts'
import type { DayModels } from './day-models.ts'

export interface DaysBeside {
  readonly days: readonly PlainDate[]
  readonly occurrences: readonly Occurrence[]
}

export interface DaysAheadOptions {
  readonly days: readonly PlainDate[]
  /** What is shown, once it belongs to `days` and nobody waits for anything. */
  readonly settled: readonly Occurrence[] | null
  readonly models: DayModels
  readonly facts: CalendarFacts
  /** The page before (-1) and after (1); null: it is not known. */
  readonly beside: (direction: -1 | 1) => Promise<DaysBeside | null>
}

/**
 * Which days out of view have a column, drawn where it cannot be seen: a day at a time while the page is idle, so that turning to them only
 * shows what is there. The page that was left keeps its columns, those further away lose them.
 */
export function useDaysAhead({ days, settled, models, facts, beside }: DaysAheadOptions): readonly PlainDate[] {
  const [drawn, setDrawn] = useState<readonly PlainDate[]>(days)
  const latest = useRef(facts)
  latest.current = facts
  const before = useRef(days)
  const [width, setWidth] = useState(0)

  useEffect(() => {
    // Three weeks instead of one would be laid out for each step of a window that is pulled.
    const onResize = (): void => {
      setDrawn((some) => (some.length === 0 ? some : []))
      setWidth(window.innerWidth)
    }
    window.addEventListener('resize', onResize)
    return () => window.removeEventListener('resize', onResize)
  }, [])

  useEffect(() => {
    if (settled === null) return
    const toward = days[0]! < before.current[0]! ? -1 : 1
    before.current = days
    const idle = createIdle()
    const prepare = async (): Promise<void> => {
      const pages: DaysBeside[] = []
      for (const direction of [toward, -toward] as const) {
        await idle.next()
        const page = await beside(direction as -1 | 1)
        if (page !== null) pages.push(page)
      }
      const near = new Set([...days, ...pages.flatMap((page) => page.days)])
      await idle.next()
      setDrawn((some) => [...new Set([...some, ...days])].filter((date) => near.has(date)))
      for (const page of pages) {
        for (const date of page.days) {
          await idle.next()
          models.of(date, page.occurrences, latest.current)
          setDrawn((some) => (some.includes(date) ? some : [...some, date]))
        }
      }
    }
    void prepare()
    return idle.stop
  }, [days, settled, models, beside, width])

  return drawn
}

/** Moments in which the page has nothing else to do. After `stop` there are no more: whoever waits for one waits for ever, and is let go. */
function createIdle(): { next(): Promise<void>; stop(): void } {
  let handle = 0
  let stopped = false
  return {
    next: () =>
      new Promise((resolve) => {
        if (!stopped) handle = requestIdleCallback(() => resolve())
      }),
    stop() {
      stopped = true
      cancelIdleCallback(handle)
    },
  }
}
