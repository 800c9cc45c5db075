import { acknowledgeAlarms } from '../../../shared/ical/alarms.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { openRemindersOf } from '../reminders/open-reminders.ts'
import { readObject } from '../scheduling/compose.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { keepText } from './keep-change.ts'

/**
 * Puts reminders away. Of an event without other people the alarm is marked as dismissed on the server too, so that other devices are
 * silent (ICS-15). A meeting is never written for it: a server may take any change of a copy for a reason to send messages.
 */
export const command: CommandOf<'dismiss-reminders'> = (deps) => async ({ reminders }) => {
  const marked = deps.store.write(['reminders', 'objects', 'queue'], (tx) => {
    let count = 0
    for (const one of reminders) {
      const rows = openRemindersOf(tx, one)
      for (const row of rows) tx.putReminder({ ...row, doneUtc: deps.clock.now() })
      const last = rows.at(-1)
      if (last !== undefined && markOnServer(tx, deps, one)) count += 1
    }
    return count
  })
  if (marked > 0) deps.sync.wake()
  return {}
}

function markOnServer(tx: WriteStore, deps: CommandDeps, { objectId, recurrenceId }: Parameters<typeof openRemindersOf>[1]): boolean {
  const object = tx.object(objectId)
  const shown = tx.occurrence(objectId, recurrenceId)
  if (object === null || shown === null || object.deletedHere || object.vanished) return false
  const collection = must(tx.collection(object.collectionId), 'calendar of an object')
  if (!collection.writable || tx.parts(objectId).some((part) => part.role !== 'plain' || part.people.total > 0)) return false
  const read = readObject(object)
  const event = read.ok ? eventsOf(read.value)[shown.part] : undefined
  if (!read.ok || event === undefined || !acknowledgeAlarms(event, deps.clock.now())) return false
  const head = must(masterOf(read.value) ?? event, 'event in an object')
  const account = must(tx.account(object.accountId), 'account of an object')
  keepText(tx, deps, object, read.value, { account, collection, uid: uidOf(head) as Uid, intent: intentOf({ kind: 'dismiss-reminder', title: textOf(head, 'summary') }), messages: 0, ledger: [] })
  return true
}
