import type { Db } from './db.ts'
import type { AvailabilityRow, ServerAvailabilityRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const plans = (db: Db) => tableOf<AvailabilityRow>(db, 'availability', ['personId'], { personId: 'plain', plan: 'json', updatedUtc: 'plain' })
const servers = (db: Db) =>
  tableOf<ServerAvailabilityRow>(db, 'serverAvailability', ['accountId'], { accountId: 'plain', state: 'plain', sentText: 'plain', theirText: 'plain', problem: 'json', checkedUtc: 'plain' })

export function readAvailabilities(db: Db): Pick<ReadStore, 'availability' | 'serverAvailability'> {
  const [mine, theirs] = [plans(db), servers(db)]
  return {
    availability: (personId) => mine.first('WHERE personId = ?', personId),
    serverAvailability: (accountId) => theirs.first('WHERE accountId = ?', accountId),
  }
}

export function writeAvailabilities(db: Db): Pick<WriteStore, 'putAvailability' | 'putServerAvailability'> {
  const [mine, theirs] = [plans(db), servers(db)]
  return { putAvailability: (row) => mine.put(row), putServerAvailability: (row) => theirs.put(row) }
}
