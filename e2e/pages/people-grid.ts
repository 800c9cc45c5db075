import { type Locator, type Page, expect } from '@playwright/test'

/** Everybody's time in rows, with the meeting as a bar over them. */
export class PeopleGrid {
  readonly page: Page
  readonly place: Locator
  readonly bar: Locator
  readonly suggestions: Locator
  readonly #rows: Locator

  constructor(page: Page) {
    this.page = page
    this.place = page.getByRole('region', { name: 'People grid' })
    this.bar = this.place.getByRole('slider', { name: 'The meeting' })
    this.suggestions = this.place.getByRole('region', { name: 'Times that work' })
    this.#rows = this.place.getByRole('grid', { name: 'People and their time' }).getByRole('row')
  }

  /** Types an address in full and takes it: works for people no directory knows. */
  async add(address: string): Promise<void> {
    const field = this.place.getByRole('combobox', { name: 'Add people or rooms' })
    await field.fill(address)
    await expect(this.page.getByRole('listbox', { name: 'Add people or rooms' }).getByRole('option').first()).toBeVisible()
    await field.press('Enter')
    await expect(field).toHaveValue('')
  }

  /** A list out of another program, as the clipboard brings it. */
  async paste(addresses: readonly string[]): Promise<void> {
    await this.place.getByRole('combobox', { name: 'Add people or rooms' }).evaluate((field, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text', text)
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, addresses.join(', '))
  }

  /** Lines of the grid, drawn or not: people and the heads of their groups. */
  get lines(): Locator {
    return this.place.getByRole('grid', { name: 'People and their time' })
  }

  /** The row of a person, by the start of their name or address. */
  row(name: string): Locator {
    return this.#rows.filter({ has: this.page.getByRole('rowheader', { name: new RegExp(`${name}(?![a-z])`, 'i') }) })
  }

  /** The rows of people that are drawn now. */
  get people(): Locator {
    return this.lines.locator('[role="row"][data-address]')
  }

  /** Notes what is there at the moment the first rows are drawn; to be called before the grid is opened. Gives what reads the note. */
  async noteFirstRows(): Promise<() => Promise<{ readonly rows: number; readonly buttons: number }>> {
    const note = await this.page.evaluateHandle(() => {
      const first = new Promise<{ rows: number; buttons: number }>((resolve) => {
        const observer = new MutationObserver(() => {
          const rows = document.querySelectorAll('[role="grid"] [role="row"][data-address]').length
          if (rows === 0) return
          observer.disconnect()
          resolve({ rows, buttons: document.querySelectorAll('[role="toolbar"][aria-label="Find a time"] button').length })
        })
        observer.observe(document.body, { childList: true, subtree: true })
      })
      return { first }
    })
    return () => note.evaluate(({ first }) => first)
  }

  async setDay(date: string): Promise<void> {
    await this.#type('Day', date)
  }

  async setStart(time: string): Promise<void> {
    await this.#type('Start', time)
  }

  async #type(label: string, text: string): Promise<void> {
    const field = this.place.getByLabel(label, { exact: true })
    await field.fill(text)
    await field.press('Enter')
  }

  async nextFree(): Promise<void> {
    await this.place.getByRole('toolbar', { name: 'Find a time' }).getByRole('button', { name: /^Next free/ }).click()
  }

  /** The mark on the ruler where the next time lies at which all are free. */
  get nextMark(): Locator {
    return this.place.getByRole('button', { name: /^Next free: / })
  }

  /** What can be done at once about somebody of whom nothing is known. */
  actOn(name: string, act: 'Try again' | 'Add URL…' | 'Treat as free' | 'No longer as free'): Locator {
    return this.row(name).getByRole('gridcell').getByRole('button', { name: act, exact: true })
  }

  /** The same act in the table view. */
  inTable(name: string, act: 'Try again' | 'Add URL…' | 'Treat as free' | 'No longer as free'): Locator {
    return this.place.getByRole('table').getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: new RegExp(`${name}(?![a-z])`, 'i') }) }).getByRole('button', { name: act, exact: true })
  }

  get day(): Locator {
    return this.place.getByLabel('Day', { exact: true })
  }

  /** What the bar says: day, times and how many are free. */
  async expectAt(times: string, counts: string | RegExp): Promise<void> {
    await expect(this.bar).toHaveAttribute('aria-valuetext', new RegExp(times))
    await expect(this.bar).toHaveAttribute('aria-valuetext', counts instanceof RegExp ? counts : new RegExp(counts))
  }

  /** Dates of the series that do not fit, or that are to be different. */
  get oddDates(): Locator {
    return this.suggestions.getByRole('list', { name: 'Dates that are different or do not fit' })
  }

  /** What would fit if one thing gave way. */
  get tradeOffs(): Locator {
    return this.suggestions.getByRole('list', { name: 'It works if one thing gives way' }).getByRole('button')
  }

  async lookAhead(span: string): Promise<void> {
    await this.suggestions.getByRole('button', { name: /^next / }).click()
    await this.page.getByRole('menuitem', { name: span, exact: true }).click()
  }

  async useThisTime(): Promise<void> {
    await this.place.getByRole('button', { name: /^Use this time/ }).click()
  }

  async fromMenuOf(name: string, entry: string): Promise<void> {
    await this.row(name).getByRole('rowheader').hover()
    await this.row(name).getByRole('button', { name: /^More for / }).click()
    await this.page.getByRole('menuitem', { name: entry }).click()
  }

  async giveUrl(name: string, url: string): Promise<void> {
    await this.fromMenuOf(name, 'Add freebusy URL…')
    await this.answerUrl(url)
  }

  /** Fills and leaves the dialog that asks for a URL. */
  async answerUrl(url: string): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: /^Freebusy URL of / })
    await dialog.getByLabel('Address of the freebusy file').fill(url)
    await dialog.getByRole('button', { name: 'Keep and ask' }).click()
    await expect(dialog).toBeHidden()
  }

  /** What one source of a person says, under their row while sources are compared. */
  sourceRow(label: string): Locator {
    return this.#rows.filter({ has: this.page.getByRole('rowheader', { name: new RegExp(`^${label}`) }) })
  }
}
