import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { abilitiesInWords } from '../../../shared/wording/abilities.ts'
import { hostOf, mailForm, postsMessages, reachesPeople } from '../scheduling/identity.ts'
import type { AccountRow, CollectionRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'

type Counts = ReturnType<ReadStore['objectCounts']>

export function accountView(read: ReadStore, row: AccountRow, counts: Counts = read.objectCounts()): AccountView {
  const host = hostOf(row)
  return {
    id: row.id,
    address: row.address,
    name: row.name,
    host,
    practice: row.practice,
    status: row.status,
    lastSuccessUtc: row.lastSuccessUtc,
    problem: row.problem,
    addresses: row.addresses.filter((a) => /^mailto:/i.test(a) || !a.includes(':')).map(mailForm).filter((a) => a.includes('@')),
    canSchedule: reachesPeople(row),
    abilities: abilitiesInWords({ ...row.capabilities, posts: postsMessages(row), host }),
    progress: row.progress === null ? null : { ...row.progress },
    calendars: read
      .collections(row.id)
      .filter((c) => c.kind === 'calendar')
      .toSorted((a, b) => a.position - b.position)
      .map((c) => calendarView(c, counts)),
  }
}

function calendarView(c: CollectionRow, counts: Counts): CalendarView {
  const count = counts.get(c.id)
  return {
    id: c.id,
    accountId: c.accountId,
    name: c.name,
    hue: c.hue,
    visible: c.visible,
    writable: c.writable && !c.gone,
    countsAsBusy: c.countsAsBusy,
    isDefault: c.isDefault,
    eventCount: count?.events ?? 0,
    unreadableCount: count?.unreadable ?? 0,
  }
}
