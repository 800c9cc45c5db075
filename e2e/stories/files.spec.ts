import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { allSent, draft, slot } from '../acceptance/desk.ts'
import { Calendars } from '../pages/calendars.ts'
import { workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

test.use({ apart: 'files' })

/** The text of the file that the page hands over when `act` is done. */
async function saved(page: Page, act: () => Promise<void>): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

test('an event and its calendar become files, in its own lines (CAL-9)', async ({ open }) => {
  const { app, page, shell, inspector } = await open('alice')
  const { accounts } = await app.call('accounts', {})
  const calendar = accounts[0]!.calendars.find((one) => one.isDefault) ?? accounts[0]!.calendars[0]!
  const day = workday(2)
  for (const title of ['Plant the beans', 'Water the beans']) await app.call('save-event', { draft: draft({ calendar: calendar.id }, title, slot(day, title.startsWith('P') ? 9 : 11)) })
  await allSent(app)
  await shell.goToDay(day)

  await shell.event('Plant the beans').click()
  const one = await saved(page, () => inspector.act('Save as .ics'))
  expect(one.name).toBe('Plant the beans.ics')
  expect(one.text).toMatch(/^BEGIN:VCALENDAR\r\n/)
  expect(one.text).toContain('BEGIN:VTIMEZONE')
  expect(one.text).not.toContain('Water the beans')

  const settings = await new Calendars(page).openSettings(calendar.name)
  const all = await saved(page, () => settings.getByRole('button', { name: 'Export', exact: true }).click())
  expect([all.name, all.text.match(/BEGIN:VEVENT/g)?.length]).toEqual([`${calendar.name}.ics`, 2])
  await expect(shell.lastChange).toContainText(`2 events exported as ${calendar.name}.ics`)
})
