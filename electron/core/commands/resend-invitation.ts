import { textOf, uidOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, sameAddress } from '../../../shared/ical/people.ts'
import { eventsOf, masterOf } from '../../../shared/ical/tree.ts'
import { roleIn } from '../../../shared/event/roles.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { intentOf } from '../../../shared/wording/queue.ts'
import { readObject } from '../scheduling/compose.ts'
import { forceSend } from '../scheduling/force-send.ts'
import { canSchedule, myAddresses } from '../scheduling/identity.ts'
import type { CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { badData, gone, refused, Refused } from './refused.ts'

/** T-C14: the same invitation once more, to these people alone; nothing else changes. */
export const command: CommandOf<'resend-invitation'> = (deps) => async ({ objectId, addresses }) => {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const object = tx.object(objectId)
    if (object === null || object.deletedHere) throw gone({ objectId })
    const account = must(tx.account(object.accountId), 'account of an object')
    const collection = must(tx.collection(object.collectionId), 'calendar of an object')
    if (!canSchedule(account)) throw refused('cannot-schedule', { objectId })
    const read = readObject(object)
    if (!read.ok) throw new Refused(read.problem)
    const root = read.value
    const head = must(masterOf(root) ?? eventsOf(root)[0], 'event in an object')
    if (roleIn(head, myAddresses(account)).role !== 'organizer') throw refused('not-organizer', { objectId })
    if (forceSend(root, addresses).length === 0) throw badData('nobody', { objectId })
    const everybody = eventsOf(root).flatMap((event) => attendeesOf(event))
    const people = everybody.filter((a, i) => addresses.some((x) => sameAddress(x, a.raw)) && everybody.findIndex((b) => b.address === a.address) === i)
    const names = people.map((a) => (a.name === '' ? a.address : a.name))
    return savedOf(objectId, [
      keepText(tx, deps, object, root, {
        account,
        collection,
        uid: uidOf(head) as Uid,
        intent: intentOf({ kind: 'resend', title: textOf(head, 'summary'), names }),
        messages: people.length,
        ledger: [{ kind: 'resent', names }],
      }),
    ])
  })
  deps.sync.wake()
  return saved
}
