import { type Locator, type Page, expect } from '@playwright/test'

/** The settings page where freebusy URLs are found, tested and kept. */
export class FreebusyFinder {
  readonly page: Page
  readonly steps: Locator
  readonly found: Locator

  constructor(page: Page) {
    this.page = page
    this.steps = page.getByRole('list', { name: 'What was tried' }).getByRole('listitem')
    this.found = page.getByRole('article', { name: /^Free\/busy at / })
  }

  async look(what: string, whose?: string): Promise<void> {
    await this.page.getByLabel('Mail address or freebusy URL').fill(what)
    if (whose !== undefined) await this.page.getByLabel('Whose is it?').fill(whose)
    await this.page.getByRole('button', { name: /^(Find|Test) it$/ }).click()
  }

  async signIn(user: string, password: string): Promise<void> {
    await this.page.getByLabel(/^User name at /).fill(user)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Test with this sign-in' }).click()
  }

  async keepFor(whom: string): Promise<void> {
    await this.found.getByRole('button', { name: `Keep for ${whom}` }).click()
    await expect(this.found).toBeHidden()
  }

  kept(whom: string | RegExp): Locator {
    return this.page.getByRole('region', { name: 'Kept addresses' }).getByRole('listitem').filter({ hasText: whom })
  }
}
