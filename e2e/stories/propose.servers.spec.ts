import { dayOf, workday } from '../pages/days.ts'
import { Proposing } from '../pages/proposing.ts'
import { expect, test } from './fixtures.ts'

const title = 'Budget talk'

test('counter and decline-counter: a guest proposes another time, the organizer keeps the time, then takes a second proposal', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const [hers, his] = [new Proposing(alice.page), new Proposing(bob.page)]
  const herCard = alice.invitations.card(title).article
  const hisCard = bob.invitations.card(title).article

  await test.step('alice invites bob, who sees it', async () => {
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(title)
    await alice.editor.setDay(dayOf(workday(3)))
    await alice.editor.setTime('Start', '09:30')
    await alice.editor.setTime('End', '10:15')
    await alice.editor.invite(organisations.person('bob').address)
    const sheet = await alice.editor.review()
    await sheet.send(/^Send 1 message$/)
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
    await bob.invitations.item('Needs answer', title).click()
  })

  await test.step('bob proposes the day after on the people grid, with a word', async () => {
    await hisCard.getByRole('button', { name: 'Propose a new time…' }).click()
    await his.proposeNextDay('That morning is full.')
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(his.listed(hisCard).getByText(/^waiting for/))
    await expect(his.listed(hisCard)).toContainText('You proposed')
  })

  await test.step('alice sees who proposes what and why, keeps the time, and bob reads that', async () => {
    await alice.shell.goTo('Invitations')
    await alice.shell.untilVisible(alice.invitations.item('Needs answer', title))
    await alice.invitations.item('Needs answer', title).click()
    await expect(hers.listed(herCard)).toContainText(/bob.* proposes/i)
    await expect(hers.listed(herCard)).toContainText('That morning is full.')
    await expect(hers.listed(herCard)).toContainText(/Then: /)
    await hers.keepTheTime(herCard, 'Carol can only then.')
    await bob.shell.untilVisible(his.listed(hisCard).getByText(/keeps the time/))
  })

  await test.step('bob moves it by key in his calendar: it stays, and the proposal opens with that time', async () => {
    await hisCard.getByRole('button', { name: 'Show in the calendar' }).click()
    const event = bob.page.locator('[data-key]').filter({ hasText: title }).first()
    await event.focus()
    await event.press('Alt+ArrowDown')
    await expect(his.sheet).toContainText('09:45–10:30')
    await his.sheet.getByRole('button', { name: 'Leave it' }).click()
    await expect(event).toContainText('09:30')
    await bob.shell.goTo('Invitations')
  })

  await test.step('bob proposes again; on her people grid a bar says who is free then, and alice moves the meeting there by key', async () => {
    await hisCard.getByRole('button', { name: 'Propose a new time…' }).click()
    await his.proposeNextDay('Then please the day after.')
    await alice.shell.untilVisible(hers.listed(herCard).getByRole('button', { name: /^Move it there/ }))
    await herCard.getByRole('button', { name: 'Show in the calendar' }).click()
    await alice.shell.event(title).first().click()
    await alice.inspector.edit()
    await alice.editor.toGrid()
    await hers.grid.getByRole('button', { name: '1 proposed time' }).click()
    await alice.page.getByRole('menuitem', { name: /bob/i }).click()
    const ghost = hers.ghost(/bob.* proposes .*Then: .*(free|busy|unknown)/i)
    await ghost.focus()
    await ghost.press('Enter')
    await expect(hers.opened).toContainText('Then please the day after.')
    await hers.moveThere(hers.opened)
    await expect(ghost).toBeHidden()
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Changed since you answered', title))
    await bob.invitations.item('Changed since you answered', title).click()
    await bob.shell.untilVisible(his.listed(hisCard).getByText(/took it/))
  })
})
