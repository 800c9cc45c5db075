import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId, CollectionId, Href, ObjectId } from '../../../shared/model/ids.ts'
import { ok, type Result } from '../../../shared/model/result.ts'
import { ReaderBroke } from '../dav/body-reader.ts'
import { calendarQuery } from '../dav/calendar-query.ts'
import type { FoundCalendar } from '../dav/list-calendars.ts'
import { listEtags } from '../dav/list-etags.ts'
import { multiget } from '../dav/multiget.ts'
import type { DavClient, MemberRow } from '../dav/shapes.ts'
import { syncCollection, type SyncEnd } from '../dav/sync-collection.ts'
import { hrefKey } from '../store/href-key.ts'
import type { ObjectTag } from '../store/store.ts'
import { dayMs } from '../store/window.ts'
import { createIngest, type Ingest } from './ingest.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

export interface PullAsk {
  readonly context: SyncContext
  readonly dav: DavClient
  readonly accountId: AccountId
  readonly collectionId: CollectionId
  readonly href: Href
  readonly found: Pick<FoundCalendar, 'syncToken' | 'ctag' | 'reports'>
  readonly onStored: (count: number) => void
}

/** What we have of a member, by comparable key. */
type Known = (key: string) => ObjectTag | null
type Pulled = Promise<Result<void, AppError>>

/** A server that takes longer than this for everything is asked for the weeks around today meanwhile. */
const impatientMs = 1_500
const visibleBackMs = 8 * dayMs
const visibleAheadMs = 22 * dayMs
/** Tokens of some servers miss changes (SYN-8): once a day everything is compared. */
const compareEveryMs = dayMs

/** Brings one calendar up to date: changes by token, else by comparing tags (SYN-1…9). */
export async function pullCollection(ask: PullAsk): Pulled {
  try {
    return await pull(ask)
  } catch (thrown) {
    if (!(thrown instanceof ReaderBroke)) throw thrown
    // There is no such thread any more: what was stored is left out now, and the rest is read here.
    return await pull(ask)
  }
}

async function pull(ask: PullAsk): Pulled {
  const { store, clock } = ask.context
  const row = store.read.collection(ask.collectionId)
  if (row === null) return ok(undefined)
  const compared = store.read.memo(comparedMemo(ask.collectionId))
  const mustCompare = row.syncToken !== null && compared !== null && clock.now() - Number(compared) > compareEveryMs
  const unchanged = (row.syncToken !== null && row.syncToken === ask.found.syncToken) || (row.ctag !== null && row.ctag === ask.found.ctag)
  if (unchanged && !mustCompare) return ok(undefined)
  if (!ask.found.reports.some((report) => report.endsWith('sync-collection'))) return compareTags(ask)

  const first = await syncByToken(ask, mustCompare ? null : row.syncToken)
  if (first.ok || isRoadBlock(first.problem) || first.problem.kind === 'gone') return first
  ask.context.log.warn('sync-token-refused', { collectionId: ask.collectionId, cause: first.problem.cause ?? '', status: first.problem.httpStatus ?? 0 })
  // Whatever it was (Xandikos 0.2.8 answers 500 to a token it does not know): once from the start, then by comparing.
  const again = row.syncToken === null || mustCompare ? first : await syncByToken(ask, null)
  if (again.ok || isRoadBlock(again.problem) || again.problem.kind === 'gone') return again
  return compareTags(ask)
}

const ingestOf = ({ context, collectionId, onStored }: PullAsk, askedAt: number): Ingest => createIngest({ context, collectionId, askedAt, onStored })

const comparedMemo = (id: CollectionId) => `compared:${id}`

async function syncByToken(ask: PullAsk, from: string | null): Pulled {
  const { context, dav, collectionId } = ask
  const { store } = context
  const askedAt = context.clock.now()
  // All of them to compare a whole listing with; the few that changed are looked up one by one.
  const all = from === null ? store.read.tagsOf(collectionId) : null
  const known: Known = (key) => (all === null ? store.read.tagOf(collectionId, key) : (all.get(key) ?? null))
  const isFirst = all !== null && all.size === 0
  const listed = new Set<string>()
  let repeated = false
  const withData = from !== null || isFirst
  const impatient = isFirst ? startImpatient(ask, askedAt) : null
  try {
    for (let token = from; ; ) {
      const ingest = ingestOf(ask, askedAt)
      const bare: Href[] = []
      const take = (rows: readonly MemberRow[]): void => {
        const changed: MemberRow[] = []
        for (const row of rows) {
          const key = hrefKey(row.href)
          listed.add(key)
          if (isUnchanged(known(key), row)) repeated ||= context.ownWrites.when(collectionId, row.href) === null
          else if (row.text === null) bare.push(row.href)
          else changed.push(row)
        }
        ingest.add(changed)
      }
      // Of a first listing there is nothing to compare.
      const reader = isFirst ? ingest.reader((href) => bare.push(href)) : null
      const page = await syncCollection(dav, { href: ask.href, token, withData, signal: context.signal, room: ingest.room }, reader ?? take)
      const missing = page.ok ? await fetchBare(ask, bare, ingest, isFirst) : ok([])
      ingest.done()
      if (!page.ok) return page
      if (!missing.ok) return missing
      const last = !page.value.truncated
      const vanished = last && all !== null ? [...all.keys()].filter((key) => !listed.has(key)) : []
      endPage(ask, page.value, askedAt, [...page.value.removed.map(hrefKey), ...missing.value.map(hrefKey), ...vanished], last && from === null)
      if (last) break
      token = page.value.token
    }
  } finally {
    await impatient?.()
  }
  // SYN-8a, T-Y21: it told us what we know already, so it forgot our token and told nothing of what is gone.
  if (from !== null && repeated && [...store.read.tagsOf(collectionId).keys()].some((key) => !listed.has(key))) return compareTags(ask)
  return ok(undefined)
}

