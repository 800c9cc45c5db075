import { Worker } from 'node:worker_threads'
import { ReaderBroke } from '../dav/body-reader.ts'
import type { BodyReader, Room } from '../dav/shapes.ts'
import { XmlFault } from '../dav/xml.ts'
import type { Log, Stop } from '../ports.ts'
import { steady } from '../steady.ts'
import type { IndexContext } from '../store/index-plan.ts'
import type { MembersRead } from './read-members.ts'

export type ToThread =
  | { readonly kind: 'context'; readonly number: number; readonly context: IndexContext }
  | { readonly kind: 'open'; readonly id: number; readonly charset: string }
  | { readonly kind: 'piece'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'drop'; readonly id: number }
export type FromThread =
  /** What came of so many bytes. */
  | { readonly kind: 'found'; readonly id: number; readonly contextNumber: number; readonly found: MembersRead; readonly bytes: number }
  | { readonly kind: 'end'; readonly id: number; readonly syncToken: string | null }
  | { readonly kind: 'fault'; readonly id: number; readonly message: string }

export interface AnswerAsk {
  readonly charset: string
  /** What texts are read with from now on; the same object until that changes. */
  readonly context: () => IndexContext
  /** In the order of the answer. What it throws ends the reading. */
  readonly take: (found: MembersRead, readWith: IndexContext) => void
}

/**
 * Reads answers with many texts beside the thread that stores them, from their bytes on: a first sync has two processors then, and
 * clicks are answered meanwhile.
 */
export interface AnswerReader {
  /** Many texts are about to come. False: there is no thread, and whoever asks reads the answers where they are stored. */
  prepare(): boolean
  open(ask: AnswerAsk): BodyReader
  /** No more is taken from a server while much waits here. */
  readonly room: Room
  close(): Promise<void>
}

/** A thread that has nothing to do for so long is let go, and its memory with it. */
const idleMs = 5_000
/** Texts and plans live for some milliseconds: a small nursery is enough, and the default would hold 48 MB. */
const resourceLimits = { maxYoungGenerationSizeMb: 12 }
/** Bytes that wait for the thread: enough that it never waits for the network. More are taken when half of them are read. */
const mostWaiting = 1_000_000

interface Answer {
  readonly ask: AnswerAsk
  waiting: number
  problem: Error | null
  settle: { readonly done: (end: { readonly syncToken: string | null }) => void; readonly failed: (problem: Error) => void } | null
}

/** `script`: the program of the thread (`answer-reader-thread.ts`, bundled); null: there is none. */
export function createAnswerReader(script: string | null, log: Log): AnswerReader {
  const { after } = steady(log)
  const answers = new Map<number, Answer>()
  let worker: Worker | null = null
  let failedBefore = false
  let lastId = 0
  let idle: Stop | null = null
  /** Those the thread was told of; the last one is what it reads with. */
  let contexts: IndexContext[] = []
  let waiting = 0
  let makeRoom: (() => void)[] = []

  const tell = (message: ToThread, transfer: readonly ArrayBuffer[] = []): void => worker?.postMessage(message, transfer)

  function start(path: string): Worker {
    contexts = []
    const started = new Worker(path, { resourceLimits, stdout: false, stderr: false })
    started.unref()
    started.on('message', hear)
    started.on('error', fall)
    started.on('exit', (code) => {
      if (worker === started) fall(new Error(`the reading thread ended with ${code}`))
    })
    return started
  }

  function hear(message: FromThread): void {
    const answer = answers.get(message.id)
    if (answer === undefined) return
    if (message.kind === 'found') {
      settled(answer, message.bytes)
      found(answer, message)
    } else if (message.kind === 'end') finish(message.id, answer, null, message.syncToken)
    else finish(message.id, answer, new XmlFault(message.message), null)
  }

  function found(answer: Answer, { contextNumber, found: read }: Extract<FromThread, { kind: 'found' }>): void {
    const readWith = contexts[contextNumber]
    if (answer.problem !== null || readWith === undefined) return
    try {
      answer.ask.take(read, readWith)
    } catch (thrown) {
      answer.problem = thrown instanceof Error ? thrown : new Error(String(thrown))
    }
  }

  function finish(id: number, answer: Answer, problem: Error | null, syncToken: string | null): void {
    answer.problem ??= problem
    settled(answer, answer.waiting)
    answers.delete(id)
    if (answers.size === 0) restSoon()
    if (answer.problem === null) answer.settle?.done({ syncToken })
    else answer.settle?.failed(answer.problem)
  }

  function settled(answer: Answer, bytes: number): void {
    answer.waiting -= bytes
    waiting -= bytes
    if (waiting > mostWaiting / 2) return
    const waiters = makeRoom
    makeRoom = []
    for (const go of waiters) go()
  }

  /** Not tried again in this run: without it all is slower and nothing is wrong. */
  function fall(error: Error): void {
    log.warn('answer-reader-failed', { message: error.message.slice(0, 200) })
    failedBefore = true
    worker = null
    giveUp()
  }

  function giveUp(): void {
    for (const [id, answer] of answers) finish(id, answer, new ReaderBroke('the reading thread is gone'), null)
    idle?.()
    idle = null
  }

  async function rest(): Promise<void> {
    const resting = worker
    worker = null
    giveUp()
    await resting?.terminate()
  }

  function restSoon(): void {
    idle?.()
    idle = after(idleMs, rest)
  }

  function tellContext(context: IndexContext): void {
    if (contexts.at(-1) === context) return
    tell({ kind: 'context', number: contexts.length, context })
    contexts.push(context)
  }

  return {
    prepare() {
      if (failedBefore || script === null) return false
      worker ??= start(script)
      if (answers.size === 0) restSoon()
      return true
    },
    open(ask) {
      const id = (lastId += 1)
      const answer: Answer = { ask, waiting: 0, problem: worker === null ? new ReaderBroke('the reading thread is gone') : null, settle: null }
      idle?.()
      idle = null
      if (worker !== null) answers.set(id, answer)
      tell({ kind: 'open', id, charset: ask.charset })
      return {
        write(piece) {
          if (answer.problem !== null) throw answer.problem
          tellContext(ask.context())
          // A copy of its own: what comes from a socket shares its room with the pieces around it.
          const bytes = Uint8Array.from(piece)
          answer.waiting += bytes.length
          waiting += bytes.length
          tell({ kind: 'piece', id, bytes }, [bytes.buffer])
        },
        end() {
          if (!answers.has(id)) return Promise.reject(answer.problem ?? new ReaderBroke('the reading thread is gone'))
          tellContext(ask.context())
          tell({ kind: 'end', id })
          return new Promise((done, failed) => (answer.settle = { done, failed }))
        },
        drop() {
          if (!answers.has(id)) return
          tell({ kind: 'drop', id })
          finish(id, answer, null, null)
        },
      }
    },
    room: () => (waiting < mostWaiting ? null : new Promise((resolve) => makeRoom.push(resolve))),
    close: rest,
  }
}
