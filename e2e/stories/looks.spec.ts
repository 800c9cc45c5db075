import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { allSent, draft, slot } from '../acceptance/desk.ts'
import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { knobsOf, occupied, ownCalendar } from './life.ts'

/** What axe calls serious or critical on the page as it stands, as lines that name the place. */
async function faultsOf(page: Page): Promise<string[]> {
  // react-aria's own announcer keeps for some seconds what it has said, also about buttons that are gone.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n').at(-1)?.trim() ?? ''}`))
}

// A trace would keep axe's own half a megabyte once a screen; what it found is in the message.
test.use({ trace: 'off' })
test.describe.configure({ mode: 'parallel' })

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any screen, ${theme}`, async ({ open, organisations }) => {
    const [alice, bob] = await Promise.all([open('alice'), open('bob')])
    const { app, page, shell, grid, editor, invitations } = alice
    const knobs = knobsOf(organisations)
    await app.call('set-settings', { theme })
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: theme })
    // Each theme has its own day: the other's events lie in the same calendars.
    const day = workday(theme === 'light' ? 8 : 9)
    const title = `Review of the ${theme} theme`
    for (const [at, name] of ['Standup', 'Workshop', 'Interview'].entries()) await occupied(alice, `${name}, ${theme}`, slot(day, 9 + 2 * at))
    await bob.app.call('save-event', {
      draft: draft({ calendar: await ownCalendar(bob) }, title, slot(day, 11), { organizer: organisations.person('bob').address, attendees: [{ address: organisations.person('alice').address, name: '', role: 'required', kind: 'individual', answer: 'needs-action' }] }),
    })
    await allSent(bob.app)

    const clean = (what: string): Promise<void> =>
      test.step(what, async () => {
        expect.soft(await faultsOf(page), what).toEqual([])
      })

    await shell.goToDay(day)
    await expect(shell.event(`Workshop, ${theme}`)).toBeVisible()
    await clean('the week')
    await shell.event(`Workshop, ${theme}`).click()
    await expect(alice.inspector.panel.getByRole('heading', { name: `Workshop, ${theme}` })).toBeVisible()
    await clean('an event beside the week')
    await page.keyboard.press('Escape')
    for (const view of ['Day', 'Month', 'Agenda'] as const) {
      await shell.goToView(view)
      await expect(shell.event(`Workshop, ${theme}`)).toBeVisible()
      await clean(`the ${view.toLowerCase()} view`)
    }

    await shell.goTo('People and rooms')
    await grid.add(organisations.person('bob').address)
    await grid.add(organisations.unreachable)
    await grid.setDay(dayOf(day))
    await expect(grid.row('grace')).toContainText('Unknown')
    await clean('the people grid')
    await grid.place.getByRole('button', { name: 'As a table' }).click()
    await expect(grid.place.getByRole('table')).toBeVisible()
    await clean('the people grid as a table')
    await grid.useThisTime()
    await editor.title.fill(`${title}, once more`)
    await clean('the editor')
    await editor.review()
    await clean('who will get what')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await editor.dialog.getByRole('button', { name: 'Throw away' }).click()

    await shell.goTo('Invitations')
    await shell.untilVisible(invitations.item('Needs answer', title))
    await invitations.item('Needs answer', title).click()
    await expect(invitations.card(title).strip).toBeVisible()
    await clean('the invitations')

    await shell.showCalendar()
    await shell.goToDay(day)
    await shell.event(title).click()
    const words = await alice.inspector.write()
    await expect(words.getByRole('textbox', { name: 'Your words' })).toBeFocused()
    await clean('words to the people of a meeting')
    await page.keyboard.press('Escape')
    await expect(words).toHaveCount(0)

    await knobs.turn({ faults: [{ what: 'drop-before', user: 'alice' }] })
    await app.call('save-event', { draft: draft({ calendar: await ownCalendar(alice) }, `Waits, ${theme}`, slot(day, 18)) })
    await shell.goTo('Not sent yet')
    await expect(alice.queue.row(/Waits/)).toBeVisible()
    await clean('the queue')
    await knobs.reset()

    for (const section of ['General', 'Accounts', 'Cannot be read'] as const) {
      await shell.goToSettings(section)
      await clean(`settings, ${section}`)
    }
    await page.getByRole('button', { name: 'Add an account' }).first().click()
    await clean('adding an account')
  })
}
