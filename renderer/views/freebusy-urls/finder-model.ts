import type { FoundUrl, FreebusyFinding } from '../../../shared/contract/freebusy-urls.ts'
import type { BusyKind } from '../../../shared/model/busy.ts'
import type { Interval, Zone } from '../../../shared/model/time.ts'
import { addDays, dayOf, startOfDay } from '../../../shared/time/days.ts'
import { readVcards } from '../../../shared/ical/vcard.ts'
import { localDate, longDay, spanInWords } from '../../../shared/wording/dates.ts'

export interface BarPart {
  /** Fractions of the window. */
  readonly from: number
  readonly to: number
  readonly kind: Exclude<BusyKind, 'free'>
  readonly words: string
}
export interface BarDay {
  readonly at: number
  readonly label: string
  readonly isWeekStart: boolean
}

const kindWords: Readonly<Record<BarPart['kind'], string>> = { busy: 'Busy', tentative: 'Tentative', unavailable: 'Away', unknown: 'Unknown' }

const inWords = (span: Interval, zone: Zone): string => spanInWords({ ...span, startDate: null }, zone)

/** What is drawn: free time is the ground, all else a piece on it. */
export function barParts({ spans, window }: Pick<FoundUrl, 'spans' | 'window'>, zone: Zone): readonly BarPart[] {
  const length = window.endUtc - window.startUtc
  return spans.flatMap(({ startUtc, endUtc, kind }) =>
    kind === 'free' ? [] : [{ from: (startUtc - window.startUtc) / length, to: (endUtc - window.startUtc) / length, kind, words: `${kindWords[kind]}: ${inWords({ startUtc, endUtc }, zone)}` }],
  )
}

/** Midnights of the person who looks; days have 23 or 25 hours twice a year. */
export function barDays(window: Interval, zone: Zone): readonly BarDay[] {
  const length = window.endUtc - window.startUtc
  const days: BarDay[] = []
  for (let day = dayOf(window.startUtc, zone); startOfDay(day, zone) < window.endUtc; day = addDays(day, 1)) {
    const name = longDay(day)
    days.push({ at: (startOfDay(day, zone) - window.startUtc) / length, label: name.slice(0, 2), isWeekStart: name.startsWith('Mon') })
  }
  return days
}

const mostSaid = 6

/** The bar in words, for those who do not see it. */
export function barInWords(found: Pick<FoundUrl, 'spans' | 'window'>, zone: Zone): string {
  const parts = barParts(found, zone).map(({ words }) => words)
  if (parts.length === 0) return 'Free all the time shown.'
  const more = parts.length - mostSaid
  return `${parts.slice(0, mostSaid).join('. ')}.${more > 0 ? ` And ${more} more.` : ''}`
}

/** Which days it speaks about. */
export function coverageInWords({ coverage, window }: Pick<FoundUrl, 'coverage' | 'window'>, zone: Zone): string {
  if (coverage === null) return 'It says nothing about these two weeks'
  if (coverage.startUtc <= window.startUtc && coverage.endUtc >= window.endUtc) return 'It speaks about all of the two weeks shown'
  return `It speaks about ${longDay(localDate(coverage.startUtc, zone))} to ${longDay(localDate(coverage.endUtc - 1, zone))}`
}

const looksLikeMail = (text: string): boolean => /^(?:mailto:)?[^\s@/]+@[^\s@/]+$/i.test(text.trim())
export const looksLikeUrl = (text: string): boolean => /^[a-z][a-z\d+.-]*:\/\//i.test(text.trim())

/** Whom a find is about: the address that was typed, or the one given beside a URL. */
export function personOf({ what, address }: Pick<FreebusyFinding, 'what' | 'address'>): string | null {
  return looksLikeMail(what) ? what.trim().replace(/^mailto:/i, '').toLowerCase() : address
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** What a pasted or dropped contact card begins a find with: its preferred freebusy URL, else its address. Null: no card, or nothing to use in it. */
export function fromCards(text: string): { readonly name: string; readonly what: string; readonly whose: string } | null {
  if (!/^\s*\uFEFF?BEGIN:VCARD/i.test(text)) return null
  const card = readVcards(text.trimStart()).find(({ mails, freebusyUrls }) => mails.length + freebusyUrls.length > 0)
  if (card === undefined) return null
  const whose = card.mails[0] ?? ''
  return { name: card.name, what: card.freebusyUrls[0] ?? whose, whose }
}
