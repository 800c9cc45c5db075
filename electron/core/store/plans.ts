import type { Db } from './db.ts'
import type { PlanRow, PlanWatchRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'

const table = (db: Db) => tableOf<PlanRow>(db, 'plan', ['id'], { id: 'plain', name: 'plain', updatedUtc: 'plain', plan: 'json' })
const watchTable = (db: Db) => tableOf<PlanWatchRow>(db, 'planWatch', ['planId'], { planId: 'plain', askedAtUtc: 'plain', look: 'json', news: 'json' })

export function readPlans(db: Db): Pick<ReadStore, 'plans' | 'plan' | 'planWatch'> {
  const rows = table(db)
  const watches = watchTable(db)
  return {
    plans: () => rows.find('ORDER BY updatedUtc DESC, id'),
    plan: (id) => rows.first('WHERE id = ?', id),
    planWatch: (planId) => watches.first('WHERE planId = ?', planId),
  }
}

export function writePlans(db: Db): Pick<WriteStore, 'putPlan' | 'removePlan' | 'putPlanWatch'> {
  const rows = table(db)
  const watches = watchTable(db)
  return {
    putPlan: (row) => rows.put(row),
    removePlan: (id) => rows.remove('WHERE id = ?', id),
    putPlanWatch: (row) => watches.put(row),
  }
}
