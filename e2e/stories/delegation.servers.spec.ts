import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

const title = 'Supplier talks'

test('delegation: bob sends carol in his place; alice sees the chain, carol sees who sent her', async ({ open, organisations }) => {
  const [alice, bob, carol] = await Promise.all([open('alice'), open('bob'), open('carol')])
  const address = organisations.person('carol').address
  const deputy = alice.inspector.people.getByRole('listitem').filter({ hasText: /carol.*in place of bob/i })

  await test.step('alice invites bob', async () => {
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(title)
    await alice.editor.setDay(dayOf(workday(5)))
    await alice.editor.setTime('Start', '13:00')
    await alice.editor.setTime('End', '14:00')
    await alice.editor.invite(organisations.person('bob').address)
    const sheet = await alice.editor.review()
    await sheet.send('Send 1 message')
  })

  const bobs = bob.invitations.card(title)
  await test.step('bob passes it to carol, and sees who is told how', async () => {
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
    await bob.invitations.item('Needs answer', title).click()
    await bobs.passTo(address)
    await bob.shell.untilVisible(bob.invitations.item('Answered', title))
    await expect(bobs.strip).toContainText(/You passed this to carol/i)
  })

  await test.step('alice reads that he sends carol, and has her asked, unless her server did', async () => {
    await alice.shell.until((patience) => expect(alice.inspector.people).toContainText('Delegated', patience))
    if (organisations.can.deputies) await expect(alice.inspector.toDecide(/carol/i)).toHaveCount(0)
    else {
      await alice.shell.untilVisible(alice.inspector.toDecide(/carol/i))
      await expect(alice.inspector.toDecide(/carol/i)).toContainText(/bob.* sends carol.* instead/i)
      await alice.inspector.decide(/carol/i, /^Invite carol/i, (sheet) => expect(sheet.group('Invitation')).toContainText(/carol/i))
    }
    await alice.shell.untilVisible(deputy)
    await expect(alice.inspector.people).toContainText('1 invited')
  })

  const carols = carol.invitations.card(title)
  await test.step('carol is asked, sees that bob sent her, and says yes', async () => {
    await carol.shell.goTo('Invitations')
    await carol.shell.untilVisible(carol.invitations.item('Needs answer', title))
    await carol.invitations.item('Needs answer', title).click()
    await expect(carols.article).toContainText(/passed on by bob/i)
    await carols.answer('Accept')
    await carol.shell.untilVisible(carol.invitations.item('Answered', title))
  })

  await test.step('alice sees her yes', async () => {
    await alice.shell.until((patience) => expect(deputy).toContainText('Yes', patience))
    await expect(alice.inspector.people).toContainText('1 yes')
  })

  await test.step('bob learns of it where his server tells him; elsewhere he is told where the answer went', async () => {
    if (organisations.can.othersAnswers) await bob.shell.until((patience) => expect(bobs.strip).toContainText(/carol accepted/i, patience))
    else await expect(bobs.strip).toContainText(/You passed this to carol/i)
  })
})
