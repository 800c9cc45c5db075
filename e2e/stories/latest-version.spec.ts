import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

const title = 'Site visit'

/** Servers of the older model alone carry the question (RFC 6638 §11.5). */
test('an attendee asks for the latest version, the organizer looks and sends it @carries', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const day = workday(6)

  await test.step('alice invites; the sheet says that Parley sends it through her server', async () => {
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(title)
    await alice.editor.setDay(dayOf(day))
    await alice.editor.setTime('Start', '11:00')
    await alice.editor.setTime('End', '12:00')
    await alice.editor.invite(organisations.person('bob').address)
    const sheet = await alice.editor.review()
    await expect(sheet.group('Invitation')).toContainText('Sent by Parley through north.example.')
    await sheet.send(/^Send 1 message$/)
  })

  await test.step('bob sees it, and asks for the latest', async () => {
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
    await bob.invitations.item('Needs answer', title).click()
    await bob.invitations.card(title).article.getByRole('button', { name: 'Show in the calendar' }).click()
    await bob.inspector.panel.getByRole('button', { name: 'More' }).click()
    await bob.page.getByRole('menuitem', { name: 'Ask for the latest…' }).click()
    const sheet = bob.page.getByRole('dialog', { name: 'Ask for the latest' })
    await expect(sheet).toContainText('They are asked for the meeting as it stands now')
    await sheet.getByRole('button', { name: 'Send 1 message' }).click()
    await expect(sheet).toBeHidden()
  })

  await test.step('alice finds the question, sees what leaves, and sends it', async () => {
    await alice.shell.goTo('Invitations')
    await alice.shell.untilVisible(alice.invitations.waiting(title))
    await expect(alice.invitations.waiting(title)).toContainText('asks for the meeting as it stands now')
    await alice.invitations.waiting(title).getByRole('button', { name: 'Open…' }).click()
    const sheet = alice.page.getByRole('dialog', { name: 'The latest version is asked for' })
    await expect(sheet).toContainText('They get the meeting as it stands now. Nobody else is told. Sent by Parley through north.example.')
    await sheet.getByRole('button', { name: 'Send the latest, send 1 message' }).click()
    await expect(alice.invitations.waiting(title)).toBeHidden()
  })
})
