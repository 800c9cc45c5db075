import type { AccountId, Href } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { ReadStore, WriteStore } from '../store/store.ts'

/** The Inbox is read beside the calendars: for so long a server may still be filing what lies there. */
export const filingMs = 600_000

const memoOf = (accountId: AccountId, href: Href): string => `waits-in-inbox:${accountId}:${href}`

/** Since when an item stays in the Inbox because no copy shows what it says; null: it does not. */
export function waitsSince(read: ReadStore, accountId: AccountId, href: Href): Instant | null {
  const since = read.memo(memoOf(accountId, href))
  return since === null ? null : Number(since)
}

/** Notes when it began, the first time, and gives that. */
export function beginWait(tx: WriteStore, accountId: AccountId, href: Href, nowUtc: Instant): Instant {
  const since = waitsSince(tx, accountId, href)
  if (since === null) tx.setMemo(memoOf(accountId, href), String(nowUtc))
  return since ?? nowUtc
}

export const endWait = (tx: WriteStore, accountId: AccountId, href: Href): void => tx.setMemo(memoOf(accountId, href), null)
