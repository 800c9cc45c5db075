import type { Topic } from '../../shared/contract/topics.ts'
import type { Change } from '../../shared/contract/wire.ts'
import type { Log, Stop } from './ports.ts'
import { steady } from './steady.ts'

export interface GatheredChanges {
  on(tell: (change: Change) => void): Stop
  readonly stop: Stop
}

const gatherMs = 50
/** Answers about people's time are waited for one by one, and a page asks for its rows once for all that came meanwhile: a frame is enough. */
const frameMs = 16
const slowestMs = 400

/**
 * Topics of one moment are told together, the first at once: a first sync must not make the page ask a hundred times a second.
 * While nothing but objects keeps coming in, they are told ever more seldom, since each telling makes the page ask for its whole week
 * again. What a person did touches the queue as well, and is told at once with all that waits.
 */
export function gatherChanges(onChange: (tell: (topics: readonly Topic[]) => void) => Stop, log: Log): GatheredChanges {
  const { after } = steady(log)
  const listeners = new Set<(change: Change) => void>()
  const stale = new Set<Topic>()
  let planned: { readonly stop: Stop; readonly at: number } | null = null
  let toldAt = -Infinity
  let paceMs = gatherMs

  function tell(): void {
    planned = null
    const now = performance.now()
    const goesOn = now - toldAt < paceMs * 2 && isAlone(stale, 'objects')
    paceMs = goesOn ? Math.min(paceMs * 2, slowestMs) : gatherMs
    toldAt = now
    const topics = [...stale]
    stale.clear()
    for (const listener of listeners) listener({ topics })
  }

  const stop = onChange((topics) => {
    for (const topic of topics) stale.add(topic)
    const now = performance.now()
    const at = Math.max(now, toldAt + (isAlone(stale, 'objects') ? paceMs : isAlone(stale, 'busy') ? frameMs : gatherMs))
    if (planned !== null && planned.at <= at) return
    planned?.stop()
    planned = { stop: after(at - now, tell), at }
  })
  return {
    on(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop() {
      stop()
      planned?.stop()
    },
  }
}

const isAlone = (topics: ReadonlySet<Topic>, topic: Topic): boolean => topics.size === 1 && topics.has(topic)
