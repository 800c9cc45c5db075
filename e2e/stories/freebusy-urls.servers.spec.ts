import { slot } from '../acceptance/desk.ts'
import { dayOf, workday } from '../pages/days.ts'
import { FreebusyFinder } from '../pages/freebusy-finder.ts'
import { startFreeBusyHost, startGuardedHost } from '../servers/freebusy-host.ts'
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
    await grid.actOn('frank', 'Treat as free').click()
    await expect(grid.row('frank')).toContainText('taken as free for this search')
    await expect(grid.row('frank').getByRole('rowheader')).toContainText('Unknown')
    await test.step('a day nobody can read is not taken and not thrown away', async () => {
      await grid.setDay('31 Feb')
      await expect(grid.day).toHaveValue('31 Feb')
      await expect(grid.day).toBeFocused()
      await expect(grid.place.getByRole('alert')).toContainText('“31 Feb” cannot be read as a day. It stays ')
      await grid.useThisTime()
      await expect(grid.day).toBeFocused()
      await alice.page.keyboard.press('Escape')
      await expect(grid.place.getByRole('alert')).toHaveCount(0)
      await expect(grid.day).not.toHaveValue('31 Feb')
    })
    await test.step('in a narrow window all is in reach, and the table can do what the grid does', async () => {
      const size = alice.page.viewportSize()
      await alice.page.setViewportSize({ width: 720, height: 760 })
      await expect(grid.place.getByRole('button', { name: 'Show less time' })).toBeInViewport({ ratio: 1 })
      await expect(grid.actOn('frank', 'Add URL…')).toBeInViewport({ ratio: 1 })
      await grid.place.getByRole('button', { name: 'As a table' }).click()
      await grid.inTable('frank', 'No longer as free').press('Enter')
      await expect(grid.inTable('frank', 'Treat as free')).toBeVisible()
      await expect(grid.inTable('bob', 'Treat as free')).toHaveCount(0)
      await grid.place.getByRole('button', { name: 'As a grid' }).click()
      if (size !== null) await alice.page.setViewportSize(size)
    })
    await grid.actOn('frank', 'Add URL…').click()
    await grid.answerUrl(outside.url)
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
    await grid.nextMark.click()
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

test('the finder: an address leads to the server’s own freebusy URL, step by step, and what works is kept for the domain', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')])
  const day = workday(5)
  await occupied(bob, 'Dentist', slot(day, 13))
  const finder = new FreebusyFinder(alice.page)
  const { address } = organisations.person('bob')
  const domain = address.slice(address.indexOf('@') + 1)
  await alice.shell.goToSettings('Free/busy addresses')
  await finder.look(address)
  await expect(finder.steps.first()).toContainText('What the server offers by itself')
  await expect(finder.found).toBeVisible()
  await expect(finder.found.getByRole('img')).toHaveAccessibleName(/Busy: .*13:00/)
  await expect(finder.found).toContainText('It speaks about all of the two weeks shown')
  await finder.keepFor(`everybody at ${domain}`)
  await expect(finder.kept(domain)).toContainText('Not asked yet')

  await test.step('its rows say that the address of the domain spoke', async () => {
    await alice.shell.goTo('People and rooms')
    await alice.grid.add(address)
    await alice.grid.setDay(dayOf(day))
    await alice.grid.setStart('13:00')
    await expect(alice.grid.row('bob')).toContainText('Busy')
    await alice.grid.fromMenuOf('bob', 'Compare sources')
    await expect(alice.grid.sourceRow('freebusy URL of the domain')).toBeVisible()
    await expect(alice.grid.row('bob')).not.toContainText('sources differ')
  })
})

test('the tester: a guarded URL asks for a sign-in, is seen before it is kept, and its password goes nowhere else', async ({ open }) => {
  const alice = await open('alice')
  const day = workday(4)
  const guarded = await startGuardedHost(slot(day, 11), { user: 'guest', password: 'l4ntern' })
  const finder = new FreebusyFinder(alice.page)
  await alice.shell.goToSettings('Free/busy addresses')
  await finder.look(guarded.url, 'gina@guarded.test')
  await expect(finder.steps.first()).toContainText('asks for a sign-in')
  await finder.signIn('guest', 'wrong')
  await expect(finder.steps.first()).toContainText('asks for a sign-in')
  await finder.signIn('guest', 'l4ntern')
  await expect(finder.found.getByRole('img')).toHaveAccessibleName(/Busy: .*11:00/)
  await finder.keepFor('gina@guarded.test')
  await expect(finder.kept('gina@guarded.test')).toContainText('signs in as guest')
  await expect(alice.page.getByText('l4ntern')).toHaveCount(0)

  await alice.shell.goTo('People and rooms')
  await alice.grid.add('gina@guarded.test')
  await alice.grid.setDay(dayOf(day))
  await alice.grid.setStart('11:00')
  await expect(alice.grid.row('gina')).toContainText('Busy')
  expect(guarded.refused()).toBeGreaterThan(0)
  await guarded.stop()
})
