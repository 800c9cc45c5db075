import { slot } from '../acceptance/desk.ts'
import { Calendars } from '../pages/calendars.ts'
import { workday } from '../pages/days.ts'
import { startCalendarHost } from '../servers/calendar-host.ts'
import { expect, test } from './fixtures.ts'

/** ICS-21: seen before it is added, read only, kept when the server fails, gone when removed. */
test('a calendar at a web address is looked at, added, read again, kept through a fault, and removed', async ({ open }) => {
  const day = workday(2)
  const stamp = (utc: number): string => new Date(utc).toISOString().replace(/[-:]|\.\d+/g, '')
  const event = (title: string, hour: number): string => `BEGIN:VEVENT\r\nUID:${title}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:${stamp(slot(day, hour).startUtc)}\r\nDTEND:${stamp(slot(day, hour).endUtc)}\r\nSUMMARY:${title}\r\nEND:VEVENT\r\n`
  const feed = (...events: string[]): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Town//EN\r\nNAME:Town hall\r\n${events.join('')}END:VCALENDAR\r\n`
  const host = await startCalendarHost(feed(event('Council', 10)))
  try {
    const alice = await open('alice')
    const calendars = new Calendars(alice.page)
    await calendars.side.getByRole('button', { name: 'Subscribe to a calendar' }).click()
    const dialog = alice.page.getByRole('dialog', { name: 'Subscribe to a calendar' })
    await dialog.getByLabel('Address of the calendar').fill(host.url)
    await dialog.getByRole('button', { name: 'Look at it' }).click()
    const preview = dialog.getByRole('region', { name: 'What stands there' })
    await expect(preview).toContainText('Town hall')
    await expect(preview).toContainText('1 event')
    await expect(preview).toContainText('Council')
    await expect(calendars.row('Town hall')).toHaveCount(0)
    await dialog.getByRole('button', { name: 'Subscribe' }).click()
    await expect(dialog).toBeHidden()
    await expect(calendars.row('Town hall')).toBeChecked()
    await alice.shell.goToDay(day)
    await expect(alice.shell.event('Council')).toBeVisible()

    await test.step('it can only be read', async () => {
      await alice.shell.event('Council').click()
      const inspector = alice.page.getByRole('complementary', { name: 'Event' })
      await expect(inspector).toContainText('Town hall')
      await expect(inspector).toContainText('can only be read')
      await expect(inspector.getByRole('button', { name: /^Edit/ })).toHaveCount(0)
      await expect(inspector).toContainText('It comes from a web address')
      await inspector.getByRole('button', { name: 'More' }).click()
      await expect(alice.page.getByRole('menuitem', { name: /^Copy/ })).toBeVisible()
      await expect(alice.page.getByRole('menuitem', { name: /^(Delete|Move)/ })).toHaveCount(0)
      await alice.page.keyboard.press('Escape')
    })
    await test.step('read again: what changed there changes here', async () => {
      host.publish(feed(event('Council', 10), event('Market', 14)))
      const settings = await calendars.openSettings('Town hall')
      await settings.getByRole('button', { name: 'Read now' }).click()
      await expect(settings).toContainText('2 events')
      await settings.getByRole('button', { name: 'Read now' }).click()
      await expect.poll(() => host.unchanged()).toBeGreaterThan(0)
      host.publish(null)
      await settings.getByRole('button', { name: 'Read now' }).click()
      await expect(settings).toContainText('The events read last are still shown.')
      await alice.page.keyboard.press('Escape')
      await expect(alice.shell.event('Market')).toBeVisible()
    })
    await test.step('removed: it goes with its events', async () => {
      const settings = await calendars.openSettings('Town hall')
      await settings.getByRole('button', { name: 'Remove…' }).click()
      await settings.getByRole('button', { name: 'Really remove it' }).click()
      await expect(alice.shell.event('Market')).toBeHidden()
      await expect(calendars.row('Town hall')).toHaveCount(0)
    })
  } finally {
    await host.stop()
  }
})
