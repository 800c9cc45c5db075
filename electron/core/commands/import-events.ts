import { eventsOf } from '../../../shared/ical/tree.ts'
import { setText } from '../../../shared/ical/fields.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { importIntent, importReport, importRowIntent, type ImportFate } from '../../../shared/wording/files.ts'
import type { QueueEntry } from '../store/rows.ts'
import type { CommandOf } from './deps.ts'
import { fateOf, planImport, quieted } from './import-plan.ts'
import { keepNew, keepText, savedOf, type Deed } from './keep-change.ts'
import { gone, refused } from './refused.ts'

/** All of it waits this long, so that one undo takes all of it back before any has left. */
const holdMs = 10_000

/** Reads the file again, so that it is measured against what is here now. All of it in one transaction, and nobody is told. */
export const command: CommandOf<'import-events'> = (deps) => async ({ text, collectionId, known }) => {
  const done = deps.store.write(['objects', 'queue'], (tx) => {
    const collection = tx.collection(collectionId)
    if (collection === null || collection.kind !== 'calendar') throw gone({ cause: 'calendar' })
    if (!collection.writable || collection.gone) throw refused('read-only-calendar')
    const account = must(tx.account(collection.accountId), 'account of a calendar')
    const plan = planImport(tx, text, deps.clock.now())
    if (plan === null) throw gone({ cause: 'not-as-shown' })
    const entries: QueueEntry[] = []
    const rows: { fate: ImportFate; title: string; when: string; why?: string }[] = []
    for (const item of plan.items) {
      const { title, when, root, here } = item
      const fate = fateOf(tx, item, known)
      rows.push({ fate, title, when })
      const uid = fate === 'copied' ? (deps.newId() as Uid) : item.uid
      const deed: Deed = { account, collection, uid, intent: importRowIntent(title), messages: 0, ledger: [], atLeastHeldMs: holdMs }
      if (fate === 'copied') for (const event of eventsOf(root)) setText(event, 'uid', uid)
      // A UID of somebody else's making is no safe name on a server.
      if (fate === 'added' || fate === 'copied') entries.push(keepNew(tx, deps, collection, quieted(account, root), deed, deps.newId()))
      if (fate === 'updated' && here !== null) entries.push(keepText(tx, deps, here, root, { ...deed, account: must(tx.account(here.accountId), 'account of an object'), collection: { id: here.collectionId } }))
    }
    for (const { title, when, why } of plan.unreadable) rows.push({ fate: 'unreadable', title, when, why })
    const count = (...fates: readonly ImportFate[]): number => rows.filter((row) => fates.includes(row.fate)).length
    const [added, updated] = [count('added', 'copied'), count('updated')]
    return {
      ...savedOf(null, entries),
      intent: importIntent(added + updated, collection.name),
      added,
      updated,
      left: count('left', 'left-same', 'left-meeting', 'left-read-only'),
      unreadable: plan.unreadable.length,
      report: importReport(collection.name, rows),
    }
  })
  deps.sync.wake()
  return done
}
