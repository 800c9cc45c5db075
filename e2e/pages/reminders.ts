import type { Locator, Page } from '@playwright/test'

/** The card over the window with what wants to be remembered. */
export class Reminders {
  readonly page: Page
  readonly card: Locator

  constructor(page: Page) {
    this.page = page
    this.card = page.getByRole('region', { name: 'Reminders' })
  }

  of(title: string): Locator {
    return this.card.getByRole('listitem').filter({ hasText: title })
  }

  async dismiss(title: string): Promise<void> {
    await this.card.getByRole('button', { name: `Dismiss the reminder of ${title}` }).click()
  }

  async later(title: string, choice: string): Promise<void> {
    await this.card.getByRole('button', { name: `Remind me of ${title} later` }).click()
    await this.page.getByRole('menuitem', { name: choice }).click()
  }
}
