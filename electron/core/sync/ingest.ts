import type { CollectionId, Href } from '../../../shared/model/ids.ts'
import type { MemberRow, MembersHeard, MembersReader, Room } from '../dav/shapes.ts'
import { hrefKey } from '../store/href-key.ts'
import type { IndexContext } from '../store/index-plan.ts'
import type { ReadText, ServerObject } from '../store/store.ts'
import type { MembersRead } from './read-members.ts'
import type { SyncContext } from './sync-deps.ts'

export interface Ingest {
  /** Stores rows that have their text before it returns. */
  add(rows: readonly MemberRow[]): void
  /** For many: answers are read on a thread, and stored as they come from it; `bare` hears of members without text. Null: there is no thread. */
  reader(bare: (href: Href) => void): MembersReader | null
  /** Nothing more is taken from the server until this says so, so that an answer of any size needs little room. */
  readonly room: Room
  /** Before a token is kept: throws when something that was stored has been taken back. */
  done(): void
}

export interface IngestAsk {
  readonly context: SyncContext
  readonly collectionId: CollectionId
  /** Rows that we wrote or began to write since then are passed over: ours is newer. */
  readonly askedAt: number
  readonly onStored: (count: number) => void
}

type Row = Pick<ServerObject, 'href' | 'etag' | 'scheduleTag' | 'text'>

/** Stores objects of one collection as they come in. */
export function createIngest({ context, collectionId, askedAt, onStored }: IngestAsk): Ingest {
  const { store, signal, ownWrites, answers } = context
  const lostBefore = store.stepsLost()

  function isOurs(href: Href, sending: ReadonlySet<string>): boolean {
    const written = ownWrites.when(collectionId, href)
    return (written !== null && written >= askedAt) || (sending.size > 0 && sending.has(hrefKey(href)))
  }

  function put(rows: readonly Row[], read: (index: number) => ReadText | undefined): void {
    // While they were on their way the account may have been removed.
    if (signal.aborted || rows.length === 0 || !store.read.hasCollection(collectionId)) return
    const count = store.writeStep(['objects'], (tx) => {
      const sending = new Set(tx.sendingHrefs().flatMap((one) => (one.collectionId === collectionId ? [hrefKey(one.href)] : [])))
      let put = 0
      rows.forEach(({ href, etag, scheduleTag, text }, index) => {
        if (isOurs(href, sending)) return
        const known = read(index)
        tx.putServerObject({ collectionId, href, etag, scheduleTag, text }, known === undefined ? {} : { read: known })
        put += 1
      })
      return put
    })
    onStored(count)
  }

  function putRead({ hrefs, etags, scheduleTags, plans, texts, ends }: MembersRead, readWith: IndexContext): void {
    const rows = hrefs.map((href, index): Row => ({ href, etag: etags[index] ?? null, scheduleTag: scheduleTags[index] ?? null, text: texts.subarray(ends[index - 1] ?? 0, ends[index]) }))
    put(rows, (index) => {
      const plan = plans[index]
      return plan === undefined ? undefined : { plan, context: readWith }
    })
  }

  function take(found: MembersRead, readWith: IndexContext, heard: MembersHeard, bare: (href: Href) => void): void {
    for (const { href, status } of found.others) heard.other(href, status)
    for (const href of found.bare) {
      heard.row(href)
      bare(href)
    }
    for (const href of found.hrefs) heard.row(href)
    putRead(found, readWith)
  }

  return {
    add: (rows) => put(rows.filter((row): row is MemberRow & { readonly text: string } => row.text !== null), () => undefined),
    reader(bare) {
      if (!answers.prepare()) return null
      let readWith = store.read.indexContext(collectionId)
      return {
        open: (heard, charset) =>
          answers.open({
            charset,
            context() {
              // One that was removed meanwhile has none any more, and gets nothing.
              if (store.read.hasCollection(collectionId)) readWith = store.read.indexContext(collectionId)
              return readWith
            },
            take: (found, read) => take(found, read, heard, bare),
          }),
      }
    },
    room: answers.room,
    done() {
      if (store.stepsLost() !== lostBefore) throw new Error('what was stored was taken back')
    },
  }
}
