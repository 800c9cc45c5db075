import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { belongsToWords } from '../../../shared/wording/calendars.ts'
import { momentInWords } from '../../../shared/wording/dates.ts'
import { explainError } from '../../../shared/wording/errors.ts'
import { onServers } from '../../state/asker.ts'
import { timeInWords } from '../../../shared/wording/times.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'

export type StatusTone = 'good' | 'warn' | 'bad'

/** How an account stands, in a word or two. */
export function statusWords(account: AccountView): { readonly text: string; readonly tone: StatusTone } {
  if (account.paused) return { text: 'Paused', tone: 'warn' }
  switch (account.status) {
    case 'live':
      return { text: 'Live', tone: 'good' }
    case 'syncing':
      return { text: progressWords(account) || 'Getting news', tone: 'good' }
    case 'offline':
      return { text: 'Offline', tone: 'warn' }
    case 'sign-in':
      return { text: 'Sign in again', tone: 'warn' }
    case 'problem':
      return { text: 'Problem', tone: 'bad' }
  }
}

/** What stands over the practice people; null: nobody practises. Beside a real account much does leave the computer. */
export function practiceWords(accounts: readonly AccountView[]): string | null {
  const served = onServers(accounts)
  if (served.some((one) => !one.practice)) return served.some((one) => one.practice) ? 'Practice people: what you send to them stays on this computer' : null
  return 'Practice: nothing leaves this computer'
}

export function progressWords({ progress }: AccountView): string {
  if (!progress || progress.total === null || progress.total === 0) return ''
  return `${Math.floor((100 * progress.done) / progress.total)} %`
}

export const isLive = (account: AccountView): boolean => !account.paused && (account.status === 'live' || account.status === 'syncing')

export interface StandingWords {
  /** `Last up to date: Today 10:41`. */
  readonly success: string
  /** What was in the way at the last look; '' when nothing was. */
  readonly problem: string
  /** What happens next by itself; '' when that is not worth a word. */
  readonly next: string
}

/** How an account stands with its server: the last time all was well, what went wrong since, and what comes next. */
export function standingWords(account: AccountView, { nowUtc, zone, online }: Moment): StandingWords {
  const success = account.lastSuccessUtc === null ? 'Not up to date yet' : `Last up to date: ${momentInWords(account.lastSuccessUtc, nowUtc, zone)}`
  const problem = account.problem === null ? '' : explainError(account.problem).title
  const next = account.paused
    ? 'Paused by you. What you change is kept here and leaves when you resume; its contacts, your hours there and what you publish rest too.'
    : account.status === 'sign-in'
      ? 'Waits for you to sign in again.'
      : !online && !account.practice
        ? 'Goes on by itself when you are online.'
        : account.status === 'syncing'
          ? `Getting everything for the first time. ${soFarWords(account)}`.trim()
          : account.problem === null || account.nextTryUtc === null
            ? ''
            : triesAgain(account.nextTryUtc, nowUtc, zone)
  return { success, problem, next }
}

interface Moment {
  readonly nowUtc: Instant
  readonly zone: Zone
  readonly online: boolean
}

function triesAgain(nextTryUtc: Instant, nowUtc: Instant, zone: Zone): string {
  const seconds = Math.ceil((nextTryUtc - nowUtc) / 1_000)
  if (seconds <= 1) return 'Tries again now.'
  return seconds < 90 ? `Tries again in ${seconds} s.` : `Tries again at ${timeInWords(nextTryUtc, { zone })}.`
}

/** A calendar whose server answers while this one is in trouble: what is wrong, and how old the picture is. */
export function calendarStanding(calendar: CalendarView, { nowUtc, zone }: Moment): string {
  if (calendar.state === 'gone') return 'No longer on the server; kept here until you delete it'
  const when = calendar.lastSuccessUtc === null ? 'Not up to date yet' : momentInWords(calendar.lastSuccessUtc, nowUtc, zone)
  return calendar.problem === null ? when : `${explainError(calendar.problem).title} · ${when}`
}

/** Most servers do not say how many there are before the last one has come. */
function soFarWords(account: AccountView): string {
  const done = account.progress?.done ?? 0
  return progressWords(account) || (done === 0 ? '' : done === 1 ? '1 event so far.' : `${done.toLocaleString('en-GB')} events so far.`)
}

/** The line at the foot of the sidebar: `2 of 3 live · 10:41`. */
export function syncLine(all: readonly AccountView[], online: boolean, zone: Zone): string {
  const accounts = onServers(all)
  if (accounts.length === 0) return all.length === 0 ? 'No account yet' : 'On this computer alone'
  const last = Math.max(...accounts.map((account) => account.lastSuccessUtc ?? 0))
  const when = last > 0 ? ` · ${timeInWords(last as Instant, { zone })}` : ''
  if (!online) return `Offline${when}`
  const live = accounts.filter(isLive).length
  const resting = accounts.filter((account) => account.paused).length
  if (resting === accounts.length) return `Paused${when}`
  const servers = accounts.length === 1 ? (live === 1 ? 'Server live' : 'Not reached') : `${live} of ${accounts.length} live`
  return `${servers}${when}`
}

/** `north.example`; two accounts of one server are told apart by the whole address. Somebody else's bears their name. */
export function accountTitle(account: AccountView, accounts: readonly AccountView[]): string {
  if (account.behalf) return account.behalf.name
  const domain = account.address.split('@').pop() ?? account.host
  const twins = accounts.filter((other) => other.behalf === undefined && (other.address.split('@').pop() ?? other.host) === domain)
  return twins.length > 1 ? account.address : domain || account.host
}

/** `120 events · 2 cannot be read · invitations arrive here`. */
export function calendarFacts(calendar: CalendarView): string {
  const facts = [
    calendar.eventCount === 1 ? '1 event' : `${calendar.eventCount} events`,
    calendar.unreadableCount > 0 ? `${calendar.unreadableCount} cannot be read` : '',
    calendar.isDefault ? 'invitations arrive here' : '',
    calendar.state === 'new' ? 'not on the server yet' : '',
    calendar.ownerName === undefined ? '' : belongsToWords(calendar.ownerName),
    calendar.writable || calendar.state === 'gone' ? '' : 'can only be read',
  ]
  return facts.filter(Boolean).join(' · ')
}
