import { eventually, occurrencesOf, slot } from '../acceptance/desk.ts'
import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { occupied } from './life.ts'

test.use({ apart: 'find-times' })

test('a weekly meeting is checked on all of its dates: the one that does not fit is moved, and saved so', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const { editor, grid } = alice
  const first = workday(8)
  const dentist = slot(first + 14, 10)
  await occupied(bob, 'Dentist', dentist)

  await test.step('four dates, one of them taken: it is named, with who is busy', async () => {
    await alice.page.keyboard.press('n')
    await editor.title.fill('Review')
    await editor.setDay(dayOf(first))
    await editor.setTime('Start', '10:00')
    await editor.invite(organisations.person('bob').address)
    await editor.repeatWeekly(4)
    await editor.toGrid()
    await expect(grid.suggestions.getByRole('status')).toHaveText('3 of 4 dates clear')
    await expect(grid.oddDates).toContainText('busy')
  })

  await test.step('one press moves that date alone; the editor says so, and it is saved so', async () => {
    await grid.oddDates.getByRole('button', { name: /^Move / }).click()
    await expect(grid.oddDates).toContainText(/at \d\d:\d\d/)
    await expect(grid.oddDates).not.toContainText('busy')
    await grid.useThisTime()
    await expect(editor.dialog.getByRole('list', { name: 'Dates that are different' }).getByRole('listitem')).toHaveCount(1)
    await (await editor.review()).send(/^Send/)
    const starts = async () => (await occurrencesOf(alice.app, 'Review')).map((one) => one.startUtc)
    await expect.poll(async () => (await starts()).length).toBe(4)
    const all = await starts()
    expect(all.filter((at) => at === dentist.startUtc)).toEqual([])
    expect(all.filter((at) => at < dentist.endUtc && at + 3_600_000 > dentist.startUtc)).toEqual([])
    for (const week of [0, 7, 21]) expect(all).toContain(slot(first + week, 10).startUtc)
  })

  await test.step('bob sees the date at its own time as well', async () => {
    const planned = (await occurrencesOf(alice.app, 'Review')).map((one) => one.startUtc)
    await eventually(bob.app, () => occurrencesOf(bob.app, 'Review'), (all) => expect(all.map((one) => one.startUtc)).toEqual(planned))
  })
})

test('nothing fits: the card says what would, if one thing gave way, and one press takes it', async ({ open, organisations }) => {
  const [alice, carol] = await Promise.all([open('alice'), open('carol')])
  const { page, grid, shell } = alice
  const gap = slot(workday(3), 12, 30)
  await occupied(carol, 'Fair', { localStart: slot(0, 0).localStart, localEnd: gap.localStart })
  await occupied(carol, 'Show', { localStart: gap.localEnd, localEnd: slot(20, 0).localStart })
  await shell.goTo('People and rooms')
  await grid.add(organisations.person('carol').address)
  await expect(grid.row('carol')).toContainText('Busy')
  await grid.lookAhead('next week')
  await expect(grid.tradeOffs.filter({ hasText: 'Carol is missing' })).not.toHaveCount(0)
  await grid.tradeOffs.filter({ hasText: '30 min instead of 1 h' }).click()
  await grid.expectAt('12:00–12:30', '2 free')
  // What sticks to the edge of the grid takes the focus without scrolling the meeting out of sight.
  await grid.bar.focus()
  await page.keyboard.press('Tab')
  await expect(grid.place.getByRole('combobox', { name: 'Add people or rooms' })).toBeFocused()
  await expect(grid.bar).toBeInViewport()
  await grid.row('carol').focus()
  await page.keyboard.press('Tab')
  await expect(grid.row('carol').getByRole('button', { name: /^More for / })).toBeFocused()
  await expect(grid.bar).toBeInViewport()
})
