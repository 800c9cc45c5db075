import { allSent, draft } from '../acceptance/desk.ts'
import type { Organisations } from '../servers/organisations.ts'
import type { Practice } from '../servers/practice.ts'
import type { Desk } from './fixtures.ts'

/** The calendar new events of a person go to. */
export async function ownCalendar({ app }: Pick<Desk, 'app'>): Promise<string> {
  const { accounts } = await app.call('accounts', {})
  const calendar = accounts[0]?.calendars.find((one) => one.isDefault) ?? accounts[0]?.calendars.find((one) => one.writable)
  if (calendar === undefined) throw new Error('no calendar that can be written')
  return calendar.id
}

/** Puts something into a person's own calendar, as they did some other day. */
export async function occupied(desk: Pick<Desk, 'app'>, title: string, when: { readonly localStart: string; readonly localEnd: string }): Promise<void> {
  await desk.app.call('save-event', { draft: draft({ calendar: await ownCalendar(desk) }, title, when) })
  await allSent(desk.app)
}

/** The knobs of the practice organisations; other servers do not break on command. */
export function knobsOf(organisations: Organisations): { turn(settings: object): Promise<void>; reset(): Promise<void> } {
  if (organisations.kind !== 'practice') throw new Error(`${organisations.kind} has no knobs`)
  const { knobs } = organisations as Practice
  return { turn: async (settings) => void (await knobs(settings)), reset: async () => void (await knobs({ reset: true })) }
}
