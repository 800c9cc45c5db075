import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

const title = 'Contract talk'

test('the other organisation is down: that is said at once; up again, the invitation is sent once more @on:practice,cyrus-two', async ({ open, organisations }) => {
  const { peer } = organisations
  if (peer === null) throw new Error('one server holds both organisations')
  const alice = await open('alice')
  const dave = organisations.person('dave').address

  await test.step('alice invites dave, whose server is down, and sees that he was not reached', async () => {
    await peer.down()
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(title)
    await alice.editor.setDay(dayOf(workday(6)))
    await alice.editor.setTime('Start', '09:00')
    await alice.editor.invite(dave)
    await (await alice.editor.review()).send('Send 1 message')
    // Nobody asks the server for news: what became of the message comes with the save.
    await expect(alice.inspector.person('dave')).toContainText(/could not be delivered|not delivered|not reached/i)
    await expect(alice.inspector.people).toContainText('1 not delivered')
  })

  await test.step('it stands among what needs her, and counts in the title of the window', async () => {
    await alice.shell.goTo('Invitations')
    await alice.shell.untilVisible(alice.invitations.item('Problems', title))
    await expect(alice.page).toHaveTitle(/^\([1-9]\d*\) Parley$/)
  })

  await test.step('the server is up again; sent again, it arrives', async () => {
    await peer.up()
    await alice.shell.showCalendar()
    await alice.shell.goToDay(workday(6))
    await alice.shell.event(title).click()
    const sheet = await alice.inspector.sendAgain('dave')
    await expect(sheet.group('Invitation')).toContainText('The first one did not arrive')
    await sheet.send('Send 1 message')
    await alice.shell.until((patience) => expect(alice.inspector.people).not.toContainText('not delivered', patience))
    await expect(alice.inspector.panel).toContainText('You sent it again to')
  })

  await test.step('dave finds it', async () => {
    const there = await open('dave')
    await there.shell.goTo('Invitations')
    await there.shell.untilVisible(there.invitations.item('Needs answer', title))
  })
})
