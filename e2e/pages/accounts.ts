import { type Locator, type Page, expect } from '@playwright/test'

/** The first screen of an empty profile. */
export class Welcome {
  readonly heading: Locator
  readonly addAccount: Locator
  readonly practice: Locator
  readonly withoutServer: Locator

  constructor(page: Page) {
    this.heading = page.getByRole('heading', { name: 'Find the time, with anyone, on any server' })
    this.addAccount = page.getByRole('button', { name: /^Add your account/ })
    this.withoutServer = page.getByRole('button', { name: /^Start without a server/ })
    this.practice = page.getByRole('button', { name: /^Look around in practice/ })
  }
}

/** The form that adds an account, and the fault it shows. */
export class AddAccount {
  readonly page: Page
  readonly where: Locator
  readonly user: Locator
  readonly password: Locator
  readonly fault: Locator
  readonly begin: Locator

  constructor(page: Page) {
    this.page = page
    this.where = page.getByLabel('Mail address or server address')
    this.user = page.getByLabel('User name')
    this.password = page.getByLabel('Password', { exact: true })
    this.fault = page.getByRole('alert')
    this.begin = page.getByRole('button', { name: 'Start with this week' })
  }

  async submit(): Promise<void> {
    await this.page.getByRole('button', { name: /^(Add account|Try again)$/ }).click()
  }

  /** A fault is three sentences: what happened, what is safe, what to do. */
  async expectFault(...words: readonly RegExp[]): Promise<void> {
    for (const one of words) await expect(this.fault).toContainText(one)
  }
}
