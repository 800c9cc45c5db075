import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { calendarMoveIntent } from '../../../shared/wording/calendars.ts'
import { readObject } from '../scheduling/compose.ts'
import { watchMeeting } from '../scheduling/invite-rows.ts'
import { moveProblem } from '../scheduling/places.ts'
import type { CommandOf } from './deps.ts'
import { keepMove, keepNew, savedOf, type Deed } from './keep-change.ts'
import { arriving, leaveBehind } from './leave-behind.ts'
import { gone, refused, Refused } from './refused.ts'

/** The whole of it, a series with all its dates. Nothing of it changes on the way, and nobody is told. */
export const command: CommandOf<'move-to-calendar'> = (deps) => async ({ objectId, collectionId }) => {
  const saved = deps.store.write(['objects', 'queue', 'invites', 'plans'], (tx) => {
    const object = tx.object(objectId)
    if (object === null || object.deletedHere) throw gone({ objectId })
    const to = tx.collection(collectionId)
    if (to === null || to.removed) throw gone({ cause: 'calendar' })
    const problem = moveProblem(tx, object, to)
    if (problem !== null) throw refused(problem, { objectId })
    const root = readObject(object)
    const head = root.ok ? must(masterOf(root.value) ?? eventsOf(root.value)[0], 'event in an object') : null
    const intent = calendarMoveIntent(head === null ? '' : textOf(head, 'summary'), to.name)
    const account = must(tx.account(to.accountId), 'account of a calendar')
    const deed: Deed = { account, collection: to, intent, messages: 0, ledger: [], uid: head === null ? object.uid : (uidOf(head) as Uid) }
    if (object.accountId === to.accountId) {
      const { entry, moved } = keepMove(tx, deps, object, deed)
      watchMeeting(tx, moved.id, deps)
      return savedOf(moved.id, [entry])
    }
    if (!root.ok) throw new Refused(root.problem)
    const home = must(tx.collection(object.collectionId), 'calendar of an object')
    const made = keepNew(tx, deps, to, root.value, { ...deed, ...arriving(to) }, deps.newId())
    return savedOf(made.objectId, leaveBehind(tx, deps, { old: object, home, entries: [made], deed }))
  })
  deps.sync.wake()
  return saved
}
