import { uidOf } from '../../../shared/ical/fields.ts'
import { eventsOf, writeCalendar } from '../../../shared/ical/tree.ts'
import type { Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { mailIntent } from '../../../shared/wording/mail.ts'
import { composeByMail } from '../mail/by-mail.ts'
import { leavingWith } from '../mail/orders.ts'
import type { CommandOf } from './deps.ts'
import { keepText, savedOf } from './keep-change.ts'
import { keepMails } from './keep-mails.ts'
import { Refused } from './refused.ts'

/** IMI-1: the event says first that I am the one who tells these people, then they are mailed. The server is not asked to tell them again. */
export const command: CommandOf<'send-by-mail'> = (deps) => async (asked) => {
  const saved = deps.store.write(['objects', 'queue', 'invites'], (tx) => {
    const composed = composeByMail(tx, asked)
    if (!composed.ok) throw new Refused(composed.problem)
    const { account, collection, object, title, before, after, mails } = composed.value
    const orders = leavingWith(tx, { account, before, after }, { mails, posts: [] }, deps.clock.now())
    const changed = writeCalendar(after) !== writeCalendar(before)
    const entry = changed
      ? [keepText(tx, deps, object, after, { account, collection, uid: uidOf(must(eventsOf(after)[0], 'event')) as Uid, intent: mailIntent(must(orders.mails[0], 'mail'), title), messages: 0, following: orders.mails.length, ledger: [] })]
      : []
    return savedOf(object.id, [...entry, ...keepMails(tx, deps, { account, collection, object, title, orders })])
  })
  deps.sync.wake()
  return saved
}
