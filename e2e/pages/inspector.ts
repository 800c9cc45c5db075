import { type Locator, type Page, expect } from '@playwright/test'
import { SendSheet } from './editor.ts'

/** The panel of one event beside the calendar. */
export class Inspector {
  readonly page: Page
  readonly panel: Locator
  readonly people: Locator

  constructor(page: Page) {
    this.page = page
    this.panel = page.getByRole('complementary', { name: 'Event' })
    this.people = this.panel.getByRole('region', { name: 'People' })
  }

  person(name: string): Locator {
    return this.people.getByRole('listitem').filter({ hasText: new RegExp(name, 'i') })
  }

  async edit(): Promise<void> {
    await this.panel.getByRole('button', { name: 'Edit…' }).click()
  }

  /** Calls the meeting off, as far as the sheet that says who will be told. */
  async cancelMeeting(): Promise<SendSheet> {
    await this.panel.getByRole('button', { name: 'More', exact: true }).click()
    await this.page.getByRole('menuitem', { name: 'Cancel the meeting…' }).click()
    const sheet = new SendSheet(this.page.getByRole('dialog', { name: 'Who will be told' }))
    await expect(sheet.heading).toBeVisible()
    return sheet
  }
}
