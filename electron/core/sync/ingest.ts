import type { CollectionId } from '../../../shared/model/ids.ts'
import type { MemberRow } from '../dav/shapes.ts'
import { hrefKey } from '../store/href-key.ts'
import type { ReadText } from '../store/store.ts'
import type { SyncContext } from './sync-deps.ts'

export interface Ingest {
  /** Stores rows that have their text: before it returns, or a little later where there are many, in the order they came in. */
  add(rows: readonly MemberRow[]): void
  /** Nothing more is taken from the server until this says so, so that an answer of any size needs little room. */
  room(): Promise<void> | null
  /** All that was added is stored. Rejects with what kept it from being stored. */
  done(): Promise<void>
}

export interface IngestAsk {
  readonly context: SyncContext
  readonly collectionId: CollectionId
  /** Rows that we wrote or began to write since then are passed over: ours is newer. */
  readonly askedAt: number
  /** Many are to come: they are read on a thread of their own. */
  readonly many: boolean
  readonly onStored: (count: number) => void
}

/** Rows that are read or wait for it: enough that neither thread waits for the other. More are taken when half of them are stored. */
const mostWaiting = 480

type TextRow = MemberRow & { readonly text: string }

/** Stores objects of one collection as they come in. */
export function createIngest({ context, collectionId, askedAt, many, onStored }: IngestAsk): Ingest {
  const { store, signal, ownWrites, texts } = context
  let stored: Promise<void> = Promise.resolve()
  let waiting = 0
  let makeRoom: (() => void) | null = null
  const lostBefore = store.stepsLost()
  if (many) texts.prepare()

  function isOurs(row: MemberRow, sending: ReadonlySet<string>): boolean {
    const written = ownWrites.when(collectionId, row.href)
    return (written !== null && written >= askedAt) || (sending.size > 0 && sending.has(hrefKey(row.href)))
  }

  function put(rows: readonly TextRow[], read: (index: number) => ReadText | undefined): void {
    // While they were read the account may have been removed.
    if (signal.aborted || store.read.collection(collectionId) === null) return
    const count = store.writeStep(['objects'], (tx) => {
      const sending = new Set(tx.sendingHrefs().flatMap((one) => (one.collectionId === collectionId ? [hrefKey(one.href)] : [])))
      let put = 0
      rows.forEach((row, index) => {
        if (isOurs(row, sending)) return
        const known = read(index)
        tx.putServerObject({ collectionId, href: row.href, etag: row.etag, scheduleTag: row.scheduleTag, text: row.text }, known === undefined ? {} : { read: known })
        put += 1
      })
      return put
    })
    onStored(count)
  }

  async function putWhenRead(before: Promise<void>, rows: readonly TextRow[], reading: ReturnType<typeof texts.read>, readWith: ReadText['context']): Promise<void> {
    // A thread that broke is in the log; the texts are then read where they are written.
    const plans = await reading?.catch(() => null)
    await before
    put(rows, (index) => {
      const plan = plans?.[index]
      return plan === undefined ? undefined : { plan, context: readWith }
    })
  }

  function settled(count: number): void {
    waiting -= count
    if (waiting <= mostWaiting / 2) makeRoom?.()
  }

  return {
    add(rows) {
      const withText = rows.filter((row): row is TextRow => row.text !== null)
      if (signal.aborted || withText.length === 0 || store.read.collection(collectionId) === null) return
      const readWith = store.read.indexContext(collectionId)
      const reading = many ? texts.read(withText.map((row) => row.text), readWith) : null
      if (reading === null && waiting === 0) return put(withText, () => undefined)
      waiting += withText.length
      stored = putWhenRead(stored, withText, reading, readWith).finally(() => settled(withText.length))
      // `done` tells of it; until then it is not unheard of.
      stored.catch(() => undefined)
    },
    room: () => (waiting < mostWaiting ? null : new Promise((resolve) => (makeRoom = resolve))),
    async done() {
      await stored
      if (store.stepsLost() !== lostBefore) throw new Error('what was stored was taken back')
    },
  }
}
