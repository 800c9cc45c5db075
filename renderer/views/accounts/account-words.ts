import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { timeInWords } from '../../../shared/wording/times.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'

export type StatusTone = 'good' | 'warn' | 'bad'

/** How an account stands, in a word or two. */
export function statusWords(account: AccountView): { readonly text: string; readonly tone: StatusTone } {
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

export function progressWords({ progress }: AccountView): string {
  if (!progress || progress.total === null || progress.total === 0) return ''
  return `${Math.floor((100 * progress.done) / progress.total)} %`
}

/** The line at the foot of the sidebar: `2 of 3 live · 10:41`. */
export function syncLine(accounts: readonly AccountView[], online: boolean, zone: Zone): string {
  if (accounts.length === 0) return 'No account yet'
  const last = Math.max(...accounts.map((account) => account.lastSuccessUtc ?? 0))
  const when = last > 0 ? ` · ${timeInWords(last as Instant, { zone })}` : ''
  if (!online) return `Offline${when}`
  const live = accounts.filter((account) => account.status === 'live' || account.status === 'syncing').length
  const servers = accounts.length === 1 ? (live === 1 ? 'Server live' : 'Not reached') : `${live} of ${accounts.length} live`
  return `${servers}${when}`
}

/** `north.example`; two accounts of one server are told apart by the whole address. */
export function accountTitle(account: AccountView, accounts: readonly AccountView[]): string {
  const domain = account.address.split('@').pop() ?? account.host
  const twins = accounts.filter((other) => (other.address.split('@').pop() ?? other.host) === domain)
  return twins.length > 1 ? account.address : domain || account.host
}

/** `120 events · 2 cannot be read · invitations arrive here`. */
export function calendarFacts(calendar: CalendarView): string {
  const facts = [
    calendar.eventCount === 1 ? '1 event' : `${calendar.eventCount} events`,
    calendar.unreadableCount > 0 ? `${calendar.unreadableCount} cannot be read` : '',
    calendar.isDefault ? 'invitations arrive here' : '',
    calendar.state === 'new' ? 'not on the server yet' : '',
    calendar.writable || calendar.state === 'gone' ? '' : 'can only be read',
  ]
  return facts.filter(Boolean).join(' · ')
}
