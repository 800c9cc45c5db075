import type { CalendarFields } from '../../../shared/model/calendars.ts'
import type { Hue } from '../../../shared/model/hues.ts'
import type { CollectionId, Href } from '../../../shared/model/ids.ts'
import type { FoundCalendar } from '../dav/list-calendars.ts'
import { hrefKey } from '../store/href-key.ts'
import { isCalendarKind } from '../store/queue.ts'
import type { AccountRow, CollectionOwner, CollectionRow, QueueEntry } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { calendarFields, fieldsFrom, pick, saidAnew } from './calendar-fields.ts'

/** Colours of a new profile, first calendar first: far from each other. */
const hueOrder: readonly Hue[] = ['blue', 'green', 'coral', 'violet', 'amber', 'jade', 'magenta', 'sky', 'olive', 'indigo', 'rose', 'slate']

export interface ListedCalendar {
  readonly id: CollectionId
  readonly found: FoundCalendar
}

export interface ReconcileOptions {
  /** Undefined: was not asked this time, what is known stays. */
  readonly defaultHref: Href | null | undefined
  readonly newId: () => string
  /** Whose it is; null: mine. */
  ownerOf(calendar: FoundCalendar): CollectionOwner | null
  /** We wrote to this calendar itself after the list was asked for. */
  isOlder(href: Href): boolean
}

/**
 * Brings our list of calendars in step with the server's (SYN-10): new ones come, rights follow, one that is no longer listed is marked
 * and kept. Name, colour, order and the rest follow what was changed there since we last heard of it; a choice made here that the
 * server does not keep, or has not got yet, stays. Visibility belongs to this computer.
 */
export function reconcileCalendars(store: Store, account: AccountRow, found: readonly FoundCalendar[], options: ReconcileOptions): readonly ListedCalendar[] {
  const known = store.read.collections(account.id).filter((row) => row.kind === 'calendar')
  const byKey = new Map(known.map((row) => [hrefKey(row.href), row]))
  const queued = store.read.queue(account.id).filter((row) => isCalendarKind(row.kind))
  // What we deleted after the list was asked for is in it still.
  const listed = found.filter((calendar) => !options.isOlder(calendar.href) || byKey.has(hrefKey(calendar.href)))
  const defaultId = defaultAmong(listed, known, options)
  const used = store.read.collections().filter((row) => row.kind === 'calendar').length
  const rows: CollectionRow[] = listed.map((calendar, index) => {
    const before = byKey.get(hrefKey(calendar.href))
    byKey.delete(hrefKey(calendar.href))
    if (before !== undefined && options.isOlder(calendar.href)) return before
    const pending = queued.filter((row) => row.collectionId === before?.id)
    const removed = pending.some((row) => row.kind === 'delete-calendar')
    return {
      id: before?.id ?? (options.newId() as CollectionId),
      accountId: account.id,
      href: calendar.href,
      kind: 'calendar',
      name: before?.says ? before.name : calendar.name,
      hue: before?.hue ?? freeHue(used + index - known.length),
      description: before?.description ?? '',
      visible: before?.visible ?? true,
      writable: calendar.writable && !calendar.subscribed,
      rights: calendar.rights,
      limits: calendar.limits,
      countsAsBusy: before?.countsAsBusy ?? true,
      isDefault: hrefKey(calendar.href) === defaultId,
      components: calendar.components,
      reports: calendar.reports,
      syncToken: before?.syncToken ?? null,
      ctag: before?.ctag ?? null,
      gone: removed,
      removed,
      lastSuccessUtc: before?.lastSuccessUtc ?? null,
      problem: before?.problem ?? null,
      position: before?.position ?? index,
      says: calendar.says,
      owner: options.ownerOf(calendar),
      ...heardAnew(before, calendar, pending),
    }
  })
  const gone = [...byKey.values()]
    .filter((row) => !row.gone && !options.isOlder(row.href) && !queued.some((one) => one.kind === 'make-calendar' && one.collectionId === row.id))
    .map((row) => ({ ...row, gone: true, isDefault: false }))
  const changed = [...rows, ...gone].filter((row) => !isSame(row, known.find((one) => one.id === row.id)))
  if (changed.length > 0) {
    store.write(['accounts', 'objects'], (tx) => {
      for (const row of changed) tx.putCollection(row)
    })
  }
  return rows.map((row, index) => ({ id: row.id, found: listed[index] as FoundCalendar }))
}

/** Fields that the server says differently than the last time, or for the first time; what waits to be sent there is not overwritten. */
function heardAnew(before: CollectionRow | undefined, { says, name }: FoundCalendar, pending: readonly QueueEntry[]): Partial<CalendarFields> {
  const waiting = new Set(pending.flatMap((row) => Object.keys(row.calendar?.set ?? {})))
  const fields = { description: '', ...fieldsFrom(says), name }
  if (before === undefined) return fields
  const { says: known } = before
  // A profile from before this was kept: what stands here may be the person's choice.
  if (known === null) return { description: fields.description }
  return pick(fields, calendarFields.filter((field) => !waiting.has(field) && saidAnew(field, known, says)))
}

function isSame(a: CollectionRow, b: CollectionRow | undefined): boolean {
  return b !== undefined && JSON.stringify({ ...a, href: hrefKey(a.href) }) === JSON.stringify({ ...b, href: hrefKey(b.href) })
}

/** Where invitations land: what the server says, else what was so before, else the first of mine that can be written. */
function defaultAmong(found: readonly FoundCalendar[], known: readonly CollectionRow[], { defaultHref: asked, ownerOf }: ReconcileOptions): string | null {
  const wanted = asked ?? known.find((row) => row.isDefault)?.href ?? null
  const listed = wanted === null ? undefined : found.find((calendar) => hrefKey(calendar.href) === hrefKey(wanted))
  const chosen = listed ?? found.find((calendar) => calendar.writable && !calendar.subscribed && ownerOf(calendar) === null)
  return chosen === undefined ? null : hrefKey(chosen.href)
}

/** For a calendar that brings no colour of its own. */
export const freeHue = (index: number): Hue => hueOrder[((index % hueOrder.length) + hueOrder.length) % hueOrder.length] as Hue
