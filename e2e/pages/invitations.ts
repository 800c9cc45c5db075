import { type Locator, type Page, expect } from '@playwright/test'

export type ListSection = 'Needs answer' | 'Changed since you answered' | 'Cancelled' | 'Problems' | 'Answered'

/** What others ask of me: the list, and the card of the chosen one. */
export class Invitations {
  readonly page: Page
  readonly list: Locator

  constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('region', { name: 'Invitations' })
  }

  item(section: ListSection, title: string): Locator {
    return this.list.getByRole('region', { name: section, exact: true }).getByRole('button', { name: title })
  }

  /** The chosen one, where it stands in this section. */
  chosenIn(section: ListSection): Locator {
    return this.list.getByRole('region', { name: section, exact: true }).locator('[aria-current="true"]')
  }

  /** Wherever it stands in the list: an answer moves it, and another may be shown first. */
  async show(title: string): Promise<void> {
    await this.list.getByRole('button', { name: title }).first().click()
  }

  /** A message in the Inbox that waits for the person. */
  waiting(title: string): Locator {
    return this.page.getByRole('status', { name: 'Messages for you' }).getByRole('group', { name: title })
  }

  card(title: string): Card {
    return new Card(this.page.getByRole('article', { name: title }))
  }
}

class Card {
  readonly article: Locator

  constructor(article: Locator) {
    this.article = article
  }

  /** The line on top that says how it stands. */
  get strip(): Locator {
    return this.article.getByRole('status')
  }

  /** One line of "What changed". */
  change(field: 'When' | 'Where' | 'Title'): Locator {
    return this.article.getByRole('definition').filter({ has: this.article.page().locator(`xpath=preceding-sibling::dt[.="${field}"]`) })
  }

  /** Passes the invitation to somebody else, as far as what was said of who is told. */
  async passTo(address: string): Promise<void> {
    await this.article.getByRole('button', { name: 'Pass it on…' }).click()
    const dialog = this.article.page().getByRole('dialog', { name: 'Who goes in your place?' })
    const field = dialog.getByRole('combobox', { name: 'Name or address' })
    await field.fill(address)
    await field.press('Enter')
    await expect(dialog.getByRole('status', { name: 'Who is told' })).toContainText(/comes instead of you/)
    await dialog.getByRole('button', { name: 'Pass it on' }).click()
    await expect(dialog).toBeHidden()
  }

  async answer(verb: 'Accept' | 'Maybe' | 'Decline', comment = ''): Promise<void> {
    if (comment !== '') await this.article.getByRole('textbox', { name: /^A word to / }).fill(comment)
    await this.article.getByRole('button', { name: new RegExp(`^${verb}\\b`) }).first().click()
  }
}
