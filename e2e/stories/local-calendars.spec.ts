import { allSent, draft, slot } from '../acceptance/desk.ts'
import { Welcome } from '../pages/accounts.ts'
import { Calendars } from '../pages/calendars.ts'
import { workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

test('without a server: a calendar on this computer outlives a power cut, and its events go to a server and back', async ({ open, organisations }) => {
  const day = workday(2)
  const first = await open()
  await new Welcome(first.page).withoutServer.press('Enter')
  await first.shell.ready()
  const local = (await first.app.call('accounts', {})).accounts[0]!
  expect([local.address, local.local]).toEqual(['On this computer', true])
  const title = 'Beans in the shed'
  await first.app.call('save-event', { draft: draft({ calendar: local.calendars[0]!.id }, title, slot(day, 10)) })

  await test.step('it is renamed', async () => {
    const settings = await new Calendars(first.page).openSettings('Personal')
    await settings.getByLabel('Name').fill('Shed')
    await settings.getByLabel('Name').press('Enter')
    await expect(new Calendars(first.page).row('Shed')).toBeChecked()
    await first.page.keyboard.press('Escape')
  })
  await test.step('nobody can be invited from it, which the editor says', async () => {
    const { page, shell, editor } = first
    await shell.goToDay(day)
    await shell.event(title).dblclick()
    await editor.invite(organisations.person('bob').address)
    await expect(editor.dialog.getByRole('status').filter({ hasText: 'nobody can be invited' })).toContainText('Add an account')
    await page.keyboard.press('Escape')
    await editor.dialog.getByRole('button', { name: 'Throw away' }).click()
    await expect(editor.dialog).toBeHidden()
  })

  await first.app.killAll()
  const { app, page, shell, inspector } = await open(undefined, { home: first.app.home })
  const calendars = new Calendars(page)
  await shell.goToDay(day)
  await expect(shell.event(title)).toBeVisible()
  const person = organisations.person('alice')
  await app.call('set-settings', { holdSeconds: 0 })
  await app.call('add-account', { where: person.where, user: person.user, password: person.password, allowPlainHttp: false })
  await app.call('sync-now', { accountId: null })
  const onServer = (await app.call('accounts', {})).accounts.find((one) => !one.local)!.calendars.find((one) => one.writable)!

  await test.step('dragged onto a calendar of the server it is sent there', async () => {
    await expect(calendars.row(onServer.name)).toBeChecked()
    await calendars.drop(shell.event(title), onServer.name)
    await expect(shell.lastChange).toContainText(`Move “${title}” to the calendar “${onServer.name}”`)
    await allSent(app)
    await shell.event(title).click()
    await expect(inspector.panel).toContainText(onServer.name)
  })
  await test.step('by keys it comes back, and undo leaves it on the server', async () => {
    await page.keyboard.press('m')
    await page.getByRole('dialog', { name: `Move “${title}” to` }).getByRole('button', { name: 'Shed' }).click()
    await expect(shell.lastChange).toContainText('to the calendar “Shed”')
    await page.keyboard.press('Control+z')
    await expect(shell.lastChange).toContainText('Taken back')
    await shell.event(title).click()
    await expect(inspector.panel).toContainText(onServer.name)
    await allSent(app)
  })
  await test.step('a copy is put beside it, and its calendar is deleted and brought back', async () => {
    await page.keyboard.press('c')
    await page.getByRole('dialog', { name: `Copy “${title}” to` }).getByRole('button', { name: 'Shed' }).click()
    await expect(shell.event(title)).toHaveCount(2)
    const settings = await calendars.openSettings('Shed')
    await settings.getByRole('button', { name: 'Delete…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete “Shed”?' })
    await expect(dialog).toContainText('on this computer alone')
    await dialog.getByRole('textbox').fill('Shed')
    await dialog.getByRole('button', { name: 'Delete calendar' }).click()
    await expect(shell.event(title)).toHaveCount(1)
    await shell.lastChange.getByRole('button', { name: /^Undo/ }).click()
    await expect(shell.event(title)).toHaveCount(2)
  })
})
