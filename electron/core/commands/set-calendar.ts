import type { Topic } from '../../../shared/contract/topics.ts'
import type { CalendarField, CalendarFields } from '../../../shared/model/calendars.ts'
import { calendarIntent } from '../../../shared/wording/calendars.ts'
import { hostOf } from '../scheduling/identity.ts'
import { type CollectionRow, type QueueEntry, subscriptionsAccount } from '../store/rows.ts'
import { must } from '../../../shared/model/result.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { keepCalendar } from './keep-calendar.ts'
import { savedOf } from './keep-change.ts'
import { gone, refused } from './refused.ts'

export const command: CommandOf<'set-calendar'> = (deps) => async ({ id, visible, ...wanted }) => {
  const topics: readonly Topic[] = ['accounts', 'objects', 'queue', ...(wanted.countsAsBusy === undefined ? [] : (['busy', 'invites'] as const))]
  const saved = deps.store.write(topics, (tx) => {
    const collection = tx.collection(id)
    if (collection === null || collection.removed) throw gone()
    if (visible !== undefined) tx.patchCollection(id, { visible })
    const set = changed(collection, wanted)
    const fields = Object.keys(set) as CalendarField[]
    if (fields.length === 0) return savedOf(null, [])
    if (set.name !== undefined && !collection.rights.change && collection.accountId !== subscriptionsAccount) throw refused('calendar-not-yours', { host: hostOf(must(tx.account(collection.accountId), 'account of a calendar')) })
    const intent = set.name !== undefined && fields.length === 1 ? calendarIntent({ kind: 'rename', name: collection.name, to: set.name }) : calendarIntent({ kind: 'change', name: collection.name, fields })
    const entry = changeCalendar(tx, deps, collection, set, intent)
    return { ...savedOf(null, entry === null ? [] : [entry]), intent }
  })
  deps.sync.wake()
  return saved
}

function changed(collection: CollectionRow, wanted: Partial<{ [K in CalendarField]: CalendarFields[K] | undefined }>): Partial<CalendarFields> {
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => value !== undefined && collection[field as CalendarField] !== value))
}

/** What is drawn changes at once. A row follows where the server may be told; else the choice is kept here alone. */
export function changeCalendar(tx: WriteStore, deps: CommandDeps, collection: CollectionRow, set: Partial<CalendarFields>, intent: string): QueueEntry | null {
  const before = Object.fromEntries(Object.keys(set).map((field) => [field, collection[field as CalendarField]]))
  tx.patchCollection(collection.id, set)
  if (!collection.rights.change || collection.gone) return null
  return keepCalendar(tx, deps, { kind: 'change-calendar', collection, intent, set, before, messages: 0, holdMs: 0 })
}
