import { allSent, draft, invite, slot } from '../acceptance/desk.ts'
import { dayInWords, dayOf, workday } from '../pages/days.ts'
import { Proposing } from '../pages/proposing.ts'
import { expect, test } from './fixtures.ts'
import { ownCalendar } from './life.ts'

test('without a mouse: write an event, open it, turn the weeks, answer an invitation', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const { page, shell, editor, inspector, invitations } = alice
  const day = workday(1)
  const calendar = await ownCalendar(bob)
  for (const [title, hour] of [['Choir practice', 17], ['Choir dinner', 19], ['Choir trip', 21]] as const) {
    await bob.app.call('save-event', { draft: draft({ calendar }, title, slot(day, hour), { organizer: organisations.person('bob').address, attendees: [invite(organisations.person('alice').address)] }) })
  }
  await allSent(bob.app)
  const press = (keys: string): Promise<void> => page.keyboard.press(keys)

  await test.step('N, the title, the day, Ctrl Enter', async () => {
    await press('n')
    await expect(editor.title).toBeFocused()
    await page.keyboard.type('Water the plants')
    await editor.dialog.getByLabel('Day', { exact: true }).focus()
    await page.keyboard.type(dayOf(day))
    await press('Enter')
    await editor.dialog.getByLabel('Start', { exact: true }).focus()
    await page.keyboard.type('8:15')
    await press('Enter')
    await press('Control+Enter')
    await expect(editor.dialog).toBeHidden()
  })

  await test.step('Ctrl K finds it, Enter opens it, Escape closes it', async () => {
    await press('Control+k')
    await expect(page.getByRole('combobox', { name: 'Search events, days and places' })).toBeFocused()
    await page.keyboard.type('water the')
    await expect(page.getByRole('listbox', { name: 'Results' }).getByRole('option', { name: /Water the plants/ })).toHaveAttribute('aria-selected', 'true')
    await press('Enter')
    await expect(inspector.panel.getByRole('heading', { name: 'Water the plants' })).toBeVisible()
    await press('Escape')
    await expect(inspector.panel).toBeHidden()
  })

  await test.step('arrows go from event to event, Enter opens, Alt and an arrow move it', async () => {
    const event = shell.event('Water the plants')
    await event.focus()
    await press('Enter')
    await expect(inspector.panel.getByRole('heading', { name: 'Water the plants' })).toBeVisible()
    await event.focus()
    await press('Alt+ArrowDown')
    await expect(event).toHaveAccessibleName(new RegExp(`${dayInWords(day)}, 08:30–09:30`))
  })

  await test.step('Page Down and Page Up turn the week, T comes back', async () => {
    const title = page.getByRole('banner').getByRole('heading', { level: 1 })
    await press('t')
    const thisWeek = await title.innerText()
    await press('PageDown')
    await expect(title).not.toHaveText(thisWeek)
    await press('PageUp')
    await expect(title).toHaveText(thisWeek)
    await press('PageDown')
    await press('t')
    await expect(title).toHaveText(thisWeek)

    // The week that was left stays drawn, and is there for nobody: neither for a reader nor for the focus.
    await shell.goToDay(day)
    await shell.event('Water the plants').focus()
    await press('PageDown')
    await expect(page.locator(`[data-ahead="${dayOf(day)}"]`)).toHaveCount(1)
    await expect(shell.event('Water the plants')).toHaveCount(0)
    await expect(page.locator('[data-ahead] :focus')).toHaveCount(0)
    await press('PageUp')
    await expect(shell.event('Water the plants')).toBeVisible()
    await expect(page.locator(`[data-date="${dayOf(day)}"]`)).toHaveCount(1)
    await press('t')
  })

  await test.step('I opens the invitations, A accepts', async () => {
    await press('r')
    await press('i')
    await shell.untilVisible(invitations.item('Needs answer', 'Choir practice'))
    await invitations.item('Needs answer', 'Choir practice').focus()
    await press('Enter')
    await press('a')
    await expect(invitations.item('Answered', 'Choir practice')).toBeFocused()
    // On to what still waits, not into what is answered.
    await press('j')
    await expect(invitations.chosenIn('Needs answer')).toBeFocused()
    await bob.shell.goToDay(day)
    await bob.shell.event('Choir practice').focus()
    await bob.page.keyboard.press('Enter')
    await bob.shell.until((patience) => expect(bob.inspector.person('alice')).toContainText('Yes', patience))
  })

  await test.step('X chooses several, D asks with all of them in sight, and answers them together', async () => {
    const [dinner, trip] = ['Choir dinner', 'Choir trip'].map((title) => invitations.item('Needs answer', title))
    for (const one of [dinner, trip]) {
      await shell.untilVisible(one!)
      await one!.focus()
      await press('Enter')
      await press('x')
    }
    await expect(invitations.list.getByText('2 chosen')).toBeVisible()
    await press('d')
    const dialog = page.getByRole('dialog', { name: 'Decline all of these?' })
    await expect(dialog).toContainText(/Choir dinner.*Choir trip/)
    await dialog.getByRole('button', { name: 'Decline 2' }).press('Enter')
    for (const title of ['Choir dinner', 'Choir trip']) await expect(invitations.item('Answered', title)).toContainText('Declined')
    await expect(invitations.list.getByText('2 chosen')).toHaveCount(0)
  })

  await test.step('P leads to the grid, where another time is proposed; thought better of, it is taken back', async () => {
    const proposing = new Proposing(page)
    await invitations.item('Answered', 'Choir trip').focus()
    await press('Enter')
    await press('p')
    await proposing.proposeNextDay('Or a day later?')
    await press('i')
    await invitations.show('Choir trip')
    const card = invitations.card('Choir trip').article
    await shell.untilVisible(proposing.listed(card).getByRole('button', { name: /^Take back/ }))
    await proposing.takeBack(card, 'I cannot come at all.', 'Declined')
    await expect(proposing.listed(card)).toContainText('you took it back')
  })

  await test.step('what was declined stays as a ghost in the calendar until it is hidden', async () => {
    await shell.goToDay(day)
    await expect(shell.event('Choir dinner')).toHaveAccessibleName(/Declined/)
    await page.getByRole('checkbox', { name: 'Declined and cancelled' }).press('Space')
    await expect(shell.event('Choir dinner')).toHaveCount(0)
    await expect(shell.event('Choir practice')).toHaveCount(1)
  })
})

