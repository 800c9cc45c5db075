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

  /** An entry of the menu. */
  async act(entry: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'More', exact: true }).click()
    await this.page.getByRole('menuitem', { name: entry }).click()
  }

  /** Of a series, `dates` chooses which: `/^Only /`, `/and later/`, `/^All dates/`. */
  async edit(dates?: RegExp): Promise<void> {
    await this.panel.getByRole('button', { name: 'Edit…' }).click()
    if (dates) await this.page.getByRole('dialog', { name: 'Which dates do you want to change?' }).getByRole('button', { name: dates }).click()
  }

  /** Answers one date, or more, of a series that is shown. */
  async answer(verb: 'Accept' | 'Maybe' | 'Decline', dates: RegExp): Promise<void> {
    await this.panel.getByRole('region', { name: 'Your answer' }).getByRole('button', { name: verb }).click()
    await this.page.getByRole('menuitem', { name: dates }).click()
  }

  /** Reminds one person of the invitation, as far as the sheet. */
  async remind(name: string): Promise<SendSheet> {
    await this.people.getByRole('button', { name: new RegExp(`^Remind ${name}`, 'i') }).click()
    const sheet = new SendSheet(this.page.getByRole('dialog', { name: 'Remind of the invitation' }))
    await expect(sheet.heading).toBeVisible()
    return sheet
  }

  /** Words to the people of the meeting, as far as the sheet. */
  async write(): Promise<Locator> {
    await this.act('Write to people…')
    return this.page.getByRole('dialog', { name: 'Write to people' })
  }

  /** Sends the invitation once more to somebody it did not reach, as far as the sheet. */
  async sendAgain(name: string): Promise<SendSheet> {
    await this.person(name).getByRole('button', { name: 'Send again…' }).click()
    const sheet = new SendSheet(this.page.getByRole('dialog', { name: 'Send the invitation again' }))
    await expect(sheet.heading).toBeVisible()
    return sheet
  }

  /** Calls the meeting off, as far as the sheet that says who will be told. */
  async cancelMeeting(dates?: RegExp): Promise<SendSheet> {
    await this.panel.getByRole('button', { name: 'More', exact: true }).click()
    await this.page.getByRole('menuitem', { name: 'Cancel the meeting…' }).click()
    if (dates) await this.page.getByRole('dialog', { name: 'Which dates do you want to cancel?' }).getByRole('button', { name: dates }).click()
    const sheet = new SendSheet(this.page.getByRole('dialog', { name: 'Who will be told' }))
    await expect(sheet.heading).toBeVisible()
    return sheet
  }
}
