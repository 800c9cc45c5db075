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

/** Of all meetings of an account that something was posted for. */
export function deliveriesByUid(db: Db, accountId: AccountId): ReadonlyMap<Uid, ReadonlyMap<Address, string>> {
  const found = new Map<Uid, Map<Address, string>>()
  for (const { uid, address, code } of table(db).find('WHERE accountId = ?', accountId)) {
    const codes = found.get(uid)
    if (codes === undefined) found.set(uid, new Map([[address, code]]))
    else codes.set(address, code)
  }
  return found
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