test('without a mouse: five hundred people on the grid', async ({ open, organisations }) => {
  const { page, grid } = await open('alice')
  const press = (keys: string): Promise<void> => page.keyboard.press(keys)
  const guest = (n: number): string => organisations.unreachable.replace('@', `.${n}@`)
  const focused = page.locator(':focus')
  await press('5')
  await expect(grid.bar).toBeFocused()
  await grid.paste(Array.from({ length: 500 }, (_, n) => guest(n)))
  await expect(grid.lines).toHaveAttribute('aria-rowcount', '502')
  await expect(grid.bar).toHaveAttribute('aria-valuetext', /500 unknown/)

  await test.step('down past what was in sight, one key after the other', async () => {
    for (let n = 0; n <= 30; n++) await press('ArrowDown')
    await expect(focused).toHaveAttribute('data-address', guest(29))
    await expect(focused).toBeInViewport()
  })
  await test.step('R changes the role, and the focus stays on the person', async () => {
    await press('r')
    await expect(grid.lines).toHaveAttribute('aria-rowcount', '503')
    await expect(focused).toHaveAttribute('data-address', guest(29))
    await expect(focused).toBeInViewport()
  })
  await test.step('up again, Delete takes the person out and goes on to the next', async () => {
    await press('ArrowUp')
    await expect(focused).toHaveAttribute('data-address', guest(499))
    await press('ArrowUp')
    await press('Delete')
    await expect(focused).toHaveAttribute('data-address', guest(499))
    await expect(grid.lines).toHaveAttribute('aria-rowcount', '502')
  })
  await test.step('an arrow along the time moves the meeting, and its words say for how many', async () => {
    const before = await grid.bar.getAttribute('aria-valuetext')
    await press('ArrowRight')
    await expect(grid.bar).not.toHaveAttribute('aria-valuetext', before ?? '')
    await expect(grid.bar).toHaveAttribute('aria-valuetext', /499 unknown/)
  })
  await test.step('opened once more, the rows in sight come first, and all else after them', async () => {
    await press('Escape')
    await press('Escape')
    await expect(grid.place).toBeHidden()
    const first = await grid.noteFirstRows()
    await press('5')
    const { rows, buttons } = await first()
    expect(rows).toBeGreaterThan(0)
    expect(buttons).toBe(0)
    await expect(grid.bar).toBeFocused()
    await expect(grid.lines).toHaveAttribute('aria-rowcount', '502')
    // More than fit are kept ready, but not for the first frame.
    await expect.poll(() => grid.people.count()).toBeGreaterThan(rows)
  })
})
