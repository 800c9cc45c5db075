import { expect, test } from '../stories/fixtures.ts'
import { allSent, eventually, occurrencesOf, otherClient, signIn, slot } from './desk.ts'

test.use({ apart: 'acceptance' })

const basic = (days: number, hour: number): string => slot(days, hour).localStart.replace(/[-:]/g, '')
const event = (uid: string, title: string, ...more: readonly string[]): string => ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20260101T000000Z', `SUMMARY:${title}`, ...more, 'END:VEVENT'].join('\r\n')
const file = (...events: readonly string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Other//Program//EN', ...events, 'END:VCALENDAR', ''].join('\r\n')

test('a file of events gets to the server, each once and with all it had; a second time nothing happens (CAL-7, CAL-9)', async ({ organisations }) => {
  const app = await signIn(organisations, 'bob')
  // Far from the weeks in which other tests ask for bob's time.
  const text = file(
    event('imported-1', 'Imported once', `DTSTART:${basic(45, 8)}Z`, 'DURATION:PT1H', 'X-SHELF;X-ROW="3;4":left'),
    event('imported-2', 'Imported series', `DTSTART:${basic(42, 8)}Z`, 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=3'),
    event('imported-2', 'Imported series, moved', `RECURRENCE-ID:${basic(49, 8)}Z`, `DTSTART:${basic(50, 8)}Z`, 'DURATION:PT1H'),
  )
  const collectionId = app.calendar as Parameters<typeof app.call<'import-events'>>[1]['collectionId']
  expect(await app.call('import-events', { text, collectionId, known: 'skip' })).toMatchObject({ added: 2, updated: 0, left: 0, unreadable: 0, messages: 0 })
  // It is held for some seconds, so that one undo takes it all back.
  for (const { id } of (await app.call('queue', {})).rows) await app.call('send-now', { queueId: id })
  await allSent(app)
  const { client, calendars } = await otherClient(organisations, 'bob')
  const stored = (await Promise.all(calendars.map((calendar) => client.fetchCalendarObjects({ calendar })))).flat().map((object) => String(object.data))
  const own = (uid: string): string[] => stored.filter((data) => data.includes(`UID:${uid}`))
  expect([own('imported-1').length, own('imported-2').length]).toEqual([1, 1])
  expect(own('imported-1')[0]).toMatch(/X-SHELF;X-ROW="3;4":left/)
  expect(own('imported-2')[0]?.match(/BEGIN:VEVENT/g)).toHaveLength(2)

  expect((await app.call('look-at-import', { text })).found).toMatchObject({ events: 2, here: 2 })
  expect(await app.call('import-events', { text, collectionId, known: 'skip' })).toMatchObject({ added: 0, updated: 0, left: 2 })
  expect((await app.call('queue', {})).rows).toEqual([])
  await app.stop()
})

test('a calendar at a web address is read signed in, heard of when it changes, and stays when it is gone there (ICS-21)', async ({ organisations }) => {
  const alice = organisations.person('alice')
  const { calendars } = await otherClient(organisations, 'alice')
  const url = new URL('subscribed-here.ics', calendars[0]!.url.replace(/\/?$/, '/')).href
  const ask = async (method: string, body: string | null): Promise<void> => {
    const answer = await fetch(url, { method, body, headers: { authorization: `Basic ${Buffer.from(`${alice.user}:${alice.password}`).toString('base64')}`, ...(body === null ? {} : { 'content-type': 'text/calendar; charset=utf-8' }) } })
    await answer.text()
    expect(answer.status).toBeLessThan(300)
  }
  const text = (title: string): string => file(event('subscribed-1', title, `DTSTART:${basic(6, 8)}Z`, 'DURATION:PT1H'))
  await ask('PUT', text('Read at its address'))

  // Somebody else's app: what it shows comes from the address alone.
  const app = await signIn(organisations, 'carol')
  const place = { url, user: alice.user, allowPlain: false }
  const { id } = await app.call('save-subscription', { id: null, place, secret: alice.password, name: 'Of Alice', hue: 'jade', intervalMin: 60, countsAsBusy: false })
  await app.call('refresh-subscription', { id })
  await eventually(app, () => occurrencesOf(app, 'Read at its address'), (all) => expect(all).toHaveLength(1))

  await ask('PUT', text('Changed at its address'))
  await app.call('refresh-subscription', { id })
  await eventually(app, () => occurrencesOf(app, 'Changed at its address'), (all) => expect(all).toHaveLength(1))
  expect(await occurrencesOf(app, 'Read at its address')).toEqual([])
  const standing = async () => (await app.call('subscriptions', {})).subscriptions.map(({ calendar, state, problem }) => [calendar.name, state, problem?.cause ?? null])
  await app.call('refresh-subscription', { id })
  expect(await standing()).toContainEqual(['Of Alice', 'fresh', null])

  await ask('DELETE', null)
  expect(await app.tryCall('refresh-subscription', { id })).toMatchObject({ ok: false, error: { cause: 'feed-not-there' } })
  expect(await standing()).toContainEqual(['Of Alice', 'trouble', 'feed-not-there'])
  expect(await occurrencesOf(app, 'Changed at its address')).toHaveLength(1)
  await app.stop()
})
