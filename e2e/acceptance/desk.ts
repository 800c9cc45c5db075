import { expect } from '@playwright/test'
import { createDAVClient } from 'tsdav'
import type { EventDraft } from '../../shared/contract/events.ts'
import { type RunningApp, startApp } from '../hosts/loopback.ts'
import { serverUrlOf, type Organisations } from '../servers/organisations.ts'

type Who = Parameters<Organisations['person']>[0]

export const zone = 'Europe/Berlin'

/** One person's app, spoken to by calls as the page would, signed in and with all calendars fetched. */
export async function signIn(organisations: Organisations, who: Who): Promise<RunningApp & { readonly calendar: string }> {
  const app = await startApp({ practiceHost: organisations.practiceHost })
  const person = organisations.person(who)
  await app.call('set-settings', { homeZone: zone, holdSeconds: 0 })
  const { accountId } = await app.call('add-account', { where: person.where, user: person.user, password: person.password, allowPlainHttp: false })
  await app.call('sync-now', { accountId })
  const { accounts } = await app.call('accounts', {})
  const calendars = accounts.find((account) => account.id === accountId)?.calendars ?? []
  const calendar = calendars.find((one) => one.isDefault) ?? calendars.find((one) => one.writable)
  if (calendar === undefined) throw new Error(`${who} has no calendar that can be written`)
  return { ...app, calendar: calendar.id }
}

/** Asks the server again until `look` sees what it waits for; every round is a whole sync, none sleeps blindly. */
export async function eventually<T>(app: RunningApp, look: () => Promise<T>, want: (seen: T) => void): Promise<T> {
  let seen!: T
  await expect(async () => {
    await app.call('sync-now', { accountId: null })
    seen = await look()
    want(seen)
  }).toPass({ timeout: 25_000, intervals: [100, 250, 500, 1_000] })
  return seen
}

/** The queue empties or says why not; a row that needs a person fails the test with its reason. */
export async function allSent(app: RunningApp): Promise<void> {
  await expect(async () => {
    const { rows } = await app.call('queue', {})
    expect(rows.map(({ intent, state, error, conflict }) => ({ intent, state, error, conflict }))).toEqual([])
  }).toPass({ timeout: 25_000, intervals: [50, 100, 250, 500] })
}

/** Days from today, at an hour of the home zone: tests never depend on the day they run on. */
export function slot(daysAhead: number, hour: number, minutes = 60): { localStart: string; localEnd: string; startUtc: number; endUtc: number } {
  const day = new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10)
  const pad = (value: number) => String(value).padStart(2, '0')
  const at = (minuteOfDay: number) => `${day}T${pad(Math.floor(minuteOfDay / 60))}:${pad(minuteOfDay % 60)}:00`
  const localStart = at(hour * 60)
  const localEnd = at(hour * 60 + minutes)
  return { localStart, localEnd, startUtc: instantIn(localStart), endUtc: instantIn(localEnd) }
}

/** Independent of the code under test: asks Intl what the clocks show and corrects once. */
function instantIn(local: string): number {
  const guess = Date.parse(`${local}Z`)
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(guess).replace(' ', 'T')
  return guess - (Date.parse(`${shown}Z`) - guess)
}

export function draft(app: { readonly calendar: string }, title: string, when: { localStart: string; localEnd: string }, more: Partial<EventDraft> = {}): EventDraft {
  return {
    objectId: null,
    recurrenceId: null,
    scope: 'all',
    collectionId: app.calendar as EventDraft['collectionId'],
    title,
    location: '',
    description: '',
    conferenceUrl: '',
    when: { kind: 'timed', localStart: when.localStart, localEnd: when.localEnd, zone },
    repeat: null,
    reminders: [],
    showAs: 'busy',
    visibility: 'public',
    organizer: null,
    attendees: [],
    ...more,
  }
}

export const invite = (address: string, role: 'required' | 'optional' = 'required', kind: 'individual' | 'room' = 'individual') => ({ address, name: '', role, kind, answer: 'needs-action' as const })

export async function occurrencesOf(app: RunningApp, title: string, days = 60) {
  const window = { startUtc: Date.now() - 3 * 86_400_000, endUtc: Date.now() + days * 86_400_000 }
  const { occurrences } = await app.call('events-in-range', { window, zone, includeHidden: true })
  return occurrences.filter((one) => one.title === title)
}

/** Another program on the same account, written by other people: what it sees is what is really on the server. */
export async function otherClient(organisations: Organisations, who: Who) {
  const person = organisations.person(who)
  const client = await createDAVClient({ serverUrl: serverUrlOf(organisations, person), credentials: { username: person.user, password: person.password }, authMethod: 'Basic', defaultAccountType: 'caldav' })
  const calendars = await client.fetchCalendars()
  return { client, calendars }
}
