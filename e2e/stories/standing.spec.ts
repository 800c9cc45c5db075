import { dayOf, workday } from '../pages/days.ts'
import { expect, test } from './fixtures.ts'

test('a paused account keeps what is done, and says so; the report on it names nobody', async ({ open, organisations }) => {
  const { page, shell, editor, queue } = await open('alice', { holdSeconds: 0 })
  const card = page.getByRole('region', { name: /^Server of alice/ })

  await test.step('alice lets her account rest and makes an event', async () => {
    await shell.goToSettings('Accounts')
    await card.getByRole('button', { name: 'Pause' }).click()
    await expect(card.getByText('Paused by you.', { exact: false })).toBeVisible()
    await page.getByRole('button', { name: /^New meeting/ }).click()
    await editor.title.fill('Made in the pause')
    await editor.setDay(dayOf(workday(3)))
    await editor.save()
    await shell.goTo('Not sent yet')
    await expect(queue.row(/Made in the pause/)).toContainText('Waits: this account is paused')
  })

  await test.step('it leaves when she lets the account go on', async () => {
    await shell.goToSettings('Accounts')
    await card.getByRole('button', { name: 'Resume' }).click()
    await shell.goTo('Not sent yet')
    await expect(queue.empty).toBeVisible()
  })

  await test.step('the report tells of the requests and of nobody', async () => {
    await shell.goToSettings('Diagnostics')
    const requests = page.getByRole('region', { name: /requests$/ })
    await expect(requests.getByText('PUT').first()).toBeVisible()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as a file' }).click()
    const chunks: Buffer[] = []
    for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer)
    const report = Buffer.concat(chunks).toString('utf8')
    expect(report).toContain('PUT /')
    for (const planted of ['Made in the pause', organisations.person('alice').address]) expect(report).not.toContain(planted)
  })
})
