import type { AccountId, Address, Uid } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { ReadStore, WriteStore } from '../store/store.ts'

const memoOf = (accountId: AccountId, uid: Uid): string => `reminded:${accountId}:${uid}`

/** Who was reminded of a meeting, and when last. */
export function remindedIn(read: ReadStore, accountId: AccountId, uid: Uid): ReadonlyMap<Address, Instant> {
  const memo = read.memo(memoOf(accountId, uid))
  return new Map(memo === null ? [] : (JSON.parse(memo) as [Address, Instant][]))
}

export function noteReminded(tx: WriteStore, accountId: AccountId, uid: Uid, addresses: readonly string[], atUtc: Instant): void {
  keep(tx, accountId, uid, [...remindedIn(tx, accountId, uid), ...addresses.map((address): [Address, Instant] => [toAddress(address), atUtc])])
}

/** What was taken back before it left reminded nobody. */
export function forgetReminded(tx: WriteStore, accountId: AccountId, uid: Uid, atUtc: Instant): void {
  const all = [...remindedIn(tx, accountId, uid)]
  const left = all.filter(([, at]) => at !== atUtc)
  if (left.length < all.length) keep(tx, accountId, uid, left)
}

const keep = (tx: WriteStore, accountId: AccountId, uid: Uid, rows: readonly (readonly [Address, Instant])[]): void =>
  tx.setMemo(memoOf(accountId, uid), rows.length === 0 ? null : JSON.stringify([...new Map(rows)]))
