import { type Locator, type Page, expect } from '@playwright/test'
import { dayInWords, monthInWords } from './days.ts'

/** The window of one person: the places at the side, the calendar, and the bar that takes things back. */
export class Shell {
  readonly page: Page
  readonly places: Locator
  readonly month: Locator
  readonly lastChange: Locator

  constructor(page: Page) {
    this.page = page
    this.places = page.getByRole('navigation', { name: 'Places' })
    this.month = page.getByRole('region', { name: 'Month overview' })
    this.lastChange = page.getByRole('group', { name: 'Last change' })
  }

  /** The week is drawn and the accounts are known. */
  async ready(): Promise<void> {
    await expect(this.places).toBeVisible()
  }

  /** Asks the servers for news, as a person who waits would, until the page shows what came. */
  async until(seen: (patience: { timeout: number }) => Promise<void>): Promise<void> {
    await expect(async () => {
      await this.page.getByRole('button', { name: 'ask the servers for news' }).click()
      await seen({ timeout: 1_000 })
    }).toPass({ timeout: 30_000, intervals: [50] })
  }

  async untilVisible(what: Locator): Promise<void> {
    await this.until((patience) => expect(what).toBeVisible(patience))
  }

  async goTo(place: 'Invitations' | 'Not sent yet' | 'People and rooms'): Promise<void> {
    await this.places.getByRole('button', { name: place }).click()
  }

  /** Leaves whatever is shown for the calendar. */
  async showCalendar(): Promise<void> {
    await this.goToView('Week')
  }

  async goToSettings(section: 'General' | 'Notices' | 'Accounts' | 'Mail' | 'Free/busy addresses' | 'Your hours' | 'What others see' | 'Cannot be read' | 'Diagnostics'): Promise<void> {
    await this.page.getByRole('button', { name: 'Settings', exact: true }).click()
    await this.page.getByRole('navigation', { name: 'Settings' }).getByRole('button', { name: section }).click()
  }

  async goToView(view: 'Day' | 'Week' | 'Month' | 'Agenda'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name: view }).click()
  }

  /** Opens the week of a day by the month at the side. */
  async goToDay(daysAhead: number): Promise<void> {
    const wanted = this.month.getByRole('group', { name: monthInWords(daysAhead) })
    for (let turned = 0; turned < 3 && !(await wanted.isVisible()); turned += 1) await this.month.getByRole('button', { name: 'Next month' }).click()
    // A week that was looked at before may lie behind.
    for (let turned = 0; turned < 6 && !(await wanted.isVisible()); turned += 1) await this.month.getByRole('button', { name: 'Previous month' }).click()
    await wanted.getByRole('button', { name: new RegExp(`^${dayInWords(daysAhead)}\\b`) }).click()
  }

  /** An event in the calendar, by its title. */
  event(title: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name: new RegExp(`^${title}, `) })
  }
}
