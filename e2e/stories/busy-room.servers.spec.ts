import { allSent, draft, invite, slot } from '../acceptance/desk.ts'
import { workday } from '../pages/days.ts'
import { type Desk, expect, test } from './fixtures.ts'
import { ownCalendar } from './life.ts'

test('a room that is taken says no: the organizer sees it on the meeting and in her list', async ({ open, organisations }) => {
  test.slow()
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  // Neither Cyrus nor DAViCal has rooms that answer: carol keeps this one, and answers for it where her own invitations are.
  const keeper = organisations.can.roomAnswers ? null : await open('carol')
  const room = keeper === null ? (organisations.room ?? '') : organisations.person('carol').address
  const day = workday(8)
  const book = async (desk: Desk, who: 'alice' | 'bob', title: string, says: 'Accept' | 'Decline'): Promise<void> => {
    await desk.app.call('save-event', { draft: draft({ calendar: await ownCalendar(desk) }, title, slot(day, 15), { organizer: organisations.person(who).address, attendees: [invite(room, 'required', 'room')] }) })
    await allSent(desk.app)
    if (keeper === null) return
    await keeper.shell.goTo('Invitations')
    await keeper.shell.untilVisible(keeper.invitations.item('Needs answer', title))
    await keeper.invitations.item('Needs answer', title).click()
    await keeper.invitations.card(title).answer(says)
    await keeper.shell.untilVisible(keeper.invitations.item('Answered', title))
    await allSent(keeper.app)
  }

  await book(bob, 'bob', 'Workshop', 'Accept')
  await bob.shell.goToDay(day)
  await bob.shell.event('Workshop').click()
  await bob.shell.until((patience) => expect(bob.inspector.room).toContainText('Booked', patience))

  await book(alice, 'alice', 'All hands', 'Decline')
  await alice.shell.goToDay(day)
  await alice.shell.event('All hands').click()
  await alice.shell.until((patience) => expect(alice.inspector.room).toContainText('Taken', patience))
  await alice.shell.goTo('Invitations')
  await expect(alice.invitations.list.getByRole('button', { name: /All hands/ })).toContainText(/declined/)
})
