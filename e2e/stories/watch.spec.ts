import { allSent, draft, invite, slot } from '../acceptance/desk.ts'
import { workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { occupied, ownCalendar } from './life.ts'

test.use({ apart: 'watch' })

test('a meeting I planned goes on being watched: bob becomes busy, I am told, and one press leads to times that work', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const at = slot(workday(4), 10)
  const watchOf = async (objectId: string) => (await alice.app.call('meeting-watch', { objectId: objectId as never })).watch
  const planned = await test.step('planned, and looked at once', async () => {
    const { objectId } = await alice.app.call('save-event', { draft: { ...draft({ calendar: await ownCalendar(alice) }, 'Budget', at, { attendees: [invite(organisations.person('bob').address)] }) } })
    await allSent(alice.app)
    await alice.shell.goToDay(workday(4))
    await alice.shell.event('Budget').click()
    await alice.inspector.panel.getByRole('button', { name: 'Look now' }).click()
    await expect(alice.inspector.panel.getByText(/^Watched, last asked today/)).toBeVisible()
    expect((await watchOf(objectId ?? ''))?.news).toBeNull()
    return objectId ?? ''
  })

  await test.step('bob takes something else at that time: the organizer is told', async () => {
    await occupied(bob, 'Dentist', slot(workday(4), 10, 90))
    await alice.inspector.panel.getByRole('button', { name: 'Look now' }).click()
    await expect(alice.inspector.panel.getByText(/bob.* is busy at that time now/i)).toBeVisible()
    await alice.shell.goTo('Invitations')
    const news = alice.page.getByRole('region', { name: 'Meetings you planned' })
    await expect(news).toContainText(/Budget.*bob.* is busy at that time now/i)
    await news.getByRole('button', { name: 'Look at times' }).click()
    await alice.grid.expectAt('10:00–11:00', /1 free · 1 (busy|tentative)/)
    await alice.grid.nextFree()
    await alice.grid.expectAt('–', '2 free')
  })

  await test.step('put aside, it stays so; switched off, nothing is asked any more', async () => {
    await alice.grid.place.getByRole('button', { name: 'Back to the calendar' }).click()
    await alice.shell.goTo('Invitations')
    const news = alice.page.getByRole('region', { name: 'Meetings you planned' })
    await news.getByRole('button', { name: /^Put aside/ }).click()
    await expect(news).toBeHidden()
    await alice.app.call('set-watch', { objectId: planned as never, on: false })
    expect(await watchOf(planned)).toMatchObject({ on: false, news: null })
  })
})
