import { localAccount } from '../../../shared/model/calendars.ts'
import type { CollectionId, Href } from '../../../shared/model/ids.ts'
import { calendarIntent } from '../../../shared/wording/calendars.ts'
import { hostOf } from '../scheduling/identity.ts'
import { newCollection } from '../store/new-collection.ts'
import type { AccountRow } from '../store/rows.ts'
import type { CommandOf } from './deps.ts'
import { keepCalendar } from './keep-calendar.ts'
import { savedOf } from './keep-change.ts'
import { gone, refused } from './refused.ts'

/** A calendar is there at once, events can go into it, and all of it is sent in that order, unless it is on this computer alone. */
export const command: CommandOf<'make-calendar'> = (deps) => async ({ accountId, name, hue, description, countsAsBusy }) => {
  const made = deps.store.write(['accounts', 'queue'], (tx) => {
    const account = tx.account(accountId)
    if (account === null) throw gone({ accountId })
    const home = homeIn(account)
    const others = tx.collections(accountId).filter((one) => one.kind === 'calendar')
    const position = others.reduce((last, one) => Math.max(last, one.position), -1) + 1
    const collection = newCollection({
      id: deps.newId() as CollectionId,
      accountId,
      // The name of a person is no safe name on a server (Cyrus 3.6.1 refuses percent-encoding).
      href: `${home.endsWith('/') ? home : `${home}/`}${deps.newId()}/` as Href,
      name,
      hue,
      description,
      countsAsBusy,
      position,
    })
    tx.putCollection(collection)
    const set = { name, hue, position, ...(countsAsBusy ? {} : { countsAsBusy }), ...(description === '' ? {} : { description }) }
    const entry = keepCalendar(tx, deps, { kind: 'make-calendar', collection, intent: calendarIntent({ kind: 'make', name }), set, before: {}, messages: 0, holdMs: 0 })
    return { ...savedOf(null, [entry]), collectionId: collection.id }
  })
  deps.sync.wake()
  return made
}

function homeIn(account: AccountRow): string {
  if (account.id === localAccount) return '/'
  const { newCalendars } = account.capabilities
  if (newCalendars?.unsupported === true) throw refused('no-new-calendars', { host: hostOf(account) })
  const home = newCalendars === undefined ? account.homeHrefs[0] : newCalendars.home
  if (home === null || home === undefined) throw refused('no-right-to-make-calendars', { host: hostOf(account) })
  return home
}
