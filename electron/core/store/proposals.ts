import type { Db } from './db.ts'
import type { ProposalRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) =>
  tableOf<ProposalRow>(db, 'proposal', ['id'], {
    id: 'plain',
    accountId: 'plain',
    uid: 'plain',
    address: 'plain',
    name: 'plain',
    mine: 'flag',
    time: 'json',
    instead: 'json',
    words: 'plain',
    way: 'plain',
    counterText: 'plain',
    madeAtUtc: 'plain',
    state: 'plain',
    closedWords: 'plain',
    sentBy: 'plain',
    closedBy: 'plain',
  })

export function readProposals(db: Db): Pick<ReadStore, 'proposals' | 'proposalsOf' | 'proposal'> {
  const rows = table(db)
  return {
    proposals: () => rows.find('ORDER BY madeAtUtc, rowid'),
    proposalsOf: (accountId, uid) => rows.find('WHERE accountId = ? AND uid = ? ORDER BY madeAtUtc, rowid', accountId, uid),
    proposal: (id) => rows.first('WHERE id = ?', id),
  }
}

export function writeProposals(db: Db): Pick<WriteStore, 'putProposal' | 'patchProposal' | 'takeBackProposals'> {
  const rows = table(db)
  return {
    putProposal: (row) => rows.put(row),
    patchProposal: (id, patch) => rows.patch(patch, 'WHERE id = ?', id),
    takeBackProposals(queueIds) {
      for (const id of queueIds) {
        rows.remove('WHERE sentBy = ?', id)
        rows.patch({ state: 'open', closedBy: null, closedWords: '' }, 'WHERE closedBy = ?', id)
      }
    },
  }
}
