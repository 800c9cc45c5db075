import { setText, textOf } from '../../../shared/ical/fields.ts'
import { setOrganizer } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import { strip } from '../../../shared/itip/strip.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { calendarCopyIntent } from '../../../shared/wording/calendars.ts'
import { readObject } from '../scheduling/compose.ts'
import { copyProblem } from '../scheduling/places.ts'
import type { CommandOf } from './deps.ts'
import { keepNew, savedOf } from './keep-change.ts'
import { gone, refused, Refused } from './refused.ts'

/** An event of its own from then on: nobody is in it, nobody is told, and what becomes of the first one does not touch it. */
export const command: CommandOf<'copy-to-calendar'> = (deps) => async ({ objectId, collectionId }) => {
  const saved = deps.store.write(['objects', 'queue'], (tx) => {
    const object = tx.object(objectId)
    if (object === null || object.deletedHere) throw gone({ objectId })
    const to = tx.collection(collectionId)
    if (to === null || to.removed) throw gone({ cause: 'calendar' })
    const problem = copyProblem(to)
    if (problem !== null) throw refused(problem, { objectId })
    const root = readObject(object)
    if (!root.ok) throw new Refused(root.problem)
    const uid = deps.newId() as Uid
    const isMine = tx.collection(object.collectionId)?.writable === true
    const intent = calendarCopyIntent(textOf(must(masterOf(root.value) ?? eventsOf(root.value)[0], 'event in an object'), 'summary'), to.name)
    const made = keepNew(tx, deps, to, copyFor(root.value, uid, isMine), { account: must(tx.account(to.accountId), 'account of a calendar'), collection: to, uid, intent, messages: 0, ledger: [] })
    return savedOf(made.objectId, [made])
  })
  deps.sync.wake()
  return saved
}

/** In place. Alarms of a calendar that others write are theirs (ITP-10). */
function copyFor(root: Component, uid: Uid, isMine: boolean): Component {
  root.removeAllProperties('method')
  if (!isMine) strip(root)
  for (const event of eventsOf(root)) {
    setText(event, 'uid', uid)
    setOrganizer(event, null)
    for (const name of ['attendee', 'sequence', 'request-status']) event.removeAllProperties(name)
  }
  return root
}
