import { slot } from '../acceptance/desk.ts'
import { dayInWords, dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { occupied } from './life.ts'

test.use({ apart: 'simple-meeting' })

test('a simple meeting between two people: look, invite, accept, move, answer again, cancel', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const day = workday(3)
  const bobAddress = organisations.person('bob').address
  const title = 'Launch plan'
  await occupied(bob, 'Dentist', slot(day, 10))
  await occupied(bob, 'Lunch outside', slot(day, 12))

  await test.step('alice looks up bob’s time and picks a slot in which he is free', async () => {
    await alice.shell.goTo('People and rooms')
    await alice.grid.add(bobAddress)
    await alice.grid.setDay(dayOf(day))
    await alice.grid.setStart('10:00')
    await expect(alice.grid.row('bob')).toContainText('Busy')
    await alice.grid.expectAt('10:00–11:00', /1 free.*1 busy/)
    await alice.grid.nextFree()
    await alice.grid.expectAt('11:00–12:00', '2 free')
    await expect(alice.grid.row('bob')).toContainText('Free')
    await alice.grid.useThisTime()
  })

  await test.step('she invites him, and sees before who will get what', async () => {
    await alice.editor.title.fill(title)
    const sheet = await alice.editor.review()
    await expect(sheet.group('Invitation')).toContainText(/bob/i)
    await sheet.send('Send 1 message')
    await expect(alice.inspector.person('bob')).toContainText('No answer')
    await alice.shell.untilVisible(alice.inspector.person('bob').getByText(/Delivered|delivery not confirmed/))
  })

  const card = bob.invitations.card(title)
  await test.step('bob sees the invitation with his day around it, and accepts', async () => {
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
    await bob.invitations.item('Needs answer', title).click()
    await expect(card.strip).toContainText('New invitation')
    await expect(card.article).toContainText('11:00–12:00')
    await expect(card.article).toContainText('No conflicts')
    await expect(card.article.getByText('Dentist')).toBeVisible()
    await expect(card.article.getByText('Lunch outside')).toBeVisible()
    await card.answer('Accept')
    await bob.shell.untilVisible(bob.invitations.item('Answered', title))
    await expect(card.strip).toContainText('Accepted')
  })

  await test.step('alice sees that he accepted', async () => {
    await alice.shell.until((patience) => expect(alice.inspector.person('bob')).toContainText('Yes', patience))
  })

  await test.step('she moves it; bob sees old and new, and answers again', async () => {
    await alice.inspector.edit()
    await alice.editor.setTime('Start', '14:30')
    const sheet = await alice.editor.review()
    await expect(sheet.group('Update, must answer again')).toContainText(/bob/i)
    await sheet.send('Send 1 message')
    await expect(alice.shell.event(title)).toHaveAccessibleName(new RegExp(`${dayInWords(day)}, 14:30–15:30`))

    await bob.shell.untilVisible(bob.invitations.item('Changed since you answered', title))
    await bob.invitations.item('Changed since you answered', title).click()
    await expect(card.strip).toContainText('Your earlier answer: Accepted')
    await expect(card.change('When')).toContainText(/11:00.*14:30/)
    await card.answer('Maybe')
    await bob.shell.untilVisible(bob.invitations.item('Answered', title))
    await alice.shell.until((patience) => expect(alice.inspector.person('bob')).toContainText('Maybe', patience))
  })

  await test.step('she calls it off; bob sees it cancelled', async () => {
    const sheet = await alice.inspector.cancelMeeting()
    await expect(sheet.group('Cancellation')).toContainText(/bob/i)
    await sheet.send('Cancel and send 1 message')
    await expect(alice.shell.event(title)).toHaveCount(0)

    await bob.shell.untilVisible(bob.invitations.item('Cancelled', title))
    await bob.invitations.item('Cancelled', title).click()
    await expect(card.strip).toContainText('Cancelled.')
    await card.article.getByRole('button', { name: 'Understood, remove from the list' }).click()
    await expect(bob.invitations.item('Cancelled', title)).toHaveCount(0)
  })
})
