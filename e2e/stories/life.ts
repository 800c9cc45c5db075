import { allSent, draft } from '../acceptance/desk.ts'
import type { Desk } from './fixtures.ts'

/** Puts something into a person's own calendar, as they did some other day. */
export async function occupied({ app }: Pick<Desk, 'app'>, title: string, when: { readonly localStart: string; readonly localEnd: string }): Promise<void> {
  const { accounts } = await app.call('accounts', {})
  const calendar = accounts[0]?.calendars.find((one) => one.isDefault) ?? accounts[0]?.calendars.find((one) => one.writable)
  if (calendar === undefined) throw new Error('no calendar that can be written')
  await app.call('save-event', { draft: draft({ calendar: calendar.id }, title, when) })
  await allSent(app)
}
