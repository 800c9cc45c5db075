import { type Locator, type Page, expect } from '@playwright/test'

/** Settings page "What others see": my row as others get it, and the published links. */
export class Publishing {
  readonly page: Page
  readonly seen: Locator
  readonly dialog: Locator

  constructor(page: Page) {
    this.page = page
    this.seen = page.getByRole('region', { name: 'What others see' })
    this.dialog = page.getByRole('dialog', { name: /Publish your free and busy time|Change / })
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name })
  }

  /** Fills the form; the preview stands beside it. */
  async begin(form: { readonly name: string; readonly url: string; readonly user: string; readonly password: string; readonly round?: string }): Promise<void> {
    await this.page.getByRole('button', { name: 'Publish…' }).click()
    await this.dialog.getByLabel('Name', { exact: true }).fill(form.name)
    await this.dialog.getByLabel('Address it is written to').fill(form.url)
    await this.dialog.getByRole('textbox', { name: 'User name' }).fill(form.user)
    await this.dialog.getByRole('textbox', { name: 'Password' }).fill(form.password)
    if (form.round !== undefined) {
      await this.dialog.getByRole('button', { name: /Times are shown in/ }).click()
      await this.page.getByRole('option', { name: form.round }).click()
    }
  }

  async publish(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Publish this' }).click()
    await expect(this.dialog).toBeHidden()
  }

  async stop(name: string): Promise<void> {
    await this.card(name).getByRole('button', { name: 'Stop publishing…' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Stop and take it away' }).click()
    await expect(this.card(name)).toBeHidden()
  }
}
