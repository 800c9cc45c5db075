import { expect, test } from '../stories/fixtures.ts'
import { allSent, draft, eventually, occurrencesOf, otherClient, signIn, slot, zone } from './desk.ts'

test.use({ apart: 'acceptance' })

test('what one client makes, changes and deletes, another sees', async ({ organisations }) => {
  const desk = await signIn(organisations, 'alice')
  const laptop = await signIn(organisations, 'alice')
  const title = 'Two clients'
  await desk.call('save-event', { draft: draft(desk, title, slot(2, 9)) })
  await allSent(desk)
  const [seen] = await eventually(laptop, () => occurrencesOf(laptop, title), (all) => expect(all).toHaveLength(1))
  expect([seen?.startUtc, seen?.endUtc]).toEqual([slot(2, 9).startUtc, slot(2, 9).endUtc])

  const { draft: theirs } = await laptop.call('event-draft', { objectId: seen!.objectId, recurrenceId: null, scope: 'all', zone })
  await laptop.call('save-event', { draft: { ...theirs!, location: 'Kantine' } })
  await allSent(laptop)
  await eventually(desk, () => occurrencesOf(desk, title), (all) => expect(all.map((one) => one.location)).toEqual(['Kantine']))

  await laptop.call('delete-event', { objectId: seen!.objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })
  await allSent(laptop)
  await eventually(desk, () => occurrencesOf(desk, title), (all) => expect(all).toEqual([]))
  await desk.stop()
  await laptop.stop()
})

test('two clients that change different things on the same version both keep their change (T-Y12)', async ({ organisations }) => {
  const desk = await signIn(organisations, 'bob')
  const laptop = await signIn(organisations, 'bob')
  const title = 'Changed by both'
  await desk.call('save-event', { draft: draft(desk, title, slot(3, 10)) })
  await allSent(desk)
  const [there] = await eventually(laptop, () => occurrencesOf(laptop, title), (all) => expect(all).toHaveLength(1))
  const [here] = await occurrencesOf(desk, title)
  const mine = await desk.call('event-draft', { objectId: here!.objectId, recurrenceId: null, scope: 'all', zone })
  const theirs = await laptop.call('event-draft', { objectId: there!.objectId, recurrenceId: null, scope: 'all', zone })
  await desk.call('save-event', { draft: { ...mine.draft!, location: 'Aurora' } })
  // Sent one after the other: DAViCal does not check If-Match and store in one step, so two at the very same moment both pass there.
  await allSent(desk)
  await laptop.call('save-event', { draft: { ...theirs.draft!, description: 'Bring the numbers' } })
  await allSent(laptop)
  for (const app of [desk, laptop]) {
    await eventually(
      app,
      async () => {
        const [one] = await occurrencesOf(app, title)
        return (await app.call('event-details', { objectId: one!.objectId, recurrenceId: null, zone })).event
      },
      (event) => expect([event?.occurrence.location, event?.description]).toEqual(['Aurora', 'Bring the numbers']),
    )
  }
  await desk.stop()
  await laptop.stop()
})

test('a delete asks when the event was changed there meanwhile, and is content when it is gone there (HTTP-6, T-Y13)', async ({ organisations }) => {
  const desk = await signIn(organisations, 'carol')
  const laptop = await signIn(organisations, 'carol')
  const [kept, dropped] = ['Changed there', 'Gone there']
  for (const [index, title] of [kept, dropped].entries()) await desk.call('save-event', { draft: draft(desk, title, slot(4, 9 + index)) })
  await allSent(desk)
  const there = await eventually(laptop, async () => [...(await occurrencesOf(laptop, kept)), ...(await occurrencesOf(laptop, dropped))], (all) => expect(all).toHaveLength(2))
  const [first] = await occurrencesOf(desk, kept)
  const [second] = await occurrencesOf(desk, dropped)
  const { draft: mine } = await desk.call('event-draft', { objectId: first!.objectId, recurrenceId: null, scope: 'all', zone })
  await desk.call('save-event', { draft: { ...mine!, location: 'Aurora' } })
  await desk.call('delete-event', { objectId: second!.objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })
  await allSent(desk)
  for (const one of there) await laptop.call('delete-event', { objectId: one.objectId, recurrenceId: null, scope: 'all', tellOrganizer: true })
  await expect(async () => {
    const { rows } = await laptop.call('queue', {})
    expect(rows.map(({ state, conflict }) => [state, conflict?.kind])).toEqual([['needs-you', 'changed-there-deleted-here']])
  }).toPass({ timeout: 25_000, intervals: [50, 100, 250, 500] })
  const [row] = (await laptop.call('queue', {})).rows
  await laptop.call('resolve-conflict', { queueId: row!.id, keep: 'theirs' })
  expect((await occurrencesOf(laptop, kept)).map((one) => one.location)).toEqual(['Aurora'])
  await eventually(laptop, () => occurrencesOf(laptop, dropped), (all) => expect(all).toEqual([]))
  await desk.stop()
  await laptop.stop()
})

