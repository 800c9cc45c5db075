import { allSent, draft, invite, slot } from '../acceptance/desk.ts'
import { workday } from '../pages/days.ts'
import { type Desk, expect, test } from './fixtures.ts'
import { ownCalendar } from './life.ts'

test('a room that is taken says no: the organizer sees it on the meeting and in her list', async ({ open, organisations }) => {
  const room = organisations.room ?? ''
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const day = workday(8)
  const book = async (desk: Desk, who: 'alice' | 'bob', title: string): Promise<void> => {
    await desk.app.call('save-event', { draft: draft({ calendar: await ownCalendar(desk) }, title, slot(day, 15), { organizer: organisations.person(who).address, attendees: [invite(room, 'required', 'room')] }) })
    await allSent(desk.app)
  }

  await book(bob, 'bob', 'Workshop')
  await bob.shell.goToDay(day)
  await bob.shell.event('Workshop').click()
  await bob.shell.until((patience) => expect(bob.inspector.room).toContainText('Booked', patience))

  await book(alice, 'alice', 'All hands')
  await alice.shell.goToDay(day)
  await alice.shell.event('All hands').click()
  await alice.shell.until((patience) => expect(alice.inspector.room).toContainText('Taken', patience))
  await alice.shell.goTo('Invitations')
  await expect(alice.invitations.list.getByRole('button', { name: /All hands/ })).toContainText(/declined/)
})
