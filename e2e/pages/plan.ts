import { type Download, type Locator, type Page, expect } from '@playwright/test'

interface Package {
  readonly hours: string
  readonly people: readonly string[]
  readonly way?: 'All together' | 'Any one of them' | 'Shared between them'
  readonly after?: string
  readonly withoutMe?: string
}

/** Work packages, everybody's capacity, and the blocks in their time. */
export class Plan {
  readonly page: Page
  readonly place: Locator
  readonly packages: Locator
  readonly capacity: Locator
  readonly timeline: Locator

  constructor(page: Page) {
    this.page = page
    this.place = page.getByRole('region', { name: 'Plan', exact: true })
    this.packages = this.place.getByRole('region', { name: 'Work packages' })
    this.capacity = this.place.getByRole('table', { name: /^Capacity/ })
    this.timeline = this.place.getByRole('region', { name: 'Timeline' })
  }

  async start(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Plan', exact: true }).click()
    await this.page.getByRole('button', { name: 'New plan…' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New plan' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: 'Create plan' }).click()
    await expect(this.place.getByRole('button', { name })).toBeVisible()
  }

  async add(title: string, { hours, people, way, after, withoutMe }: Package): Promise<void> {
    await this.packages.getByRole('button', { name: 'Add', exact: false }).first().click()
    const dialog = this.page.getByRole('dialog', { name: 'New package' })
    await dialog.getByRole('textbox', { name: 'What' }).fill(title)
    await dialog.getByRole('textbox', { name: 'Hours' }).fill(hours)
    for (const address of people) {
      const field = dialog.getByRole('combobox', { name: 'Add people' })
      await field.fill(address)
      await expect(this.page.getByRole('listbox', { name: 'Add people' }).getByRole('option').first()).toBeVisible()
      await field.press('Enter')
      await expect(field).toHaveValue('')
    }
    if (withoutMe !== undefined) await dialog.getByRole('button', { name: `Take out ${withoutMe}` }).click()
    if (way !== undefined) {
      await dialog.getByRole('button', { name: /How$/ }).click()
      await this.page.getByRole('option', { name: way }).click()
    }
    if (after !== undefined) await dialog.getByRole('group', { name: 'After' }).getByText(after, { exact: true }).click()
    await dialog.getByRole('button', { name: 'Add package' }).click()
    await expect(this.package(title)).toBeVisible()
  }

  package(title: string): Locator {
    return this.packages.getByRole('button', { name: new RegExp(`^${title}`) })
  }

  /** The row of a person in the capacity map. */
  capacityOf(name: string): Locator {
    return this.capacity.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: new RegExp(name, 'i') }) })
  }

  /** Blocks of a package in the row of a person. */
  blocks(person: string, title: string): Locator {
    return this.timeline.getByRole('group', { name: new RegExp(person, 'i') }).getByRole('button', { name: new RegExp(`^${title}\\. `) })
  }

  async press(name: string | RegExp): Promise<void> {
    await this.place.getByRole('button', { name }).first().click()
  }

  async export(kind: 'Calendar file (.ics)' | 'Table (.csv)'): Promise<Download> {
    const download = this.page.waitForEvent('download')
    await this.place.getByRole('button', { name: 'Export' }).click()
    await this.page.getByRole('menuitem', { name: kind }).click()
    return download
  }
}
