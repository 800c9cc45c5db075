import type { AccountId } from '../../../shared/model/ids.ts'
import type { Db } from './db.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import { type AccountRow, subscriptionsAccount } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<AccountRow>(db, 'account', ['id'], {
    id: 'plain',
    address: 'plain',
    name: 'plain',
    baseUrl: 'plain',
    user: 'plain',
    practice: 'flag',
    principalHref: 'plain',
    homeHrefs: 'json',
    inboxHref: 'plain',
    outboxHref: 'plain',
    principalCollections: 'json',
    addresses: 'json',
    capabilities: 'json',
    status: 'plain',
    lastSuccessUtc: 'plain',
    problem: 'json',
    progress: 'json',
    paused: 'flag',
    behalf: 'json',
    delegators: 'json',
  })

export function readAccounts(db: Db): Pick<ReadStore, 'accounts' | 'account'> {
  const rows = table(db)
  return {
    accounts: () => rows.find('WHERE id NOT IN (?, ?) ORDER BY position', subscriptionsAccount, localAccount),
    account: (id) => rows.first('WHERE id = ?', id),
  }
}

export interface AccountHooks {
  /** Addresses decide which events are mine: the parts of its objects are read again. */
  reindex(accountId: AccountId): void
  /** Takes the objects of the account along, which no foreign key does. */
  dropObjects(accountId: AccountId): void
}

export function writeAccounts(db: Db, hooks: AccountHooks): Pick<WriteStore, 'putAccount' | 'patchAccount' | 'removeAccount'> {
  const rows = table(db)
  const addressesOf = (id: AccountId) => JSON.stringify(rows.first('WHERE id = ?', id)?.addresses ?? null)
  const watchAddresses = (id: AccountId, change: () => void) => {
    const before = addressesOf(id)
    change()
    if (before !== 'null' && before !== addressesOf(id)) hooks.reindex(id)
  }
  return {
    putAccount: (row) =>
      watchAddresses(row.id, () => {
        const known = db.one<{ position: number }>('SELECT position FROM account WHERE id = ?', row.id)
        const last = db.one<{ last: number | null }>('SELECT MAX(position) AS last FROM account')
        rows.put(row, { position: known?.position ?? (last?.last ?? 0) + 1 })
      }),
    patchAccount: (id, patch) => watchAddresses(id, () => rows.patch(patch, 'WHERE id = ?', id)),
    removeAccount(id) {
      hooks.dropObjects(id)
      rows.remove('WHERE id = ?', id)
    },
  }
}
