import { type Page, test as base } from '@playwright/test'
import { type RunningApp, startApp } from '../hosts/loopback.ts'
import { Editor } from '../pages/editor.ts'
import { Inspector } from '../pages/inspector.ts'
import { Invitations } from '../pages/invitations.ts'
import { PeopleGrid } from '../pages/people-grid.ts'
import { Queue } from '../pages/queue.ts'
import { Shell } from '../pages/shell.ts'
import { startCyrus } from '../servers/cyrus.ts'
import { startDavical } from '../servers/davical.ts'
import type { Organisations } from '../servers/organisations.ts'
import { startRadicale, startXandikos } from '../servers/plain.ts'
import { startPractice } from '../servers/practice.ts'

/** Which servers a project runs its stories on. */
export type ServerKind = Organisations['kind']

const starters: Record<ServerKind, () => Promise<Organisations>> = {
  practice: () => startPractice({ empty: true }),
  'practice-older': () => startPractice({ empty: true, older: true }),
  cyrus: () => startCyrus('one'),
  'cyrus-two': () => startCyrus('two'),
  davical: startDavical,
  radicale: startRadicale,
  xandikos: startXandikos,
}

/** One person at their own computer: the app, its page, and the parts of the page by name. */
export interface Desk {
  readonly app: RunningApp
  readonly page: Page
  readonly shell: Shell
  readonly grid: PeopleGrid
  readonly editor: Editor
  readonly inspector: Inspector
  readonly invitations: Invitations
  readonly queue: Queue
}

interface OpenOptions {
  /** How long messages wait for an undo. Most stories do not use it and wait for nothing. */
  readonly holdSeconds?: number
  /** A folder of an earlier start. */
  readonly home?: string
}

interface WorkerFixtures {
  readonly servers: ServerKind
  /**
   * A story that counts free hours names itself here and gets organisations that no other story writes to. The acceptance tests share theirs:
   * they count days where stories count working days, so that on some weekdays the two would meet in one hour.
   */
  readonly apart: string
  readonly organisations: Organisations
}

interface TestFixtures {
  /** A started app of one person with an open page: signed in when `as` is given. Everything ends with the test. */
  readonly open: (as?: Parameters<Organisations['person']>[0], options?: OpenOptions) => Promise<Desk>
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  servers: ['practice', { option: true, scope: 'worker' }],
  apart: ['', { option: true, scope: 'worker' }],
  organisations: [
    async ({ servers }, lend) => {
      const running = await starters[servers]()
      await lend(running)
      await running.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  open: async ({ browser, organisations }, lend) => {
    const desks: Desk[] = []
    await lend(async (as, { holdSeconds = 0, home } = {}) => {
      const app = await startApp({ practiceHost: organisations.practiceHost, ...(home === undefined ? {} : { home }) })
      if (as !== undefined && home === undefined) {
        const person = organisations.person(as)
        await app.call('set-settings', { holdSeconds })
        const { accountId } = await app.call('add-account', { where: person.where, user: person.user, password: person.password, allowPlainHttp: false })
        await app.call('sync-now', { accountId })
      }
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, timezoneId: 'Europe/Berlin', locale: 'en-GB' })
      const page = await context.newPage()
      await page.goto(await app.address())
      const desk = { app, page, shell: new Shell(page), grid: new PeopleGrid(page), editor: new Editor(page), inspector: new Inspector(page), invitations: new Invitations(page), queue: new Queue(page) }
      desks.push(desk)
      if (as !== undefined) await desk.shell.ready()
      return desk
    })
    for (const { app, page } of desks) {
      await page.context().close()
      await app.stop()
    }
  },
})

export { expect } from '@playwright/test'
