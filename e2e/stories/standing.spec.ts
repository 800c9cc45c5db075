import type { Page } from '@playwright/test'
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
    const report = await savedBy(page, 'Save as a file')
    expect(report).toContain('PUT /')
    for (const planted of ['Made in the pause', organisations.person('alice').address]) expect(report).not.toContain(planted)
  })

  await test.step('for an hour every word to the server can be kept, masked; what is saved is what was shown', async () => {
    const wire = page.getByRole('region', { name: 'Wire log' })
    await expect(wire.getByRole('status')).toHaveText('Off.')
    await wire.getByRole('button', { name: 'Keep it for an hour' }).click()
    await expect(wire.getByRole('status')).toContainText('On until')
    await shell.goToSettings('Accounts')
    await card.getByRole('button', { name: 'Sync now' }).click()
    await shell.goToSettings('Diagnostics')
    const kept = wire.getByRole('region', { name: 'What was kept' })
    await expect(async () => {
      await wire.getByRole('button', { name: /^Show/ }).click()
      await expect(kept).toContainText('REPORT http', { timeout: 500 })
    }).toPass()
    await wire.getByRole('button', { name: 'Stop now' }).click()
    await expect(wire.getByRole('status')).toHaveText('Off.')
    expect(await savedBy(page, 'Save what is shown')).toBe(await kept.evaluate((one) => one.textContent))
    await expect(kept).not.toContainText(organisations.person('alice').address.split('@')[1] ?? '')
    await wire.getByRole('button', { name: 'Throw it away' }).click()
    await expect(kept).toBeHidden()
  })
})

async function savedBy(page: Page, button: string): Promise<string> {
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const chunks: Buffer[] = []
  for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
