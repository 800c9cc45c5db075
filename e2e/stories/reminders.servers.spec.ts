import { allSent, draft, invite, otherClient } from '../acceptance/desk.ts'
import { Reminders } from '../pages/reminders.ts'
import { expect, test } from './fixtures.ts'
import { ownCalendar } from './life.ts'

/** What rings here must not stand over the windows of other stories. */
test.use({ apart: 'reminders' })

/** So many minutes from now, on the clocks of UTC. */
function inMinutes(minutes: number): { localStart: string; localEnd: string } {
  const at = (more: number): string => new Date(Date.now() + (minutes + more) * 60_000).toISOString().slice(0, 19)
  return { localStart: at(0), localEnd: at(30) }
}

test('a reminder rings over the window, is put off or dismissed, and other devices fall silent with it', async ({ open, organisations }) => {
  const bob = await open('bob')
  const calendar = await ownCalendar(bob)
  const soon = (title: string, minutes: number) => {
    const when = inMinutes(minutes)
    return draft({ calendar }, title, when, { when: { kind: 'timed', ...when, zone: 'UTC' }, reminders: [10] })
  }
  const reminders = new Reminders(bob.page)
  for (const made of [soon('Dentist', 9), soon('Tax papers', 8), soon('Much later', 240)]) await bob.app.call('save-event', { draft: made })
  await allSent(bob.app)

  await test.step('both near ones are there, the next one first, with how near they are', async () => {
    await expect(reminders.card.getByRole('listitem')).toHaveCount(2)
    await expect(reminders.card.getByRole('listitem').first()).toContainText(/Tax papers.*in \d min/)
    await reminders.of('Dentist').getByRole('button', { name: /^Dentist/ }).click()
    await expect(bob.inspector.panel.getByRole('heading', { name: 'Dentist' })).toBeVisible()
  })

  await test.step('one is put off, one dismissed: nothing is left, and the server keeps that it was dismissed (RFC 9074)', async () => {
    await reminders.later('Dentist', 'In 1 hour')
    await expect(reminders.of('Dentist')).toHaveCount(0)
    await reminders.dismiss('Tax papers')
    await expect(reminders.card).toHaveCount(0)
    await allSent(bob.app)
    const there = await textsOn(organisations)
    expect(there.find((text) => text.includes('Tax papers'))).toMatch(/ACKNOWLEDGED/)
    expect(there.find((text) => text.includes('Dentist'))).not.toMatch(/ACKNOWLEDGED/)
  })

  await test.step('after a reload they stay away', async () => {
    await bob.page.reload()
    await bob.shell.ready()
    await expect(reminders.card).toHaveCount(0)
  })
})

test('a reminder of a meeting is dismissed without a word to its organizer', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const when = inMinutes(9)
  const title = 'Stand-in'
  const people = { organizer: organisations.person('alice').address, attendees: [invite(organisations.person('bob').address)] }
  await alice.app.call('save-event', { draft: draft({ calendar: await ownCalendar(alice) }, title, when, { when: { kind: 'timed', ...when, zone: 'UTC' }, reminders: [10], ...people }) })
  await allSent(alice.app)
  const reminders = new Reminders(alice.page)
  await expect(reminders.of(title)).toBeVisible()
  await reminders.dismiss(title)
  await expect(reminders.card).toHaveCount(0)
  const { rows } = await alice.app.call('queue', {})
  expect(rows).toEqual([])

  // Bob has not answered: an alarm that may have come with the invitation is not his.
  await bob.shell.goTo('Invitations')
  await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
  await expect(new Reminders(bob.page).of(title)).toHaveCount(0)
})

async function textsOn(organisations: Parameters<typeof otherClient>[0]): Promise<string[]> {
  const { client, calendars } = await otherClient(organisations, 'bob')
  const objects = await Promise.all(calendars.map((calendar) => client.fetchCalendarObjects({ calendar })))
  return objects.flat().map((object) => String(object.data))
}
