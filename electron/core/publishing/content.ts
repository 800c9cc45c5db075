import { createHash } from 'node:crypto'
import type { Publishing } from '../../../shared/contract/publishing.ts'
import { busyOfOccurrences } from '../../../shared/freebusy/from-events.ts'
import { publishedWindow, whatIsPublished } from '../../../shared/freebusy/publish.ts'
import { writeFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant, Interval } from '../../../shared/model/time.ts'
import { noAccountForAddress, notFetchedYet, setAsideInTheWay } from '../../../shared/wording/publishing.ts'
import { absencesIn, awayIn, personOf, planOf } from '../availability/my-plan.ts'
import { busyRows, neverFetched } from '../availability/my-time.ts'
import { fillTemplate } from '../dav/fburl-request.ts'
import { accountsOfOnePerson, isOwn, myAddresses, placesOf } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'

export interface Content {
  readonly window: Interval
  readonly spans: readonly BusySpan[]
  readonly text: string
  /** Of everything but the moment it was made (FBP-2: only when content changed). */
  readonly digest: string
}
export type Said = { readonly kind: 'ready'; readonly content: Content } | { readonly kind: 'withheld'; readonly window: Interval; readonly words: string }

/** What a link with these settings says at `nowUtc`. `id` names the free/busy object from one time to the next. Titles never come near it. */
export function contentOf(read: ReadStore, id: string, settings: Publishing, nowUtc: Instant): Said {
  const zone = read.zone()
  const window = publishedWindow(settings, nowUtc, zone)
  const accounts = accountsOf(read, settings.address)
  if (accounts.length === 0) return { kind: 'withheld', window, words: noAccountForAddress(settings.address) }
  const unread = neverFetched(read, accounts)
  if (unread !== null) return { kind: 'withheld', window, words: notFetchedYet(unread) }
  const chosen = settings.collectionIds === null ? null : new Set(settings.collectionIds)
  const counts = (id: AccountRow['id']): boolean => accounts.some((account) => account.id === id)
  const setAside = read.unreadableObjects().filter((object) => counts(object.accountId) && (chosen?.has(object.collectionId) ?? true)).length
  if (setAside > 0 && !settings.pastUnreadable) return { kind: 'withheld', window, words: setAsideInTheWay(setAside) }
  const rows = busyRows(read, placesOf(accounts), window).filter((row) => chosen?.has(row.collectionId) ?? true)
  const plan = planOf(read, personOf(must(accounts[0], 'account')))
  const spans = whatIsPublished(busyOfOccurrences(rows, { zone }), { window, rules: settings, zone, away: settings.offHours ? awayIn(plan, window) : absencesIn(plan, window) })
  const url = readUrlOf(settings)
  const text = writeFreeBusy({ window, spans, nowUtc, method: 'PUBLISH', uid: `${id}@parley`, organizer: `mailto:${settings.address}`, ...(url === null ? {} : { url }) })
  return { kind: 'ready', content: { window, spans, text, digest: createHash('sha256').update(text.replace(/^DTSTAMP:.*\r\n/m, '')).digest('hex') } }
}

/** Of the human whose address it is; practice people are several humans in one profile. */
export function accountsOf(read: ReadStore, address: string): readonly AccountRow[] {
  const all = read.accounts().filter(isOwn)
  const mine = all.filter((account) => myAddresses(account).includes(toAddress(address)))
  return mine.length === 0 ? [] : accountsOfOnePerson(mine, all)
}

/** The address others read, for the URL property (RFC 5546 §3.3.1). One that carries a secret is told to nobody. */
function readUrlOf(settings: Publishing): string | null {
  if (settings.readUrl !== '') return settings.readUrl
  if (settings.auth === 'token' || /[?#@]/.test(settings.url.replace(/\{[a-z]+\}|%[A-Z]+%/g, ''))) return null
  const filled = fillTemplate(settings.url, settings.address)
  return filled.ok ? filled.value : null
}
