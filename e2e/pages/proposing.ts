import type { Locator, Page } from '@playwright/test'

/** Another time for a meeting: asked for on the grid or by a drop, and decided where the meeting is shown. */
export class Proposing {
  readonly page: Page
  readonly grid: Locator
  readonly sheet: Locator

  constructor(page: Page) {
    this.page = page
    this.grid = page.getByRole('region', { name: 'People grid' })
    this.sheet = page.getByRole('dialog', { name: 'Propose a new time' })
  }

  /** From the grid on: a day later, with a word, and sent. */
  async proposeNextDay(words: string): Promise<void> {
    await this.grid.press('Control+ArrowRight')
    await this.grid.getByRole('button', { name: /^Propose this time/ }).click()
    await this.sheet.getByRole('textbox', { name: /^A word to / }).fill(words)
    await this.sheet.getByRole('button', { name: /^Send/ }).click()
  }

  /** What was proposed for the meeting that is shown in `place`. */
  listed(place: Locator): Locator {
    return place.getByRole('region', { name: 'Proposed times' }).getByRole('group')
  }

  async keepTheTime(place: Locator, words: string): Promise<void> {
    await this.listed(place).getByRole('button', { name: /^Keep the time/ }).click()
    const sheet = this.page.getByRole('dialog', { name: 'Keep the time?' })
    await sheet.getByRole('textbox', { name: /^A word to / }).fill(words)
    await sheet.getByRole('button', { name: /^Keep it/ }).click()
  }

  /** One that waits for the organizer already, with the answer that carries it. */
  async takeBack(place: Locator, words: string, answer: string): Promise<void> {
    await this.listed(place).getByRole('button', { name: /^Take back/ }).click()
    const sheet = this.page.getByRole('dialog', { name: 'Take back the proposed time?' })
    await sheet.getByRole('textbox', { name: /^A word to / }).fill(words)
    await sheet.getByRole('radio', { name: answer }).check({ force: true })
    await sheet.getByRole('button', { name: /^Take it back and tell / }).click()
  }

  /** The mark at the head of a bar over everybody's rows. */
  ghost(name: RegExp): Locator {
    return this.grid.getByRole('button', { name })
  }

  /** What opens from the mark of a bar. */
  get opened(): Locator {
    return this.page.getByRole('dialog', { name: /proposes another time$/ })
  }

  async moveThere(place: Locator): Promise<void> {
    await place.getByRole('button', { name: /^Move it there/ }).click()
    await this.page.getByRole('dialog', { name: 'Move the meeting there?' }).getByRole('button', { name: /^Move and send/ }).click()
  }
}
