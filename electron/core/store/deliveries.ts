import type { AccountId, Address, Uid } from '../../../shared/model/ids.ts'
import type { Db } from './db.ts'
import type { DeliveryRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) => tableOf<DeliveryRow>(db, 'delivery', ['accountId', 'uid', 'address'], { accountId: 'plain', uid: 'plain', address: 'plain', code: 'plain', atUtc: 'plain' })

export function readDeliveries(db: Db): Pick<ReadStore, 'deliveries'> {
  const rows = table(db)
  return { deliveries: (accountId, uid) => new Map<Address, string>(rows.find('WHERE accountId = ? AND uid = ?', accountId, uid).map((row) => [row.address, row.code])) }
}

/** `changed`: what is drawn of the meeting is no longer what it was. */
export function writeDeliveries(db: Db, changed: (accountId: AccountId, uid: Uid) => void): Pick<WriteStore, 'putDelivery' | 'dropDelivery'> {
  const rows = table(db)
  return {
    putDelivery(row) {
      rows.put(row)
      changed(row.accountId, row.uid)
    },
    dropDelivery(accountId, uid, address) {
      rows.remove('WHERE accountId = ? AND uid = ? AND address = ?', accountId, uid, address)
      changed(accountId, uid)
    },
  }
}
