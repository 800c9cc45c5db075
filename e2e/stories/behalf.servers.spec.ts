import { allSent, draft, slot } from '../acceptance/desk.ts'
import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { ownCalendar } from './life.ts'

/** T-C19, PPL-5, ITP-45. */
test('acting for somebody else @on:practice,davical', async ({ open, organisations }) => {
  const owner = organisations.delegator
  if (owner === null) throw new Error('nobody to act for here')
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const lunch = 'Lunch with the board'
  const review = 'Review of the year'

  await test.step('alice takes up what her server lets her do', async () => {
    await alice.shell.goToSettings('Accounts')
    await alice.page.getByRole('button', { name: `Act for ${owner.name}` }).click()
    await expect(alice.page.getByText(`You act for ${owner.name}, signed in as ${organisations.person('alice').address}`)).toBeVisible()
    await alice.shell.showCalendar()
    await expect(alice.page.getByRole('region', { name: owner.address, exact: true }).getByRole('checkbox').first()).toBeChecked()
  })

  await test.step('she invites bob in their name, and sees so before it leaves', async () => {
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(lunch)
    await alice.editor.setDay(dayOf(workday(6)))
    await alice.editor.setTime('Start', '07:00')
    await alice.editor.setTime('End', '07:30')
    await alice.editor.writeAs(owner.name)
    await alice.editor.invite(organisations.person('bob').address)
    const sheet = await alice.editor.review()
    await expect(sheet.heading.locator('..')).toContainText(`Sent as ${owner.name}`)
    await sheet.send('Send 1 message')
    await expect(alice.inspector.panel).toContainText(`You organize for ${owner.name}`)
    await expect(alice.inspector.panel).toContainText(`You, for ${owner.name}, invited`)
  })

  await test.step('bob is invited by them, and his yes arrives in their meeting', async () => {
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', lunch))
    await bob.invitations.item('Needs answer', lunch).click()
    await expect(bob.invitations.card(lunch).article).toContainText(owner.name)
    await bob.invitations.card(lunch).answer('Accept')
    await bob.shell.untilVisible(bob.invitations.item('Answered', lunch))
    await alice.shell.until((patience) => expect(alice.inspector.person('bob')).toContainText('Yes', patience))
  })

  await test.step('bob invites them; alice answers in their name', async () => {
    await bob.app.call('save-event', {
      draft: draft({ calendar: await ownCalendar(bob) }, review, slot(workday(6), 6), { organizer: organisations.person('bob').address, attendees: [{ address: owner.address, name: '', role: 'required', kind: 'individual', answer: 'needs-action' }] }),
    })
    await allSent(bob.app)
    await alice.shell.goTo('Invitations')
    const item = alice.invitations.item('Needs answer', review)
    await alice.shell.untilVisible(item)
    await expect(item).toContainText(`for ${owner.name}`)
    await item.click()
    await expect(alice.invitations.card(review).article).toContainText(`You answer as ${owner.name}`)
    await alice.invitations.card(review).answer('Accept')
    await alice.shell.untilVisible(alice.invitations.item('Answered', review))
    await bob.shell.showCalendar()
    await bob.shell.goToDay(workday(6))
    await bob.shell.event(review).click()
    await bob.shell.until((patience) => expect(bob.inspector.person(owner.address.split('@')[0] ?? '')).toContainText('Yes', patience))
  })
})
