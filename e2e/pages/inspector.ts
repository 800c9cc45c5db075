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

  /** By first name or the start of an address; `bob` is not `bounce`, also behind the letters of a face. */
  person(name: string): Locator {
    return this.people.getByRole('listitem').filter({ hasText: new RegExp(`${name}(?![a-z])`, 'i') })
  }

  /** The one room that was asked. */
  get room(): Locator {
    return this.people.getByRole('listitem').filter({ hasText: /room/i })
  }

  /** Somebody who came without being asked, and waits for a decision. */
  toDecide(name: string | RegExp): Locator {
    return this.panel.getByRole('status', { name: 'To decide' }).getByRole('group', { name })
  }

  /** Presses a decision and sends what it sends; the sheet is given to look at before. */
  async decide(name: string | RegExp, button: string | RegExp, look: (sheet: SendSheet) => Promise<void>): Promise<void> {
    await this.toDecide(name).getByRole('button', { name: button }).click()
    const sheet = new SendSheet(this.page.getByRole('dialog', { name: 'Who will get what' }))
    await expect(sheet.heading).toBeVisible()
    await look(sheet)
    await sheet.send(/^Send \d/)
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
