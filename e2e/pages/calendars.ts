import type { Locator, Page } from '@playwright/test'

/** The calendars at the side, and what can be done with each. */
export class Calendars {
  readonly page: Page
  readonly side: Locator

  constructor(page: Page) {
    this.page = page
    this.side = page.getByRole('complementary', { name: 'Sidebar' })
  }

  row(name: string): Locator {
    return this.side.getByRole('checkbox', { name })
  }

  async make(name: string): Promise<void> {
    await this.side.getByRole('button', { name: /^New calendar in/ }).first().press('Enter')
    const dialog = this.page.getByRole('dialog', { name: 'New calendar' })
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Make calendar' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  async openSettings(name: string): Promise<Locator> {
    await this.side.getByRole('button', { name: `Settings of ${name}` }).press('Enter')
    return this.page.getByRole('dialog', { name: `Settings of ${name}` })
  }
}
