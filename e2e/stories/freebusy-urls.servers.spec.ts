import { slot } from '../acceptance/desk.ts'
import { dayOf, workday } from '../pages/days.ts'
import { startFreeBusyHost } from '../servers/freebusy-host.ts'
import { expect, test } from './fixtures.ts'
import { occupied } from './life.ts'

test('freebusy URLs: people of two servers and an outside person in one grid; a URL is compared with the Outbox', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const day = workday(6)
  const outside = await startFreeBusyHost(slot(day, 11))
  await occupied(bob, 'Choir', slot(day, 13))
  const { grid, shell } = alice
  const urlOf = (who: 'bob' | 'dave'): string => {
    const url = organisations.freebusyUrl(who)
    if (url === null) throw new Error('these servers have no freebusy URLs')
    return url
  }

  await test.step('the outside person is unknown until somebody gives their URL', async () => {
    await shell.goTo('People and rooms')
    for (const who of ['bob', 'dave'] as const) await grid.add(organisations.person(who).address)
    await grid.add('frank@freelance.test')
    await grid.setDay(dayOf(day))
    await grid.setStart('11:00')
    await expect(grid.row('frank')).toContainText('Unknown')
    await grid.giveUrl('frank', outside.url)
    await expect(grid.row('frank')).toContainText('Busy')
    await expect(grid.row('frank')).toContainText('freebusy URL')
    await expect(grid.row('bob')).toContainText('Free')
    if (!organisations.can.acrossOrganisations) {
      // His server does not answer ours: his URL does.
      await expect(grid.row('dave')).toContainText('Unknown')
      await grid.giveUrl('dave', urlOf('dave'))
    }
    await expect(grid.row('dave')).toContainText('Free')
    await grid.expectAt('11:00–12:00', '3 free · 1 busy')
    await grid.nextFree()
    await grid.expectAt('12:00–13:00', '4 free')
  })

  await test.step('bob’s URL says the same as his Outbox', async () => {
    await grid.giveUrl('bob', urlOf('bob'))
    await grid.setStart('13:00')
    await expect(grid.row('bob')).toContainText('Busy')
    await grid.fromMenuOf('bob', 'Compare sources')
    await expect(grid.sourceRow('freebusy URL')).toBeVisible()
    await expect(grid.row('bob')).not.toContainText('sources differ')
  })

  await test.step('a URL that says something else is told, and neither is forgotten', async () => {
    await grid.fromMenuOf('bob', 'Change freebusy URL…')
    await grid.answerUrl(outside.url)
    await expect(grid.row('bob').getByRole('button', { name: 'sources differ' })).toBeVisible()
    await expect(grid.row('bob')).toContainText('Busy')
    await grid.setStart('11:00')
    await expect(grid.row('bob')).toContainText('Busy')
    await grid.setStart('12:00')
    await expect(grid.row('bob')).toContainText('Free')
  })
  await outside.stop()
})
