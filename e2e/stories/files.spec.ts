import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { allSent, draft, occurrencesOf, slot } from '../acceptance/desk.ts'
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

test('a file of many events is shown first, imported, and taken back in one; a second time it is all here (CAL-7)', async ({ open, organisations }) => {
  const [{ app, page, shell }, bob] = await Promise.all([open('alice'), open('bob')])
  const day = workday(3)
  const date = new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  const event = (uid: string, ...more: readonly string[]): string => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', `DTSTART:${date}T090000Z`, `DTEND:${date}T100000Z`, `SUMMARY:Imported ${uid}`, ...more, 'END:VEVENT'].join('\r\n')
  const guests = [`ORGANIZER:mailto:${organisations.person('alice').address}`, `ATTENDEE:mailto:${organisations.person('bob').address}`]
  const file = ['BEGIN:VCALENDAR', 'VERSION:2.0', event('one'), event('two'), event('met', ...guests), 'BEGIN:VEVENT', 'SUMMARY:Broken', 'END:VCALENDAR', ''].join('\r\n')
  const drop = (text = file, name = 'moved.ics'): Promise<void> =>
    page.evaluate(
      ([text, name]) => {
        const data = new DataTransfer()
        data.items.add(new File([text!], name!))
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
      },
      [text, name],
    )
  await shell.goToDay(day)

  for (const [name, why] of [
    ['empty.ics', 'It is empty.'],
    ['photo.png', 'Parley opens calendar files'],
  ] as const) {
    await drop('', name)
    await expect(shell.lastChange).toContainText(`${name} was not taken`)
    await expect(shell.lastChange).toContainText(why)
  }
  await drop()
  const sheet = page.getByRole('dialog', { name: 'Import 3 events' })
  await expect(sheet.getByRole('region', { name: 'In the file' }).getByRole('listitem')).toHaveText([/Imported one/, /Imported two/, /Imported met/])
  // Their times are not cut off, however long a title is.
  expect(await sheet.getByRole('region', { name: 'In the file' }).evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0)
  await expect(sheet).toContainText('1 event cannot be read')
  await expect(sheet).toContainText('1 of them has guests. Nobody is written to')
  await sheet.getByRole('button', { name: 'Import', exact: true }).click()
  const result = page.getByRole('dialog', { name: 'Imported' })
  await expect(result).toContainText('3 added · 1 could not be read')
  const report = await saved(page, () => result.getByRole('button', { name: 'Save the report' }).click())
  expect(report.text).toContain('Not imported: Broken')
  await result.getByRole('button', { name: 'Close' }).last().click()
  await expect(shell.event('Imported one')).toBeVisible()
  await shell.lastChange.getByRole('button', { name: /^Undo/ }).click()
  await expect(shell.event('Imported one')).toBeHidden()

  await drop()
  await sheet.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(result).toContainText('3 added')
  for (const { id } of (await app.call('queue', {})).rows) await app.call('send-now', { queueId: id })
  await allSent(app)
  await page.keyboard.press('Escape')
  await drop()
  await expect(sheet).toContainText('All of them are here already')
  // The meeting may read otherwise than the file: its server had a word in it.
  await expect(sheet.getByRole('listitem').filter({ hasText: /Here already|Here, but different/ })).toHaveCount(3)
  await bob.app.call('sync-now', { accountId: null })
  expect(await occurrencesOf(bob.app, 'Imported met')).toEqual([])
})
