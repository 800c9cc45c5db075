import { parentPort } from 'node:worker_threads'
import { XmlFault } from '../dav/xml.ts'
import type { IndexContext } from '../store/index-plan.ts'
import type { FromThread, ToThread } from './answer-reader.ts'
import { type MembersReading, readMembers } from './read-members.ts'

const open = new Map<number, MembersReading>()
/** What texts are read with, and its number. */
let known: { readonly number: number; readonly context: IndexContext } | null = null

const post = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void => parentPort?.postMessage(message, transfer)

/** The program of the thread: bytes of answers in, what they say out. */
function take(message: ToThread): void {
  if (message.kind === 'context') {
    known = message
    return
  }
  if (message.kind === 'open') return void open.set(message.id, readMembers(message.charset))
  if (message.kind === 'drop') return void open.delete(message.id)
  const answer = open.get(message.id)
  // One that is at fault is told once; what still comes of it is let go.
  if (answer !== undefined) read(answer, message)
}

function read(answer: MembersReading, message: Extract<ToThread, { kind: 'piece' | 'end' }>): void {
  if (known === null) throw new Error('an answer came before what it is to be read with')
  const { id } = message
  try {
    const end = message.kind === 'end' ? answer.end() : answer.write(message.bytes)
    const found = answer.taken(known.context)
    post({ kind: 'found', id, contextNumber: known.number, found, bytes: message.kind === 'end' ? 0 : message.bytes.length }, [found.texts.buffer])
    if (end === undefined) return
    open.delete(id)
    post({ kind: 'end', id, syncToken: end.syncToken })
  } catch (thrown) {
    if (!(thrown instanceof XmlFault)) throw thrown
    open.delete(id)
    post({ kind: 'fault', id, message: thrown.message })
  }
}

parentPort?.on('message', take)
