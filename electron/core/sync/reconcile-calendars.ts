import { hues, type Hue } from '../../../shared/model/hues.ts'
import type { CollectionId, Href } from '../../../shared/model/ids.ts'
import type { FoundCalendar } from '../dav/list-calendars.ts'
import { hrefKey } from '../store/href-key.ts'
import type { AccountRow, CollectionRow } from '../store/rows.ts'
import type { Store } from '../store/store.ts'

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
}

/**
 * Brings our list of calendars in step with the server's (SYN-10): new ones come, names and rights follow, one that is no longer
 * listed is marked and kept. Colour and visibility belong to the person.
 */
export function reconcileCalendars(store: Store, account: AccountRow, found: readonly FoundCalendar[], options: ReconcileOptions): readonly ListedCalendar[] {
  const known = store.read.collections(account.id).filter((row) => row.kind === 'calendar')
  const byKey = new Map(known.map((row) => [hrefKey(row.href), row]))
  const defaultId = defaultAmong(found, known, options.defaultHref)
  const used = store.read.collections().filter((row) => row.kind === 'calendar').length
  const rows: CollectionRow[] = found.map((calendar, index) => {
    const before = byKey.get(hrefKey(calendar.href))
    byKey.delete(hrefKey(calendar.href))
    return {
      id: before?.id ?? (options.newId() as CollectionId),
      accountId: account.id,
      href: calendar.href,
      kind: 'calendar',
      name: calendar.name,
      hue: before?.hue ?? newHue(calendar.serverColor, used + index - known.length),
      serverColor: calendar.serverColor,
      visible: before?.visible ?? true,
      writable: calendar.writable && !calendar.subscribed,
      countsAsBusy: before?.countsAsBusy ?? calendar.countsAsBusy,
      isDefault: hrefKey(calendar.href) === defaultId,
      components: calendar.components,
      reports: calendar.reports,
      syncToken: before?.syncToken ?? null,
      ctag: before?.ctag ?? null,
      gone: false,
      position: calendar.order ?? index,
    }
  })
  const gone = [...byKey.values()].filter((row) => !row.gone).map((row) => ({ ...row, gone: true, isDefault: false }))
  const changed = [...rows, ...gone].filter((row) => !isSame(row, known.find((one) => one.id === row.id)))
  if (changed.length > 0) {
    store.write(['accounts', 'objects'], (tx) => {
      for (const row of changed) tx.putCollection(row)
    })
  }
  return rows.map((row, index) => ({ id: row.id, found: found[index] as FoundCalendar }))
}

function isSame(a: CollectionRow, b: CollectionRow | undefined): boolean {
  return b !== undefined && JSON.stringify({ ...a, href: hrefKey(a.href) }) === JSON.stringify({ ...b, href: hrefKey(b.href) })
}

/** Where invitations land: what the server says, else what was so before, else the first that can be written. */
function defaultAmong(found: readonly FoundCalendar[], known: readonly CollectionRow[], asked: Href | null | undefined): string | null {
  const wanted = asked ?? known.find((row) => row.isDefault)?.href ?? null
  const listed = wanted === null ? undefined : found.find((calendar) => hrefKey(calendar.href) === hrefKey(wanted))
  const chosen = listed ?? found.find((calendar) => calendar.writable && !calendar.subscribed)
  return chosen === undefined ? null : hrefKey(chosen.href)
}

/** Degrees on the colour wheel at which our hues lie, for a calendar that brings its own colour. */
const degrees: Readonly<Record<Exclude<Hue, 'slate'>, number>> = { rose: 345, coral: 12, amber: 38, olive: 68, green: 125, jade: 165, sky: 198, blue: 220, indigo: 245, violet: 272, magenta: 312 }

function newHue(color: string | null, index: number): Hue {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color ?? '')
  if (channels === null) return hueOrder[((index % hueOrder.length) + hueOrder.length) % hueOrder.length] as Hue
  const [r, g, b] = channels.slice(1).map((hex) => Number.parseInt(hex, 16) / 255) as [number, number, number]
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  const spread = most - least
  if (spread < 0.12) return 'slate'
  const sextant = most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread
  const angle = (sextant * 60 + 360) % 360
  const away = (hue: Hue): number => {
    if (hue === 'slate') return 360
    const apart = Math.abs(angle - degrees[hue])
    return Math.min(apart, 360 - apart)
  }
  return hues.reduce((nearest, hue) => (away(hue) < away(nearest) ? hue : nearest))
}
