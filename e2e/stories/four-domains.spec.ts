import { slot } from '../acceptance/desk.ts'
import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { occupied } from './life.ts'

test('four people of two organisations: one grid, an invitation across, replies back, and nobody forgotten who cannot be reached', async ({ open, organisations }) => {
  const title = 'Joint release'
  const [alice, dave, erin] = await Promise.all([open('alice'), open('dave'), open('erin')])
  const day = workday(5)
  await occupied(dave, 'Site visit', slot(day, 15))
  await occupied(erin, 'Swimming', slot(day, 16))
  const { grid, editor, inspector, shell } = alice
  const nobody = organisations.unreachable.split('@')[0] as string

  await test.step('the time of all four in one grid; of the fifth it says that nothing is known, and why', async () => {
    await shell.goTo('People and rooms')
    for (const who of ['bob', 'dave', 'erin'] as const) await grid.add(organisations.person(who).address)
    await grid.add(organisations.unreachable)
    await grid.setDay(dayOf(day))
    await grid.setStart('15:00')
    await expect(grid.row('bob')).toContainText('Free')
    await expect(grid.row('dave')).toContainText('Busy')
    await expect(grid.row('erin')).toContainText('Free')
    await expect(grid.row(nobody)).toContainText('Unknown')
    await expect(grid.row(nobody)).toContainText(/unknown: (no way to ask|not known there|server refused|server cannot be reached)/)
    await grid.expectAt('15:00–16:00', /3 free · 1 busy · 1 unknown/)
    await grid.setStart('16:00')
    await expect(grid.row('dave')).toContainText('Free')
    await expect(grid.row('erin')).toContainText('Busy')
    await grid.setStart('14:00')
    await grid.expectAt('14:00–15:00', /4 free · 1 unknown/)
    await grid.useThisTime()
  })

  await test.step('invited across; what became of each message is said at once, in words', async () => {
    await editor.title.fill(title)
    const sheet = await editor.review()
    for (const name of [/bob/i, /dave/i, /erin/i]) await expect(sheet.group('Invitation')).toContainText(name)
    await sheet.send(/^Send \d messages$/)
    await shell.untilVisible(inspector.person('bob').getByText('Delivered', { exact: true }))
    for (const name of ['dave', 'erin'] as const) await shell.untilVisible(inspector.person(name).getByText(`Delivered, ${organisations.person(name).address.split('@')[1]}`))
    await shell.until((patience) => expect(inspector.people).toContainText('1 not delivered', patience))
    await expect(inspector.person(nobody)).toContainText(/No way to deliver|Not known there|Could not be delivered|not allowed|may not invite/)
    await expect(inspector.person(nobody).getByRole('button', { name: 'Send by mail…' })).toBeVisible()
  })

  await test.step('dave and erin answer from their own servers; alice sees it', async () => {
    for (const [desk, verb] of [[dave, 'Accept'], [erin, 'Decline']] as const) {
      await desk.shell.goTo('Invitations')
      await desk.shell.untilVisible(desk.invitations.item('Needs answer', title))
      await desk.invitations.item('Needs answer', title).click()
      await expect(desk.invitations.card(title).article).toContainText(/alice/i)
      await desk.invitations.card(title).answer(verb)
      await desk.shell.untilVisible(desk.invitations.item('Answered', title))
    }
    await shell.until((patience) => expect(inspector.person('dave')).toContainText('Yes', patience))
    await shell.until((patience) => expect(inspector.person('erin')).toContainText('No', patience))
    await expect(inspector.people).toContainText('1 yes · 1 no · 1 no answer · 1 not delivered')
  })
})
