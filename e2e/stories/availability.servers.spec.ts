import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

test.use({ apart: 'availability' })

test('my hours @delivers: painted, typed and kept by the server; a colleague sees them, or is told that nobody tells them', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  await alice.shell.goToSettings('Your hours')
  const { page } = alice
  const usual = page.getByRole('region', { name: 'Usual hours' })
  const week = usual.getByRole('application')

  await test.step('keys alone: a lunch break on every working day', async () => {
    await week.focus()
    await page.keyboard.press('Home')
    for (let step = 0; step < 24; step += 1) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Space')
    await expect(week).toHaveAccessibleName(/Mon, Tue, Wed, Thu, Fri 09:00–12:00; Mon, Tue, Wed, Thu, Fri 13:00–/)
    await expect(usual.getByRole('listitem')).toHaveCount(2)
  })
  await page.getByRole('button', { name: 'Save your hours' }).click()
  const servers = page.getByRole('region', { name: 'Your servers' })
  if (organisations.kind === 'davical') {
    // DAViCal 1.1.12 keeps hours and never looks at them.
    await expect(servers).toContainText('It cannot tell hours')
    return
  }
  if (organisations.kind === 'cyrus') {
    // Cyrus 3.6.1 looks at the first stretch of the day alone; that is said.
    await expect(servers).toContainText('tells only some of them')
    await usual.getByRole('button', { name: 'Take this line away' }).last().click()
    await page.getByRole('button', { name: 'Save your hours' }).click()
  }
  await expect(servers).toContainText('tells them to who asks')

  await test.step('bob’s grid: closed at lunch, free before and, where the server knows, after it', async () => {
    await bob.shell.goTo('People and rooms')
    await bob.grid.add(organisations.person('alice').address)
    await bob.grid.setDay(dayOf(workday(3)))
    await bob.grid.setStart(organisations.kind === 'cyrus' ? '10:00' : '14:00')
    await expect(bob.grid.row('alice')).toContainText('Free')
    await bob.grid.setStart('12:00')
    await expect(bob.grid.row('alice')).toContainText(/Away|Out|Off|Unavailable/)
  })
})
