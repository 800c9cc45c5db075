import type { Locator, Page } from '@playwright/test'

/** The calendars at the side, and what can be done with each. */
export class Calendars {
  readonly page: Page
  readonly side: Locator

  constructor(page: Page) {
    this.page = page
    this.side = page.getByRole('complementary', { name: 'Sidebar' })
  }

  row(name: string): Locator {
    return this.side.getByRole('checkbox', { name })
  }

  async make(name: string): Promise<void> {
    await this.side.getByRole('button', { name: /^New calendar (in|on)/ }).first().press('Enter')
    const dialog = this.page.getByRole('dialog', { name: 'New calendar' })
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Make calendar' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  /** Lets an event go over a calendar of the sidebar. */
  async drop(event: Locator, name: string): Promise<void> {
    const [from, to] = [await event.boundingBox(), await this.row(name).boundingBox()]
    if (from === null || to === null) throw new Error('nothing to drag, or nowhere to drop it')
    await this.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2)
    await this.page.mouse.down()
    await this.page.mouse.move(from.x, from.y + from.height / 2, { steps: 3 })
    await this.page.mouse.move(to.x + 6, to.y + 6, { steps: 3 })
    await this.page.mouse.up()
  }

  async openSettings(name: string): Promise<Locator> {
    await this.side.getByRole('button', { name: `Settings of ${name}` }).press('Enter')
    return this.page.getByRole('dialog', { name: `Settings of ${name}` })
  }
}
