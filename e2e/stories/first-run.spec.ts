import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AddAccount, Welcome } from '../pages/accounts.ts'
import { expect, test } from './fixtures.ts'

test('practice is one key press away, and a dark room stays dark', async ({ open }) => {
  const { page, shell } = await open()
  const welcome = new Welcome(page)
  await expect(welcome.heading).toBeVisible()
  await page.keyboard.press('p')
  await shell.ready()
  await expect(page.getByText('Practice: nothing leaves this computer')).toBeVisible()

  await shell.goToSettings('General')
  await page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
  await page.reload()
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark')
})

test('an account by its address: a wrong password is told as one, the right one opens the week', async ({ open, organisations }) => {
  const { page, shell } = await open()
  const form = new AddAccount(page)
  const person = organisations.person('carol')
  await new Welcome(page).addAccount.press('Enter')
  await form.where.fill(person.address)
  await form.password.fill('not this one')
  await form.submit()
  await form.expectFault(/does not accept this user name and password/, /Nothing was changed/, /Type the password again/)
  await expect(form.where).toHaveValue(person.address)
  await expect(form.password).toBeFocused()

  await form.password.fill(person.password)
  await form.submit()
  await form.begin.click()
  await shell.ready()
  await expect(page.getByRole('region', { name: person.address })).toBeVisible()
})

test('bad addresses each get their own sentence, and the rest keeps working', async ({ open }) => {
  const { page } = await open()
  const form = new AddAccount(page)
  await new Welcome(page).addAccount.click()
  const website = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Bakery</h1>'))
  await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', () => resolve()))
  const { port } = website.address() as AddressInfo

  await test.step('a page that is no calendar server', async () => {
    await form.where.fill(`http://127.0.0.1:${port}/`)
    await form.user.fill('carol')
    await form.password.fill('whatever')
    await form.submit()
    await form.expectFault(/is not a calendar server/)
  })

  await new Promise<void>((resolve) => website.close(() => resolve()))
  website.closeAllConnections()
  await test.step('a server that is down', async () => {
    await form.submit()
    await form.expectFault(/is not answering/)
  })

  await page.getByRole('button', { name: 'Back' }).click()
  await expect(new Welcome(page).heading).toBeVisible()
})
