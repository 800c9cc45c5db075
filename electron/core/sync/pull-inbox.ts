import type { AppError } from '../../../shared/contract/app-error.ts'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import type { CollectionId, Uid } from '../../../shared/model/ids.ts'
import { ok, type Result } from '../../../shared/model/result.ts'
import { listEtags } from '../dav/list-etags.ts'
import { multiget } from '../dav/multiget.ts'
import type { DavClient, MemberRow } from '../dav/shapes.ts'
import { syncCollection } from '../dav/sync-collection.ts'
import { isOwn } from '../scheduling/identity.ts'
import { hrefKey } from '../store/href-key.ts'
import { newCollection } from '../store/new-collection.ts'
import type { AccountRow, CollectionRow, InboxItemRow } from '../store/rows.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

type Pulled = Promise<Result<void, AppError>>

/**
 * Brings the items of the schedule Inbox into the store, after the calendars (SCH-41). They are hints (SCH-40), small and few:
 * by token where the server takes one, else by comparing. Reports are not asked for: DAViCal 1.1.12 names fewer than work.
 */
export async function pullInbox(context: SyncContext, dav: DavClient, account: AccountRow): Pulled {
  const { store } = context
  // Somebody else's messages are theirs to clear away; what came of them stands in their calendars.
  if (account.inboxHref === null || !isOwn(account)) return ok(undefined)
  const row = inboxRow(context, account)
  if (store.read.memo(plainMemo(row.id)) === null) {
    const first = await byToken(context, dav, row, store.read.memo(beforeMemo(row.id)) ?? row.syncToken)
    const synced = first.ok || isRoadBlock(first.problem) || row.syncToken === null ? first : await byToken(context, dav, row, null)
    if (synced.ok || isRoadBlock(synced.problem)) return synced
    const status = synced.problem.httpStatus ?? 0
    if (status >= 400 && status < 500 && status !== 404) store.write([], (tx) => tx.setMemo(plainMemo(row.id), 'yes'))
  }
  return byListing(context, dav, row)
}

const plainMemo = (id: CollectionId) => `inbox-without-tokens:${id}`
/**
 * The token of the round before the last one, from which each round asks (SYN-8): a token may count an item that the list beside it does not show
 * yet, and asked from there it would never come. Twice an answer on Cyrus 3.6.1 came without its item; this is what fits, it was not caught in the act.
 */
const beforeMemo = (id: CollectionId) => `inbox-token-before:${id}`

function inboxRow(context: SyncContext, account: AccountRow): CollectionRow {
  const href = account.inboxHref as NonNullable<AccountRow['inboxHref']>
  const known = context.store.read.collections(account.id).find((row) => row.kind === 'inbox')
  if (known !== undefined && hrefKey(known.href) === hrefKey(href)) return known
  const row = newCollection({
    id: context.newId() as CollectionId,
    accountId: account.id,
    href,
    kind: 'inbox',
    name: 'Inbox',
    hue: 'slate',
    rights: { change: false, remove: false },
    visible: false,
    writable: false,
    countsAsBusy: false,
    components: [],
    position: 0,
  })
  context.store.write([], (tx) => {
    if (known !== undefined) tx.removeCollection(known.id)
    tx.putCollection(row)
  })
  return row
}

async function byToken(context: SyncContext, dav: DavClient, row: CollectionRow, from: string | null): Pulled {
  const listed = new Set<string>()
  for (let token = from; ; ) {
    const items: MemberRow[] = []
    const page = await syncCollection(dav, { href: row.href, token, withData: true, signal: context.signal }, (rows) => items.push(...rows))
    if (!page.ok) return page
    for (const item of items) listed.add(hrefKey(item.href))
    const texts = await withTexts(context, dav, row, items)
    if (!texts.ok) return texts
    const last = !page.value.truncated
    const known = context.store.read.inboxItems(row.accountId)
    const gone = new Set(page.value.removed.map(hrefKey))
    const vanished = known.filter((item) => gone.has(hrefKey(item.href)) || (last && from === null && !listed.has(hrefKey(item.href))))
    store(context, row, texts.value, vanished, { token: page.value.token, before: last && from !== null ? row.syncToken : page.value.token })
    if (last) return ok(undefined)
    token = page.value.token
  }
}

async function byListing(context: SyncContext, dav: DavClient, row: CollectionRow): Pulled {
  const members = await listEtags(dav, row.href)
  if (!members.ok) return members
  const texts = await withTexts(context, dav, row, members.value)
  if (!texts.ok) return texts
  const listed = new Set(members.value.map((item) => hrefKey(item.href)))
  store(context, row, texts.value, context.store.read.inboxItems(row.accountId).filter((item) => !listed.has(hrefKey(item.href))), { token: null, before: null })
  return ok(undefined)
}

/** Items that are new or changed, each with its text. */
async function withTexts(context: SyncContext, dav: DavClient, row: CollectionRow, items: readonly MemberRow[]): Promise<Result<readonly MemberRow[], AppError>> {
  const known = new Map(context.store.read.inboxItems(row.accountId).map((item) => [hrefKey(item.href), item.etag]))
  const fresh = items.filter((item) => item.etag === null || known.get(hrefKey(item.href)) !== item.etag)
  const bare = fresh.filter((item) => item.text === null).map((item) => item.href)
  const whole = fresh.filter((item) => item.text !== null)
  if (bare.length === 0) return ok(whole)
  const got = await multiget(dav, { href: row.href, members: bare, signal: context.signal }, (rows) => whole.push(...rows))
  return got.ok ? ok(whole) : got
}

function store(context: SyncContext, row: CollectionRow, items: readonly MemberRow[], vanished: readonly InboxItemRow[], { token, before }: { readonly token: string | null; readonly before: string | null }): void {
  if (items.length === 0 && vanished.length === 0 && token === row.syncToken && before === context.store.read.memo(beforeMemo(row.id))) return
  context.store.write(items.length + vanished.length > 0 ? ['invites'] : [], (tx) => {
    for (const item of vanished) tx.removeInboxItem(row.accountId, item.href)
    for (const item of items) if (item.text !== null) tx.putInboxItem(inboxItem(row, { ...item, text: item.text }))
    tx.patchCollection(row.id, { syncToken: token })
    tx.setMemo(beforeMemo(row.id), before)
  })
}

/** One that cannot be read is kept with no method: it is deleted there like the others once looked at. */
function inboxItem(row: CollectionRow, item: MemberRow & { readonly text: string }): InboxItemRow {
  const scanned = scanObject(item.text)
  const [uid, method] = isIcalProblem(scanned) ? ['' as Uid, ''] : [scanned.uid, scanned.method ?? '']
  return { accountId: row.accountId, href: item.href, etag: item.etag, uid, method, text: item.text, handled: false }
}
