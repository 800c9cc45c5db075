import { type Locator, type Page, expect } from '@playwright/test'

/** The sheet in which an event is written, and the one that says who will get what. */
export class Editor {
  readonly page: Page
  readonly dialog: Locator
  readonly title: Locator

  constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog', { name: /^(New|Edit) event$/ })
    this.title = this.dialog.getByLabel('Title', { exact: true })
  }

  async setTime(label: 'Start' | 'End', time: string): Promise<void> {
    await this.#type(label, time)
  }

  async setDay(date: string): Promise<void> {
    await this.#type('Day', date)
  }

  async #type(label: string, text: string): Promise<void> {
    const field = this.dialog.getByLabel(label, { exact: true })
    await field.fill(text)
    await field.press('Enter')
  }

  async invite(address: string): Promise<void> {
    const field = this.dialog.getByRole('combobox', { name: 'Add people or rooms' })
    await field.fill(address)
    await expect(this.page.getByRole('listbox', { name: 'Add people or rooms' }).getByRole('option').first()).toBeVisible()
    await field.press('Enter')
    await expect(field).toHaveValue('')
  }

  /** The first calendar of somebody whom this person acts for. */
  async writeAs(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name: /Calendar$/ }).click()
    await this.page.getByRole('option').filter({ hasText: `as ${name}` }).first().click()
    await expect(this.dialog.getByRole('status').filter({ hasText: name })).toBeVisible()
  }

  /** Takes somebody off the list, by first name or the start of an address. */
  async remove(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name: new RegExp(`^More for ${name}`, 'i') }).click()
    await this.page.getByRole('menuitem', { name: 'Remove' }).click()
  }

  /** Types a part of a name and takes the person or room the directory has found. */
  async inviteFound(name: string): Promise<void> {
    const field = this.dialog.getByRole('combobox', { name: 'Add people or rooms' })
    await field.fill(name)
    await this.page.getByRole('listbox', { name: 'Add people or rooms' }).getByRole('option').filter({ hasText: new RegExp(`${name}@`, 'i') }).click()
    await expect(field).toHaveValue('')
  }

  /** Every week on the day it has, so many times. */
  async repeatWeekly(times: number): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Repeats:/ }).click()
    await this.page.getByRole('menuitem', { name: /^Every week on / }).click()
    await this.dialog.getByRole('button', { name: /^Repeats without end|^Repeats for|^Repeats until/ }).click()
    await this.page.getByRole('menuitem', { name: 'a number of times' }).click()
    const count = this.dialog.getByRole('spinbutton')
    await count.fill(String(times))
    await count.press('Tab')
  }

  async toGrid(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^People grid/ }).click()
  }

  /** Goes on to the sheet that says who will get what. */
  async review(): Promise<SendSheet> {
    await this.dialog.getByRole('button', { name: /^Review and (send|save)/ }).click()
    const sheet = new SendSheet(this.dialog)
    await expect(sheet.heading).toBeVisible()
    return sheet
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Save\b/ }).click()
    await expect(this.dialog).toBeHidden()
  }
}

export class SendSheet {
  readonly heading: Locator
  readonly #dialog: Locator

  constructor(dialog: Locator) {
    this.#dialog = dialog
    this.heading = dialog.getByRole('heading', { name: 'Who will get what' })
  }

  /** One group of people, e.g. "Invitation", "Update, must answer again", "Cancellation", "Will not arrive". */
  group(title: string): Locator {
    return this.#dialog.getByRole('heading', { name: new RegExp(`^${title}`) }).locator('xpath=ancestor::section[1]')
  }

  /** Presses the button that names the number of messages, and sees the sheet go. */
  async send(button: string | RegExp): Promise<void> {
    await this.#dialog.getByRole('button', { name: button }).click()
    await expect(this.#dialog).toBeHidden()
  }
}
