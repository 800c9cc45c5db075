import { parentPort } from 'node:worker_threads'
import { type IndexContext, planIndex } from './index-plan.ts'
import type { TextsRead, TextsToRead } from './text-reader.ts'

let known: IndexContext | null = null

/** The program of the thread: texts in, what they say out. */
parentPort?.on('message', ({ id, texts, context }: TextsToRead) => {
  const readWith = context ?? known
  if (readWith === null) throw new Error('texts came before what they are to be read with')
  known = readWith
  const answer: TextsRead = { id, plans: texts.map((text) => planIndex(text, readWith)) }
  parentPort?.postMessage(answer)
})
