import type { Db } from './db.ts'
import type { PlanRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) => tableOf<PlanRow>(db, 'plan', ['id'], { id: 'plain', name: 'plain', updatedUtc: 'plain', plan: 'json' })

export function readPlans(db: Db): Pick<ReadStore, 'plans' | 'plan'> {
  const rows = table(db)
  return {
    plans: () => rows.find('ORDER BY updatedUtc DESC, id'),
    plan: (id) => rows.first('WHERE id = ?', id),
  }
}

export function writePlans(db: Db): Pick<WriteStore, 'putPlan' | 'removePlan'> {
  const rows = table(db)
  return {
    putPlan: (row) => rows.put(row),
    removePlan: (id) => rows.remove('WHERE id = ?', id),
  }
}
