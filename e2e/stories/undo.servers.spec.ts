import { dayOf, workday } from '../pages/days.ts'
import { type Desk, expect, test } from './fixtures.ts'

async function invite({ page, editor }: Desk, title: string, address: string, daysAhead: number): Promise<void> {
  await page.getByRole('button', { name: /^New meeting/ }).click()
  await editor.title.fill(title)
  await editor.setDay(dayOf(daysAhead))
  await editor.setTime('Start', '16:00')
  await editor.invite(address)
  await (await editor.review()).send('Send 1 message')
}

test('undo also stops the message, as long as it waits', async ({ open, organisations }) => {
  const [alice, bob] = await Promise.all([open('alice', { holdSeconds: 60 }), open('bob')])
  const bobAddress = organisations.person('bob').address
  const day = workday(7)

  await test.step('alice takes an invitation back', async () => {
    await invite(alice, 'Sent too early', bobAddress, day)
    await expect(alice.shell.lastChange).toContainText('1 message not sent yet')
    await alice.shell.lastChange.getByRole('button', { name: /^Undo/ }).click()
    await expect(alice.shell.lastChange).toContainText('Taken back')
    await alice.shell.goTo('Not sent yet')
    await expect(alice.queue.empty).toBeVisible()
  })

  await test.step('the next one she lets go at once; bob gets that one and never saw the other', async () => {
    await invite(alice, 'Sent in time', bobAddress, day)
    // Where Parley sends the message itself, it has a row of its own behind the change.
    await alice.queue.row(/Sent in time/).getByRole('button', { name: 'Send now' }).first().click()
    await expect(alice.queue.empty).toBeVisible()
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', 'Sent in time'))
    await expect(bob.invitations.list.getByRole('button', { name: 'Sent too early' })).toHaveCount(0)
  })
})
