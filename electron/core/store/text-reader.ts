import { Worker } from 'node:worker_threads'
import type { Log, Stop } from '../ports.ts'
import { steady } from '../steady.ts'
import type { IndexContext, IndexPlan } from './index-plan.ts'

export interface TextsToRead {
  readonly id: number
  readonly texts: readonly string[]
  /** Null: the one before. */
  readonly context: IndexContext | null
}
export interface TextsRead {
  readonly id: number
  readonly plans: readonly IndexPlan[]
}

/** Reads many texts beside the thread that stores them: a first sync has two processors then, and clicks are answered meanwhile. */
export interface TextReader {
  /** Many texts are about to come. */
  prepare(): void
  /** Plans in the order of the texts; null when there is no thread, and whoever asked reads them where they are written. */
  read(texts: readonly string[], context: IndexContext): Promise<readonly IndexPlan[]> | null
  close(): Promise<void>
}

/** A thread that has nothing to do for so long is let go, and its memory with it. */
const idleMs = 5_000
/** Texts and plans live for some milliseconds: a small nursery is enough, and the default would hold 48 MB. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }

/** `script`: the program of the thread (`text-reader-thread.ts`, bundled); null: there is none. */
export function createTextReader(script: string | null, log: Log): TextReader {
  const { after } = steady(log)
  const waiting = new Map<number, { readonly done: (plans: readonly IndexPlan[]) => void; readonly failed: (error: Error) => void }>()
  let worker: Worker | null = null
  let failedBefore = script === null
  let lastId = 0
  /** The one the thread has. */
  let sent: IndexContext | null = null
  let idle: Stop | null = null

  function start(path: string): Worker {
    sent = null
    const started = new Worker(path, { resourceLimits, stdout: false, stderr: false })
    started.unref()
    started.on('message', ({ id, plans }: TextsRead) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      asked?.done(plans)
      if (waiting.size === 0) restSoon()
    })
    started.on('error', (error) => fall(error))
    started.on('exit', (code) => {
      if (worker === started) fall(new Error(`the reading thread ended with ${code}`))
    })
    return started
  }

  /** Not tried again in this run: without it all is slower and nothing is wrong. */
  function fall(error: Error): void {
    log.warn('text-reader-failed', { message: error.message.slice(0, 200) })
    failedBefore = true
    worker = null
    giveUp(error)
  }

  function giveUp(error: Error): void {
    for (const asked of waiting.values()) asked.failed(error)
    waiting.clear()
  }

  async function rest(): Promise<void> {
    const resting = worker
    worker = null
    giveUp(new Error('the reading thread was closed'))
    idle?.()
    idle = null
    await resting?.terminate()
  }

  function restSoon(): void {
    idle?.()
    idle = after(idleMs, rest)
  }

  function running(): Worker | null {
    if (failedBefore || script === null) return null
    return (worker ??= start(script))
  }

  return {
    prepare() {
      if (running() !== null) restSoon()
    },
    read(texts, context) {
      const reader = running()
      if (reader === null) return null
      idle?.()
      idle = null
      lastId += 1
      const id = lastId
      const ask: TextsToRead = { id, texts, context: sent === context ? null : context }
      sent = context
      reader.postMessage(ask)
      return new Promise((done, failed) => waiting.set(id, { done, failed }))
    },
    close: rest,
  }
}
