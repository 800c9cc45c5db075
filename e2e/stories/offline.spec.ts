import { allSent, draft, invite, otherClient, slot } from '../acceptance/desk.ts'
import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'
import { knobsOf, occupied, ownCalendar } from './life.ts'

/** RFC 6638: whatever fails and whatever is killed, an act of a person reaches the server once. */
test('offline: edits and answers wait, survive a kill, and arrive once when the network is back', async ({ open, organisations }) => {
  const knobs = knobsOf(organisations)
  const day = workday(2)
  const [alice, bob, carol] = await Promise.all([open('alice'), open('bob'), open('carol')])
  const carolAddress = organisations.person('carol').address
  await occupied(alice, 'Gardening', slot(day, 9))
  await bob.app.call('save-event', {
    draft: draft({ calendar: await ownCalendar(bob) }, 'Roof check', slot(day, 11), { organizer: organisations.person('bob').address, attendees: [invite(organisations.person('alice').address)] }),
  })
  await allSent(bob.app)
  await alice.shell.goTo('Invitations')
  await alice.shell.untilVisible(alice.invitations.item('Needs answer', 'Roof check'))

  await test.step('the network is gone: alice answers, invites and moves all the same', async () => {
    await knobs.turn({ faults: [{ what: 'drop-before', user: 'alice' }] })
    await alice.invitations.item('Needs answer', 'Roof check').click()
    const card = alice.invitations.card('Roof check')
    await card.answer('Accept')
    await expect(card.strip).toContainText('Accepted, not sent yet')

    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill('Written on the train')
    await alice.editor.setDay(dayOf(day))
    await alice.editor.setTime('Start', '15:00')
    await alice.editor.invite(carolAddress)
    const sheet = await alice.editor.review()
    await expect(sheet.group('Invitation')).toContainText(/carol/i)
    await sheet.send('Send 1 message')

    await alice.shell.showCalendar()
    await alice.shell.goToDay(day)
    await alice.shell.event('Gardening').click()
    await alice.inspector.edit()
    await alice.editor.setTime('Start', '10:00')
    await alice.editor.save()
    await expect(alice.shell.event('Gardening')).toHaveAccessibleName(/10:00–11:00.*not sent yet/)
  })

  await test.step('all of it waits, in words', async () => {
    await alice.shell.goTo('Not sent yet')
    await expect(alice.queue.row(/Roof check/)).toBeVisible()
    await expect(alice.queue.row(/Written on the train/)).toBeVisible()
    await expect(alice.queue.row(/Gardening/)).toBeVisible()
    await expect(alice.queue.rows).toHaveCount(3)
  })

  await alice.app.killAll()
  const again = await open('alice', { home: alice.app.home })
  await test.step('everything was killed and started again: it still waits', async () => {
    await again.shell.goTo('Not sent yet')
    await expect(again.queue.rows).toHaveCount(3)
    await again.shell.showCalendar()
    await again.shell.goToDay(day)
    await expect(again.shell.event('Gardening')).toHaveAccessibleName(/10:00–11:00.*not sent yet/)
    await again.shell.goTo('Not sent yet')
  })
  await test.step('what is discarded by keys leaves the focus with the row that takes its place', async () => {
    await again.app.call('save-event', { draft: draft({ calendar: await ownCalendar(again) }, 'Second thoughts', slot(day, 18)) })
    await again.queue.row(/Second thoughts/).getByRole('button', { name: 'Discard…' }).press('Enter')
    await again.page.getByRole('dialog', { name: 'Discard this?' }).getByRole('button', { name: 'Discard' }).press('Enter')
    await expect(again.queue.rows).toHaveCount(3)
    await expect(again.queue.rows.last()).toBeFocused()
  })

  await test.step('the network is back, and loses one answer after the write took effect: it arrives all the same', async () => {
    await knobs.turn({ faults: [{ what: 'drop-after', user: 'alice', method: 'PUT', times: 1 }] })
    await again.shell.untilVisible(again.queue.empty)
  })

  await test.step('each act arrived, once', async () => {
    await carol.shell.goTo('Invitations')
    await carol.shell.untilVisible(carol.invitations.item('Needs answer', 'Written on the train'))
    await expect(carol.invitations.item('Needs answer', 'Written on the train')).toHaveCount(1)

    await bob.shell.goToDay(day)
    await bob.shell.event('Roof check').click()
    await bob.shell.until((patience) => expect(bob.inspector.person('alice')).toContainText('Yes', patience))

    const hers = await objectsOf(organisations, 'alice')
    expect(hers('Written on the train')).toHaveLength(1)
    expect(hers('Gardening')).toHaveLength(1)
    expect(hers('Gardening')[0]).toMatch(new RegExp(`DTSTART[^:]*:${dayOf(day).replaceAll('-', '')}T100000`))
    expect(hers('Roof check')).toHaveLength(1)
    expect(hers('Roof check')[0]).toContain('PARTSTAT=ACCEPTED')
    expect((await objectsOf(organisations, 'carol'))('Written on the train')).toHaveLength(1)
  })
  await knobs.reset()
})

/** What another program finds on the server: the texts of a person's events with a title. */
async function objectsOf(organisations: Parameters<typeof otherClient>[0], who: 'alice' | 'carol'): Promise<(title: string) => string[]> {
  const { client, calendars } = await otherClient(organisations, who)
  const objects = (await Promise.all(calendars.map((calendar) => client.fetchCalendarObjects({ calendar })))).flat()
  const texts = objects.map((object) => String(object.data).replaceAll(/\r?\n[ \t]/g, ''))
  return (title) => texts.filter((text) => text.includes(`SUMMARY:${title}`))
}
