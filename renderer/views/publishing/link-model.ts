import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { PublishedLink, Publishing } from '../../../shared/contract/publishing.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import type { Tone } from '../../parts/Chip.tsx'
import type { Option } from '../../parts/Field.tsx'

export const roundOptions: readonly Option<string>[] = [
  { value: '0', label: 'Exact times' },
  { value: '15', label: 'Quarter hours', detail: 'grown outward' },
  { value: '30', label: 'Half hours', detail: 'grown outward' },
  { value: '60', label: 'Whole hours', detail: 'grown outward' },
]
export const tentativeOptions: readonly Option<Publishing['tentative']>[] = [
  { value: 'tentative', label: 'As tentative' },
  { value: 'busy', label: 'As busy' },
  { value: 'leave-out', label: 'As free', detail: 'left out' },
]
export const awayOptions: readonly Option<Publishing['away']>[] = [
  { value: 'unavailable', label: 'As away' },
  { value: 'busy', label: 'As busy' },
]
export const aheadOptions: readonly Option<string>[] = [
  { value: '14', label: '2 weeks ahead' },
  { value: '30', label: '30 days ahead' },
  { value: '60', label: '60 days ahead' },
  { value: '183', label: 'Half a year ahead' },
  { value: '365', label: 'A year ahead' },
]
export const authOptions: readonly Option<Publishing['auth']>[] = [
  { value: 'basic', label: 'User name and password' },
  { value: 'token', label: 'Token in the address', detail: 'as {token}' },
  { value: 'none', label: 'No sign-in' },
]
/** The words of the protocol on purpose: a provider that wants POST says so in this word. */
export const methodOptions: readonly Option<Publishing['method']>[] = [
  { value: 'PUT', label: 'PUT', detail: 'usual' },
  { value: 'POST', label: 'POST', detail: 'where asked for' },
]

export const addressesOf = (accounts: readonly AccountView[]): readonly string[] => [
  ...new Set(accounts.filter((account) => account.behalf === undefined).flatMap((account) => [account.address, ...account.addresses.map((one) => one.replace(/^mailto:/i, ''))]).filter((one) => one.includes('@'))),
]

/** FBP-2's window; half hours, because exact times are nobody's business by default. */
export function newLink(accounts: readonly AccountView[]): Publishing {
  const first = accounts[0]
  return {
    name: 'My free and busy time',
    url: '',
    method: 'PUT',
    readUrl: '',
    auth: 'basic',
    user: first?.address ?? '',
    address: addressesOf(accounts)[0] ?? '',
    collectionIds: null,
    backDays: 1,
    aheadDays: 60,
    roundMin: 30,
    tentative: 'tentative',
    away: 'unavailable',
    offHours: false,
    allowPlain: false,
    pastUnreadable: false,
  }
}

export interface StateWords {
  readonly word: string
  readonly tone: Tone
  /** When it was last written, and when again. */
  readonly detail: string
}

/** The state of one link as a chip and a line. */
export function stateInWords(link: PublishedLink, nowUtc: Instant, zone: Zone): StateWords {
  const last = link.lastSuccessUtc === null ? 'Never published yet' : `Last published ${momentInSentence(link.lastSuccessUtc, nowUtc, zone)}`
  if (link.restsWith !== null && link.state !== 'paused') return { word: 'Paused', tone: 'plain', detail: `${last}; it rests with your account ${link.restsWith} and goes on with it` }
  switch (link.state) {
    case 'paused':
      return { word: 'Paused', tone: 'plain', detail: link.lastSuccessUtc === null ? last : `${last}; what stands there stays as it is` }
    case 'waiting':
      return { word: 'Waiting', tone: 'plain', detail: `${last}; it goes out as soon as it can` }
    case 'published':
      return { word: 'Published', tone: 'good', detail: `${last}; again when your calendar changes, and every day` }
    case 'trouble':
      return { word: 'Look here', tone: 'warn', detail: link.nextTryUtc === null ? last : `${last}; tried again ${momentInSentence(link.nextTryUtc, nowUtc, zone)}` }
    case 'stopped':
      return { word: 'Stopped', tone: 'bad', detail: `${last}; it rests until you change something` }
  }
}