test('a series keeps its changed and its deleted date (ICS-10)', async ({ organisations }) => {
  const desk = await signIn(organisations, 'carol')
  const laptop = await signIn(organisations, 'carol')
  const title = 'Weekly'
  await desk.call('save-event', { draft: draft(desk, title, slot(1, 11), { repeat: { freq: 'weekly', interval: 1, days: [], nth: null, end: { kind: 'count', count: 5 }, custom: null } }) })
  await allSent(desk)
  const dates = await occurrencesOf(desk, title)
  expect(dates).toHaveLength(5)
  const [, second, third] = dates
  await desk.call('move-event', { objectId: second!.objectId, recurrenceId: second!.recurrenceId, scope: 'this', when: { kind: 'timed', ...pick(slot(8, 15)), zone } })
  await allSent(desk)
  await desk.call('delete-event', { objectId: third!.objectId, recurrenceId: third!.recurrenceId, scope: 'this', tellOrganizer: true })
  await allSent(desk)
  const seen = await eventually(laptop, () => occurrencesOf(laptop, title), (all) => expect(all).toHaveLength(4))
  expect(seen.some((one) => one.startUtc === slot(8, 15).startUtc)).toBe(true)
  expect(seen.some((one) => one.startUtc === third!.startUtc)).toBe(false)
  await desk.stop()
  await laptop.stop()
})

test('what Parley does not know survives its edits (CAL-9), and a task it never touched stays', async ({ organisations }) => {
  const { client, calendars } = await otherClient(organisations, 'alice')
  const app = await signIn(organisations, 'alice')
  const { accounts } = await app.call('accounts', {})
  const name = accounts[0]?.calendars.find((calendar) => calendar.id === app.calendar)?.name
  const calendar = calendars.find((one) => one.displayName === name) ?? calendars[0]
  const { localStart } = slot(4, 9)
  const basic = localStart.replace(/[-:]/g, '')
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Other//Program//EN', 'BEGIN:VEVENT', 'UID:foreign-1', 'DTSTAMP:20260101T000000Z', `DTSTART;TZID=Europe/Berlin:${basic}`, 'DURATION:PT1H', 'SUMMARY:Made elsewhere', 'X-SHOE-SIZE;X-UNIT=EU:44', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  await client.createCalendarObject({ calendar: calendar!, iCalString: text, filename: 'foreign-1.ics' })
  const [seen] = await eventually(app, () => occurrencesOf(app, 'Made elsewhere'), (all) => expect(all).toHaveLength(1))
  const { draft: held } = await app.call('event-draft', { objectId: seen!.objectId, recurrenceId: null, scope: 'all', zone })
  await app.call('save-event', { draft: { ...held!, title: 'Made elsewhere, renamed here' } })
  await allSent(app)
  const objects = await client.fetchCalendarObjects({ calendar: calendar! })
  const stored = objects.map((object) => String(object.data)).find((data) => data.includes('UID:foreign-1')) ?? ''
  expect(stored).toContain('SUMMARY:Made elsewhere\\, renamed here')
  expect(stored).toMatch(/X-SHOE-SIZE;X-UNIT=EU:44/)
  await app.stop()
})

const pick = ({ localStart, localEnd }: { localStart: string; localEnd: string }) => ({ localStart, localEnd })