/** The last rows of a page are stored, now its end: what vanished, and the token with it (SYN-6). */
function endPage(ask: PullAsk, page: SyncEnd, askedAt: number, removedKeys: readonly string[], compared: boolean): void {
  const { store, clock } = ask.context
  const gone = removable(ask, askedAt, removedKeys)
  const row = store.read.collection(ask.collectionId)
  const ctag = page.truncated ? null : ask.found.ctag
  const first = !page.truncated && store.read.memo(comparedMemo(ask.collectionId)) === null
  if (gone.length === 0 && row?.syncToken === page.token && row.ctag === ctag && !compared && !first) return
  store.write(gone.length > 0 ? ['objects'] : [], (tx) => {
    for (const id of gone) tx.removeServerObject(id)
    tx.patchCollection(ask.collectionId, { syncToken: page.token, ctag })
    if (compared || first) tx.setMemo(comparedMemo(ask.collectionId), String(clock.now()))
  })
}

/** Objects behind these keys that the server had; not those made here and not yet sent, nor what we wrote since we asked. */
function removable(ask: PullAsk, askedAt: number, keys: readonly string[]): readonly ObjectId[] {
  const { store, ownWrites } = ask.context
  return keys.flatMap((key) => {
    const object = store.read.tagOf(ask.collectionId, key)
    if (object === null || !object.onServer) return []
    return (ownWrites.when(ask.collectionId, object.href) ?? 0) >= askedAt ? [] : [object.id]
  })
}

/** Fetches objects whose text did not come with the listing; gives those that are gone (T-Y09). */
async function fetchBare(ask: PullAsk, hrefs: readonly Href[], ingest: Ingest, isFirst: boolean): Promise<Result<readonly Href[], AppError>> {
  if (hrefs.length === 0) return ok([])
  const reader = isFirst ? ingest.reader(() => undefined) : null
  const got = await multiget(ask.dav, { href: ask.href, members: hrefs, signal: ask.context.signal, room: ingest.room }, reader ?? ingest.add)
  return got.ok ? ok(got.value.missing) : got
}

/** Without tokens, or to make sure: all etags, then only what differs (SYN-5, SYN-9). */
async function compareTags(ask: PullAsk): Pulled {
  const { context, dav, collectionId, found } = ask
  const { store, clock } = context
  const askedAt = clock.now()
  const known = store.read.tagsOf(collectionId)
  const impatient = known.size === 0 ? startImpatient(ask, askedAt) : null
  try {
    const members = await listEtags(dav, ask.href)
    if (!members.ok) return members
    const ingest = ingestOf(ask, askedAt)
    const stored = store.read.tagsOf(collectionId)
    const missing = await fetchBare(ask, members.value.filter((row) => !isUnchanged(stored.get(hrefKey(row.href)) ?? null, row)).map((row) => row.href), ingest, known.size === 0)
    ingest.done()
    if (!missing.ok) return missing
    const listed = new Set(members.value.map((row) => hrefKey(row.href)))
    const vanished = [...known.keys()].filter((key) => !listed.has(key))
    const gone = removable(ask, askedAt, [...vanished, ...missing.value.map(hrefKey)])
    store.write(gone.length > 0 ? ['objects'] : [], (tx) => {
      for (const id of gone) tx.removeServerObject(id)
      tx.patchCollection(collectionId, { ctag: found.ctag })
      tx.setMemo(comparedMemo(collectionId), String(clock.now()))
    })
    return ok(undefined)
  } finally {
    await impatient?.()
  }
}

function isUnchanged(known: ObjectTag | null, row: MemberRow): boolean {
  return known !== null && known.onServer && row.etag !== null && known.etag === row.etag
}

/** Asks for the weeks on screen if the whole is slow to come. The stop waits for what was begun; its faults are the other's to tell. */
function startImpatient(ask: PullAsk, askedAt: number): () => Promise<void> {
  const { context, dav, collectionId, href } = ask
  let begun: Promise<unknown> = Promise.resolve()
  const stop = context.clock.after(impatientMs, () => {
    const window = { startUtc: askedAt - visibleBackMs, endUtc: askedAt + visibleAheadMs }
    begun = calendarQuery(dav, { href, window, withData: true, signal: context.signal }, ingestOf(ask, askedAt).add).then((asked) => {
      if (!asked.ok) context.log.info('first-weeks-refused', { collectionId, cause: asked.problem.cause ?? '' })
    })
  })
  return async () => {
    stop()
    await begun
  }
}

