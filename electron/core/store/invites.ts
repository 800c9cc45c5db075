import type { Db } from './db.ts'
import { hrefKey } from './href-key.ts'
import type { InboxItemRow, InviteRow, LedgerRow } from './rows.ts'
import type { NewsRow, ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const tables = (db: Db) => ({
  items: tableOf<InboxItemRow>(db, 'inboxItem', ['accountId', 'hrefKey'], { accountId: 'plain', href: 'plain', etag: 'plain', uid: 'plain', method: 'plain', text: 'plain', handled: 'flag' }),
  news: tableOf<NewsRow>(db, 'news', ['objectId'], { accountId: 'plain', objectId: 'plain', uid: 'plain', beforeText: 'plain', removed: 'flag', atUtc: 'plain' }),
  invites: tableOf<InviteRow>(db, 'invite', ['id'], {
    id: 'plain',
    accountId: 'plain',
    objectId: 'plain',
    uid: 'plain',
    recurrenceId: 'plain',
    firstSeenUtc: 'plain',
    answeredText: 'plain',
    answeredUtc: 'plain',
    answered: 'plain',
    changedUtc: 'plain',
    dismissedUtc: 'plain',
    news: 'plain',
  }),
  ledger: tableOf<LedgerRow>(db, 'ledger', ['key'], { accountId: 'plain', uid: 'plain', atUtc: 'plain', text: 'plain', address: 'plain', comment: 'plain', recurrenceId: 'plain' }),
})

type Reads = Pick<ReadStore, 'inboxItems' | 'news' | 'invites' | 'invite' | 'inviteOf' | 'ledger'>

export function readInvites(db: Db): Reads {
  const { items, news, invites, ledger } = tables(db)
  return {
    inboxItems: (accountId, onlyUnhandled = false) => items.find(`WHERE accountId = ? ${onlyUnhandled ? 'AND handled = 0' : ''} ORDER BY rowid`, accountId),
    news: (accountId) => (accountId === undefined ? news.find('ORDER BY atUtc, rowid') : news.find('WHERE accountId = ? ORDER BY atUtc, rowid', accountId)),
    invites: () => invites.find('ORDER BY firstSeenUtc DESC, rowid DESC'),
    invite: (id) => invites.first('WHERE id = ?', id),
    inviteOf: (accountId, uid, recurrenceId) => invites.first('WHERE accountId = ? AND uid = ? AND recurrenceId IS ?', accountId, uid, recurrenceId),
    ledger: (accountId, uid) => ledger.find('WHERE accountId = ? AND uid = ? ORDER BY atUtc, key', accountId, uid),
  }
}

type Writes = Pick<WriteStore, 'putInboxItem' | 'setInboxItemHandled' | 'removeInboxItem' | 'clearNews' | 'putInvite' | 'patchInvite' | 'removeInvite' | 'addLedger'>

export function writeInvites(db: Db): Writes {
  const { items, news, invites } = tables(db)
  return {
    putInboxItem: (row) => items.put(row, { hrefKey: hrefKey(row.href) }),
    setInboxItemHandled: (accountId, href) => items.patch({ handled: true }, 'WHERE accountId = ? AND hrefKey = ?', accountId, hrefKey(href)),
    removeInboxItem: (accountId, href) => items.remove('WHERE accountId = ? AND hrefKey = ?', accountId, hrefKey(href)),
    clearNews: (objectIds) => objectIds.forEach((id) => news.remove('WHERE objectId = ?', id)),
    putInvite: (row) => invites.put(row),
    patchInvite: (id, patch) => invites.patch(patch, 'WHERE id = ?', id),
    removeInvite: (id) => invites.remove('WHERE id = ?', id),
    addLedger: (row) =>
      void db.run(
        'INSERT INTO ledger (accountId, uid, atUtc, text, address, comment, recurrenceId) VALUES (?, ?, ?, ?, ?, ?, ?)',
        row.accountId, row.uid, row.atUtc, row.text, row.address, row.comment, row.recurrenceId,
      ),
  }
}
