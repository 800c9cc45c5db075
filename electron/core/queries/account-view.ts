import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import { must } from '../../../shared/model/result.ts'
import { thisComputer } from '../../../shared/wording/calendars.ts'
import { abilitiesInWords } from '../../../shared/wording/abilities.ts'
import { canSchedule, hostOf, mailForm, postsMessages, reachesPeople } from '../scheduling/identity.ts'
import { mayInvite } from '../scheduling/sent-by.ts'
import { isCalendarKind } from '../store/queue.ts'
import { keptHere } from '../sync/calendar-fields.ts'
import type { AccountRow, CollectionRow, QueueEntry } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryDeps } from './deps.ts'

type Counts = ReturnType<ReadStore['objectCounts']>

export function accountView({ read, nextRoundUtc }: Pick<QueryDeps, 'read' | 'nextRoundUtc'>, row: AccountRow, counts: Counts = read.objectCounts()): AccountView {
  const host = hostOf(row)
  const queued = read.queue(row.id).filter((one) => isCalendarKind(one.kind))
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
    ...(row.behalf === null && reachesPeople(row) && !mayInvite(row) ? { mayNotInvite: true } : {}),
    abilities: abilitiesInWords({ ...row.capabilities, posts: postsMessages(row), host }),
    newCalendars: newCalendarsOf(row),
    progress: row.progress === null ? null : { ...row.progress },
    paused: row.paused,
    nextTryUtc: row.paused ? null : nextRoundUtc(row.id),
    ...(row.behalf === null ? {} : { behalf: { name: row.name, loginId: row.behalf.loginId, by: mailForm(row.behalf.sentBy), mayInvite: row.behalf.mayInvite, mayAnswer: row.behalf.mayAnswer } }),
    delegators: delegatorsOf(read, row),
    calendars: read
      .collections(row.id)
      .filter((c) => c.kind === 'calendar' && !c.removed)
      .toSorted((a, b) => a.position - b.position)
      .map((c) => calendarView(c, counts, queued.filter((one) => one.collectionId === c.id), row.capabilities.product)),
  }
}

/** This computer, as the account of its calendars. What is still to be taken back there is no unsent work. */
export function localView(deps: Pick<QueryDeps, 'read' | 'nextRoundUtc'>, counts?: Counts): AccountView {
  const view = accountView(deps, must(deps.read.account(localAccount), 'account of this computer'), counts)
  return { ...view, local: true, address: thisComputer, host: thisComputer, abilities: [], newCalendars: 'yes', calendars: view.calendars.map((one) => ({ ...one, state: 'there' })) }
}

/** A server that leaves the sending to Parley does not send for others either: nobody is offered there. */
function delegatorsOf(read: ReadStore, row: AccountRow): AccountView['delegators'] {
  if (!canSchedule(row)) return []
  const known = read.accounts().filter((one) => one.baseUrl === row.baseUrl).map((one) => one.principalHref)
  return row.delegators.filter((one) => !known.includes(one.principalHref)).map(({ principalHref, name, addresses }) => ({ principal: principalHref, name, address: mailForm(addresses[0] ?? '') }))
}

/** Not found out yet: the server is asked when somebody makes one. */
function newCalendarsOf({ capabilities }: AccountRow): AccountView['newCalendars'] {
  const { newCalendars } = capabilities
  if (newCalendars === undefined) return 'yes'
  return newCalendars.unsupported ? 'unsupported' : newCalendars.home === null ? 'no-right' : 'yes'
}

export function calendarView(c: CollectionRow, counts: Counts, queued: readonly QueueEntry[], product: string): CalendarView {
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
    description: c.description,
    ...(c.owner === null ? {} : { ownerName: c.owner.name }),
    rights: { ...c.rights },
    state: c.gone ? 'gone' : queued.some((one) => one.kind === 'make-calendar') ? 'new' : 'there',
    limits: { ...c.limits },
    keptHere: [...keptHere(c, queued, product)],
    eventCount: count?.events ?? 0,
    unreadableCount: count?.unreadable ?? 0,
    lastSuccessUtc: c.lastSuccessUtc,
    problem: c.problem,
  }
}
