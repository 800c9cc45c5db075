import { calendarIntent } from '../../../shared/wording/calendars.ts'
import { must } from '../../../shared/model/result.ts'
import { hostOf } from '../scheduling/identity.ts'
import { removalOf } from '../scheduling/calendar-removal.ts'
import type { CommandOf } from './deps.ts'
import { keepCalendar } from './keep-calendar.ts'
import { savedOf } from './keep-change.ts'
import { gone, refused } from './refused.ts'

/** Hidden at once and deleted on the server after a while. Unsent work in it stays in the queue until then: undo brings all of it back. */
export const command: CommandOf<'delete-calendar'> = (deps) => async ({ id }) => {
  const saved = deps.store.write(['accounts', 'objects', 'queue', 'invites', 'busy'], (tx) => {
    const collection = tx.collection(id)
    if (collection === null || collection.removed || collection.kind !== 'calendar') throw gone()
    const account = must(tx.account(collection.accountId), 'account of a calendar')
    const removal = must(removalOf(tx, id, deps.clock.now()), 'calendar')
    const intent = calendarIntent({ kind: 'delete', name: collection.name, events: removal.events })
    const rows = tx.queue(account.id).filter((row) => row.collectionId === id)
    if (collection.gone) {
      // The server has nothing of it. Work that never reached it is not thrown away along with it.
      if (rows.length > 0) throw refused('calendar-has-unsent', { host: hostOf(account) })
      tx.removeCollection(id)
      return { ...savedOf(null, []), intent }
    }
    if (!collection.rights.remove) throw refused('calendar-not-yours', { host: hostOf(account) })
    if (rows.some((row) => row.messages > 0)) throw refused('calendar-has-messages', { host: hostOf(account) })
    tx.patchCollection(id, { removed: true, gone: true })
    const holdMs = tx.settings().holdSeconds * 1_000
    return savedOf(null, [keepCalendar(tx, deps, { kind: 'delete-calendar', collection, intent, set: {}, before: {}, messages: removal.people, holdMs })])
  })
  deps.sync.wake()
  return saved
}
