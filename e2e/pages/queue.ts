import type { Locator, Page } from '@playwright/test'

/** What was done and has not reached a server. */
export class Queue {
  readonly page: Page
  readonly rows: Locator
  readonly empty: Locator

  constructor(page: Page) {
    this.page = page
    this.rows = page.getByRole('main').getByRole('article')
    this.empty = page.getByRole('heading', { name: 'Everything has been sent' })
  }

  row(intent: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('article', { name: intent })
  }
}
