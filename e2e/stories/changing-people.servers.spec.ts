import { allSent, draft, invite, slot } from '../acceptance/desk.ts'
import { workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { ownCalendar } from './life.ts'

const title = 'Roadmap'

test('one person is added and one taken off: each hears what concerns them, and an answer that was given stays', async ({ open, organisations }) => {
  // Several people, each with an app of their own, one after the other.
  test.slow()
  const [alice, bob, carol] = await Promise.all([open('alice'), open('bob'), open('carol')])
  const day = workday(5)
  const addressOf = (who: 'alice' | 'bob' | 'carol' | 'dave'): string => organisations.person(who).address

  await test.step('bob and dave are invited; bob accepts', async () => {
    await alice.app.call('save-event', { draft: draft({ calendar: await ownCalendar(alice) }, title, slot(day, 13), { organizer: addressOf('alice'), attendees: [invite(addressOf('bob')), invite(addressOf('dave'))] }) })
    await allSent(alice.app)
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
    await bob.invitations.item('Needs answer', title).click()
    await bob.invitations.card(title).answer('Accept')
    await bob.shell.untilVisible(bob.invitations.item('Answered', title))
  })

  await test.step('alice takes dave off and asks carol; the sheet tells the two apart, and bob is not asked again', async () => {
    await alice.shell.goToDay(day)
    await alice.shell.event(title).click()
    await alice.shell.until((patience) => expect(alice.inspector.person('bob')).toContainText('Yes', patience))
    await alice.inspector.edit()
    await alice.editor.remove('dave')
    await alice.editor.invite(addressOf('carol'))
    const sheet = await alice.editor.review()
    await expect(sheet.group('Invitation')).toContainText(/carol/i)
    // Where the other organisation is not reached, dave was never asked, and the sheet says that he will not hear of it either.
    await expect(sheet.group(organisations.can.acrossOrganisations ? 'Cancellation' : 'Will not arrive')).toContainText(/dave/i)
    await expect(sheet.heading.locator('xpath=ancestor::*[@role="dialog"]')).not.toContainText('must answer again')
    await sheet.send(/^Send \d messages$/)
    await allSent(alice.app)
  })

  await test.step('carol is asked; bob’s yes stands', async () => {
    await carol.shell.goTo('Invitations')
    await carol.shell.untilVisible(carol.invitations.item('Needs answer', title))
    await expect(alice.inspector.person('bob')).toContainText('Yes')
    await expect(alice.inspector.person('carol')).toContainText('No answer')
    await expect(alice.inspector.person('dave')).toHaveCount(0)
  })

  await test.step('alice reminds carol; that she did stands beside her and in the history, and a second time is not suggested', async () => {
    const sheet = await alice.inspector.remind('carol')
    await expect(sheet.group('Invitation')).toContainText(/carol/i)
    await sheet.send('Send 1 message')
    await allSent(alice.app)
    await expect(alice.inspector.person('carol')).toContainText(/Reminded today \d\d:\d\d · again from tomorrow/)
    await expect(alice.inspector.panel).toContainText(/You reminded .*carol.* of the invitation/i)
    await expect(alice.inspector.people.getByRole('button', { name: 'Reminded today…' })).toBeVisible()
    await expect(alice.inspector.person('bob')).toContainText('Yes')
  })

  if (!organisations.can.acrossOrganisations) return
  await test.step('dave, who had not answered, is asked for nothing any more', async () => {
    const dave = await open('dave')
    await dave.shell.goTo('Invitations')
    await dave.shell.until((patience) => expect(dave.invitations.item('Needs answer', title)).toHaveCount(0, patience))
    await dave.app.call('sync-now', { accountId: null })
    await expect(dave.invitations.item('Needs answer', title)).toHaveCount(0)
  })
})
