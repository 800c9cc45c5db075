import { otherClient, slot } from '../acceptance/desk.ts'
import { workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { knobsOf, occupied } from './life.ts'

test('an event that cannot be read is shown as such, and hides nothing else', async ({ open, organisations }) => {
  const day = workday(1)
  const dave = await open('dave')
  await occupied(dave, 'Still here', slot(day, 10))
  const { client, calendars } = await otherClient(organisations, 'dave')
  const calendar = calendars[0]
  if (calendar === undefined) throw new Error('dave has no calendar')
  const broken = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Another//Program//EN', 'BEGIN:VEVENT', 'UID:broken-clock', 'DTSTAMP:20260101T000000Z', 'SUMMARY:Broken clock', 'DTSTART:soon', 'DTEND:later', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  const put = await client.createCalendarObject({ calendar, filename: 'broken-clock.ics', iCalString: broken })
  expect(put.status).toBe(201)

  await dave.shell.goToSettings('Cannot be read')
  const line = dave.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Broken clock' })
  await dave.shell.untilVisible(line)
  await line.getByRole('button', { name: 'Show text' }).click()
  await expect(dave.page.getByRole('dialog', { name: 'Broken clock' })).toContainText('DTSTART:soon')
  await dave.page.keyboard.press('Escape')
  await dave.shell.showCalendar()
  await dave.shell.goToDay(day)
  await expect(dave.shell.event('Still here')).toBeVisible()
})

test('a server that goes down later: its calendars stay in sight, and the page says how it stands', async ({ open, organisations }) => {
  const knobs = knobsOf(organisations)
  const day = workday(2)
  const erin = await open('erin')
  await occupied(erin, 'On the shelf', slot(day, 13))
  await knobs.turn({ faults: [{ what: 'drop-before', user: 'erin' }] })
  const account = erin.page.getByRole('region', { name: organisations.person('erin').address })
  await erin.shell.until((patience) => expect(account).toContainText(/cannot be reached|Offline|not reached/i, patience))
  await erin.shell.goToDay(day)
  await expect(erin.shell.event('On the shelf')).toBeVisible()
  await knobs.reset()
  await erin.shell.until((patience) => expect(account).toContainText('Live', patience))
})

test('the core crashes: it comes back by itself and the page goes on', async ({ open }) => {
  const bob = await open('bob')
  const day = workday(3)
  await occupied(bob, 'Before the crash', slot(day, 9))
  const before = await bob.app.corePid()
  process.kill(before, 'SIGKILL')
  await expect(async () => expect(await bob.app.corePid()).not.toBe(before)).toPass({ timeout: 15_000, intervals: [50] })
  await bob.shell.goToDay(day)
  await expect(bob.shell.event('Before the crash')).toBeVisible()
  await bob.shell.event('Before the crash').click()
  await bob.inspector.edit()
  await bob.editor.setTime('Start', '09:45')
  await bob.editor.save()
  await expect(bob.shell.event('Before the crash')).toHaveAccessibleName(/09:45–10:45/)
  await bob.shell.goTo('Not sent yet')
  await expect(bob.queue.empty).toBeVisible()
})
