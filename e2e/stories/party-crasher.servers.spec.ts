import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

const title = 'Product evening'

test('party crasher: carol answers an invitation that bob forwarded; alice decides', async ({ open, organisations }) => {
  const { can } = organisations
  const [alice, bob, carol] = await Promise.all([open('alice'), open('bob'), open('carol')])
  const day = workday(6)
  // They know each other: DAViCal says only by which user name somebody wrote.
  if (can.strangers === 'hinted') await alice.app.call('look-up-people', { text: 'carol' })

  await test.step('alice invites bob', async () => {
    await alice.page.getByRole('button', { name: /^New meeting/ }).click()
    await alice.editor.title.fill(title)
    await alice.editor.setDay(dayOf(day))
    await alice.editor.setTime('Start', '16:00')
    await alice.editor.setTime('End', '17:00')
    await alice.editor.invite(organisations.person('bob').address)
    await (await alice.editor.review()).send('Send 1 message')
  })

  const forwarded = await test.step('bob forwards what he got, unchanged, with a mail program of his (ITP-42)', async () => {
    await bob.shell.goTo('Invitations')
    await bob.shell.untilVisible(bob.invitations.item('Needs answer', title))
    const { items } = await bob.app.call('invite-list', { zone: 'Europe/Berlin' })
    const objectId = items.find((item) => item.title === title)?.objectId
    if (!objectId) throw new Error('bob has no invitation')
    const { text } = await bob.app.call('event-source', { objectId })
    return text.replace(/^VERSION:2\.0(\r?\n)/m, 'VERSION:2.0$1METHOD:REQUEST$1')
  })

  await test.step('carol opens it: she is not on the list, keeps it, and answers all the same', async () => {
    await carol.page.evaluate((text) => {
      const data = new DataTransfer()
      data.items.add(new File([text], 'forwarded.ics', { type: 'text/calendar' }))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
    }, forwarded)
    const sheet = carol.page.getByRole('dialog', { name: 'Invitation' })
    await expect(sheet).toContainText('none of your addresses is on the list')
    await sheet.getByRole('button', { name: 'Keep in my calendar' }).click()
    await expect(sheet).toBeHidden()
    await carol.shell.goToDay(day)
    await carol.page.getByRole('button', { name: new RegExp(title) }).first().click()
    const answer = carol.inspector.panel.getByRole('region', { name: 'Your answer' })
    await expect(answer).toContainText('You are not on the list')
    await answer.getByRole('button', { name: 'Accept' }).click()
    await expect(answer).toContainText('You answered: Accepted')
  })

  await test.step('alice sees who came and decides; nothing was decided for her', async () => {
    await alice.shell.untilVisible(alice.inspector.toDecide(/carol/i))
    const asked = alice.inspector.toDecide(/carol/i)
    await expect(asked).toContainText(can.strangers === 'hinted' ? /carol.* answered, and is not invited/i : /carol.* accepted, and is not invited/i)
    if (can.strangers === 'listed') {
      await alice.inspector.decide(/carol/i, /^Take carol.* off/i, (sheet) => expect(sheet.group('Cancellation')).toContainText(/carol/i))
      await expect(alice.inspector.people).not.toContainText(/carol/i)
    } else {
      await alice.inspector.decide(/carol/i, /^Invite carol/i, (sheet) => expect(sheet.group('Invitation')).toContainText(/carol/i))
      await expect(alice.inspector.person('carol')).toBeVisible()
    }
    await expect(alice.inspector.panel.getByRole('status', { name: 'To decide' })).toBeEmpty()
  })

  await test.step('carol learns what became of it', async () => {
    if (can.strangers === 'listed') await carol.shell.until((patience) => expect(carol.inspector.panel).toContainText('Cancelled', patience))
    else await carol.shell.until((patience) => expect(carol.inspector.person('carol')).toContainText(/you/, patience))
  })
})
