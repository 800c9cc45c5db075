import { dayOf, workday } from '../pages/days.ts'
import { Proposing } from '../pages/proposing.ts'
import { expect, test } from './fixtures.ts'

const title = 'Budget talk'

test('counter and decline-counter: a guest proposes another time, the organizer keeps the time, then takes a second proposal', { tag: '@delivers' }, async ({ open, organisations }) => {
  // From the other organisation, where messages get that far.
  const who = organisations.can.acrossOrganisations ? 'dave' : 'bob'
  const [alice, guest] = await Promise.all([open('alice'), open(who)])
  const [hers, his] = [new Proposing(alice.page), new Proposing(guest.page)]
  const herCard = alice.invitations.card(title).article
  const hisCard = guest.invitations.card(title).article

  await test.step('alice invites somebody, who sees it', async () => {
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(title)
    await alice.editor.setDay(dayOf(workday(3)))
    await alice.editor.setTime('Start', '09:30')
    await alice.editor.setTime('End', '10:15')
    await alice.editor.invite(organisations.person(who).address)
    const sheet = await alice.editor.review()
    await sheet.send(/^Send 1 message$/)
    await guest.shell.goTo('Invitations')
    await guest.shell.untilVisible(guest.invitations.item('Needs answer', title))
    await guest.invitations.item('Needs answer', title).click()
  })

  await test.step('the guest proposes the day after on the people grid, with a word', async () => {
    await hisCard.getByRole('button', { name: 'Propose a new time…' }).click()
    await his.proposeNextDay('That morning is full.')
    // Back where the invitation is, and the keys with it.
    await expect(guest.invitations.item('Needs answer', title).or(guest.invitations.item('Answered', title))).toBeFocused()
    await guest.shell.untilVisible(his.listed(hisCard).getByText(/^waiting for/))
    await expect(his.listed(hisCard)).toContainText('You proposed')
  })

  await test.step('alice sees who proposes what and why, keeps the time, and the guest reads that', async () => {
    await alice.shell.goTo('Invitations')
    await alice.shell.untilVisible(alice.invitations.item('Needs answer', title))
    await alice.invitations.item('Needs answer', title).click()
    await expect(hers.listed(herCard)).toContainText(new RegExp(`${who}.* proposes`, 'i'))
    await expect(hers.listed(herCard)).toContainText('That morning is full.')
    await expect(hers.listed(herCard)).toContainText(/Then: /)
    await hers.keepTheTime(herCard, 'Carol can only then.')
    await guest.shell.untilVisible(his.listed(hisCard).getByText(/keeps the time/))
    // The answer that carried the proposal is void with it.
    await guest.shell.untilVisible(guest.invitations.item('Changed since you answered', title))
  })

  await test.step('the guest moves it by key in his calendar: it stays, and the proposal opens with that time', async () => {
    await hisCard.getByRole('button', { name: 'Show in the calendar' }).click()
    const event = guest.page.locator('[data-key]').filter({ hasText: title }).first()
    await event.focus()
    await event.press('Alt+ArrowDown')
    await expect(his.sheet).toContainText('09:45–10:30')
    await his.sheet.getByRole('button', { name: 'Leave it' }).click()
    // Beside others it may be too narrow to draw its time.
    await expect(event).toHaveAccessibleName(/09:30–10:15/)
    await guest.shell.goTo('Invitations')
    await guest.invitations.show(title)
  })

  await test.step('the guest proposes again; on her people grid a bar says who is free then, and alice moves the meeting there by key', async () => {
    await hisCard.getByRole('button', { name: 'Propose a new time…' }).click()
    await his.proposeNextDay('Then please the day after.')
    await alice.shell.untilVisible(hers.listed(herCard).getByRole('button', { name: /^Move it there/ }))
    await herCard.getByRole('button', { name: 'Show in the calendar' }).click()
    await alice.shell.event(title).first().click()
    await alice.inspector.edit()
    await alice.editor.toGrid()
    await hers.grid.getByRole('button', { name: '1 proposed time' }).click()
    await alice.page.getByRole('menuitem', { name: new RegExp(who, 'i') }).click()
    const ghost = hers.ghost(new RegExp(`${who}.* proposes .*Then: .*(free|busy|unknown)`, 'i'))
    await ghost.focus()
    await ghost.press('Enter')
    await expect(hers.opened).toContainText('Then please the day after.')
    await hers.moveThere(hers.opened)
    await expect(ghost).toBeHidden()
    await guest.shell.goTo('Invitations')
    await guest.shell.untilVisible(guest.invitations.item('Changed since you answered', title))
    await guest.invitations.item('Changed since you answered', title).click()
    await guest.shell.untilVisible(his.listed(hisCard).getByText(/took it/))
  })
})
