import { allSent, draft, slot } from '../acceptance/desk.ts'
import { workday } from '../pages/days.ts'
import { Calendars } from '../pages/calendars.ts'
import { expect, test } from './fixtures.ts'

/** CAL-8: a calendar of one's own from the sidebar alone, by keyboard, on whichever server. */
test('a calendar is made, filled, renamed and deleted, and comes back with all in it', async ({ open }) => {
  const alice = await open('alice', { holdSeconds: 60 })
  const calendars = new Calendars(alice.page)
  const day = workday(2)

  await calendars.make('Garden')
  await expect(calendars.row('Garden')).toBeChecked()
  const { accounts } = await alice.app.call('accounts', {})
  const garden = accounts.flatMap((account) => account.calendars).find((calendar) => calendar.name === 'Garden')
  await alice.app.call('save-event', { draft: draft({ calendar: garden!.id }, 'Plant the beans', slot(day, 9)) })
  await allSent(alice.app)
  await alice.shell.goToDay(day)
  await expect(alice.shell.event('Plant the beans')).toBeVisible()

  const settings = await calendars.openSettings('Garden')
  await settings.getByLabel('Name').fill('Allotment')
  await settings.getByLabel('Name').press('Enter')
  await alice.page.keyboard.press('Escape')
  await expect(calendars.row('Allotment')).toBeVisible()
  await allSent(alice.app)

  const again = await calendars.openSettings('Allotment')
  await again.getByRole('button', { name: 'Delete…' }).click()
  const question = alice.page.getByRole('dialog', { name: 'Delete “Allotment”?' })
  await expect(question).toContainText('1 event in it is deleted on the server')
  await expect(question.getByRole('button', { name: 'Delete calendar' })).toBeDisabled()
  await question.getByRole('textbox').fill('Allotment')
  await question.getByRole('button', { name: 'Delete calendar' }).click()
  await expect(calendars.row('Allotment')).toBeHidden()
  await expect(alice.shell.event('Plant the beans')).toBeHidden()

  await alice.shell.lastChange.getByRole('button', { name: /^Undo/ }).click()
  await expect(calendars.row('Allotment')).toBeVisible()
  await expect(alice.shell.event('Plant the beans')).toBeVisible()
})
