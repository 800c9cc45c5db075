import { readFile } from 'node:fs/promises'
import { allSent } from '../acceptance/desk.ts'
import { Plan } from '../pages/plan.ts'
import { expect, test } from './fixtures.ts'
import { occupied } from './life.ts'

const hourMs = 3_600_000
/** As one would type it, on the clocks of Berlin. */
const local = (utc: number): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' }).format(utc).replace(' ', 'T')

test.use({ apart: 'plan' })

test('a project with people of two organisations: capacity, what is unknown, the earliest dates, my calendar, a change, a new plan', async ({ open, organisations }) => {
  const [alice, dave] = await Promise.all([open('alice'), open('dave')])
  const plan = new Plan(alice.page)
  const nobody = organisations.unreachable.split('@')[0] as string
  const blocksKept = async () => {
    const { plans } = await alice.app.call('plans', {})
    return (await alice.app.call('plan', { planId: plans[0]?.id ?? '' })).plan?.blocks ?? []
  }
  const block = async (packageId: string) => {
    const found = (await blocksKept()).filter((one) => one.packageId === packageId)
    expect(found).toHaveLength(1)
    return found[0] as (typeof found)[number]
  }

  await test.step('two packages, one after the other, and one with somebody nobody can ask', async () => {
    await plan.start('Relaunch')
    await plan.add('Concept', { hours: '2', people: [organisations.person('bob').address, organisations.person('dave').address], way: 'All together' })
    await plan.add('Rollout', { hours: '3', people: [], after: 'Concept' })
    await plan.add('Legal', { hours: '2', people: [organisations.unreachable], way: 'All together' })
  })

  await test.step('capacity of each week; unknown is said and never counted', async () => {
    await expect(plan.capacityOf('bob').getByText('north.example · live')).toBeVisible()
    await expect(plan.capacityOf('dave').getByText('south.example · live')).toBeVisible()
    await expect(plan.capacityOf('bob').getByRole('cell').nth(1)).toContainText('40 h free')
    await expect(plan.capacityOf(nobody).getByRole('cell').nth(1)).toContainText('0 h free, 40 h unknown')
  })

  await test.step('scheduled: the earliest time of all three, then what waits for it; what cannot be planned says why', async () => {
    await plan.press(/^Schedule/)
    await expect(plan.package('Concept')).toContainText('1 block')
    await expect(plan.package('Rollout')).toContainText('1 block')
    await expect(plan.package('Legal')).toContainText('Does not fit. 2 h needed, none known to be free before the plan ends.')
    await expect(plan.package('Legal')).toContainText(new RegExp(`It fits if the unknown time of ${nobody}\\S* is free`))
    const [concept, rollout] = [await block('p1'), await block('p2')]
    expect(concept.endUtc - concept.startUtc).toBe(2 * hourMs)
    expect(rollout.startUtc).toBeGreaterThanOrEqual(concept.endUtc)
    for (const who of ['alice', 'bob', 'dave']) await expect(plan.blocks(who, 'Concept')).toHaveAccessibleName(/not in your calendar/)
  })

  await test.step('moved by keys, and back: it says whether it fits', async () => {
    const before = await block('p2')
    await plan.blocks('alice', 'Rollout').focus()
    await alice.page.keyboard.press('Alt+ArrowRight')
    await expect.poll(async () => (await block('p2')).startUtc).not.toBe(before.startUtc)
    await expect(plan.blocks('alice', 'Rollout')).toHaveAccessibleName(/put there by hand/)
    await plan.blocks('alice', 'Rollout').click()
    await plan.press('May move')
    await expect(plan.blocks('alice', 'Rollout')).not.toHaveAccessibleName(/put there by hand/)
  })

  await test.step('placed in my calendar, tentative, and nobody is told', async () => {
    await plan.press('Place 2 in my calendar')
    await expect(plan.blocks('alice', 'Concept')).toHaveAccessibleName(/\. in your calendar/)
    await allSent(alice.app)
    const { startUtc, endUtc } = await block('p1')
    const { occurrences } = await alice.app.call('events-in-range', { window: { startUtc, endUtc }, zone: 'Europe/Berlin' })
    expect(occurrences.map((one) => [one.title, one.status, one.people.total])).toEqual([['Concept', 'tentative', 0]])
    await expect(plan.place.getByText('no longer fit')).toBeHidden()
  })

  const before = await block('p1')
  await test.step('dave becomes busy then: the plan tells, and shows what would move before it does', async () => {
    await occupied(dave, 'Site visit', { localStart: local(before.startUtc), localEnd: local(before.startUtc + hourMs) })
    await plan.place.getByRole('region', { name: 'Chosen block' }).getByRole('button', { name: 'Close' }).click()
    await expect(async () => {
      await plan.press('Look now')
      await expect(plan.place.getByText('1 block no longer fits.')).toBeVisible({ timeout: 2_000 })
    }).toPass({ timeout: 30_000 })
    await expect(plan.place.getByText(/^Watched, last asked today/)).toBeVisible()
    await expect(plan.place.getByRole('status')).toContainText(/Concept: .*dave\S* is busy/i)
    await plan.press('Re-plan…')
    const preview = plan.place.getByRole('region', { name: 'Re-plan: what would change' })
    await expect(preview).toContainText('Concept')
    await expect(preview).toContainText('nobody is told')
    expect(await block('p1')).toEqual(before)
    await preview.getByRole('button', { name: 'Move them' }).click()
    await expect.poll(async () => (await block('p1')).startUtc).not.toBe(before.startUtc)
    await expect(plan.place.getByText('1 block no longer fits.')).toBeHidden()
  })

  await test.step('my calendar follows when I say so: the same event, moved', async () => {
    await plan.press('Update my calendar')
    await expect(plan.blocks('alice', 'Concept')).toHaveAccessibleName(/\. in your calendar/)
    const { startUtc, endUtc, placed } = await block('p1')
    expect([placed?.objectId, placed?.startUtc, placed?.endUtc]).toEqual([before.placed?.objectId, startUtc, endUtc])
    await allSent(alice.app)
  })

  await test.step('exported for others: a calendar file that invites nobody, and a table', async () => {
    const ics = await plan.export('Calendar file (.ics)')
    expect(ics.suggestedFilename()).toBe('Relaunch.ics')
    const text = await readFile(await ics.path(), 'utf8')
    expect(text.match(/BEGIN:VEVENT/g)).toHaveLength(2)
    expect(text.match(/BEGIN:VTODO/g)).toHaveLength(3)
    expect(text).not.toMatch(/^ATTENDEE|^ORGANIZER/m)
    const csv = await plan.export('Table (.csv)')
    const lines = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n')
    expect(lines[1]).toMatch(new RegExp(`^Concept,.*,together,${local((await block('p1')).startUtc).replace('T', ' ').slice(0, 16)},`))
    expect(lines.at(-1)).toMatch(/^Legal,.*not planned$/)
  })
})
