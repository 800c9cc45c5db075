import { slot } from '../acceptance/desk.ts'
import { workday } from '../pages/days.ts'
import { Publishing } from '../pages/publishing.ts'
import { expect, test } from './fixtures.ts'
import { occupied } from './life.ts'

test.use({ apart: 'publishing' })

const basic = (person: { readonly user: string; readonly password: string }): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${person.user}:${person.password}`).toString('base64')}` })

test('publishing: what was seen in the preview, and nothing else, stands at the address until it is taken away', async ({ open, organisations }) => {
  const alice = await open('alice')
  const me = organisations.person('alice')
  const target = await organisations.publishTarget('alice')
  await occupied(alice, 'Secret talks', slot(workday(3), 10))
  await alice.shell.goToSettings('What others see')
  const page = new Publishing(alice.page)
  await expect(page.seen.getByRole('img', { name: /busy/ }).first()).toBeVisible()

  await page.begin({ name: 'For everybody', url: target.url, user: me.user, password: me.password, round: 'Exact times' })
  const preview = page.dialog.getByRole('region', { name: 'Preview' })
  await preview.getByRole('button', { name: 'Show the text' }).click()
  await expect(preview).toContainText('FREEBUSY;FBTYPE=BUSY:')
  const shown = (await preview.locator('pre').textContent()) ?? ''
  await page.publish()

  const card = page.card('For everybody')
  const read = async (): Promise<{ status: number; body: string }> => {
    const answer = await fetch(target.url, { headers: basic(me) })
    return { status: answer.status, body: await answer.text() }
  }
  if (!target.takesFreeBusy) {
    // DAViCal 1.1.12 answers 500: that is said, with what happens next, and nothing pretends to be published.
    await expect(card).toContainText('Look here')
    await expect(card).toContainText('has a problem of its own')
    await expect(card).toContainText('Never published yet; tried again')
    expect((await read()).status).toBe(404)
    return
  }
  await expect(card).toContainText(target.readByAll ? 'Published' : 'only who signs in there can read it')
  const there = await read()
  const periods = (text: string): string[] => text.split(/\r?\n/).filter((line) => /^(FREEBUSY|DTSTART|DTEND)/.test(line)).sort()
  expect(periods(there.body)).toEqual(periods(shown))
  expect(there.body).not.toMatch(/Secret|SUMMARY/)
  // Its own row, read back: it says what my calendars say.
  await expect(page.seen.getByRole('img', { name: /“For everybody” says: .*busy/ })).toBeVisible()

  await test.step('a later change is published as well', async () => {
    const before = periods((await read()).body)
    await occupied(alice, 'One more', slot(workday(4), 15))
    await card.getByRole('button', { name: 'Publish now' }).click()
    await expect(async () => expect(periods((await read()).body)).not.toEqual(before)).toPass()
  })
  await test.step('stopping takes it away there', async () => {
    await page.stop('For everybody')
    expect((await read()).status).toBe(404)
  })
})
