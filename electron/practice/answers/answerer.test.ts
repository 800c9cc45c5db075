import { afterEach, describe, expect, test } from 'vitest'
import { event, inviting, lineOf, namespaces, send, start, unfold } from '../testing/practice-client.ts'
import type { Started } from '../testing/practice-client.ts'

let on: Started
afterEach(() => on.stop())

const path = '/dav/calendars/alice/work/meet.ics'
const body = event({ uid: 'meet', more: inviting('alice', 'bob', 'carol', 'dave') })
const answerOf = async (user: string): Promise<string> => /PARTSTAT=([A-Z-]+)/.exec(lineOf((await on.as('alice', 'GET', path)).body, 'ATTENDEE', user))?.[1] ?? ''

describe('practice people', () => {
  test('answer after a while by their own calendars, with a word why', async () => {
    on = await start({ answerDelayMs: 5000, empty: false })
    // Wednesday 13:00–14:00 in Berlin: Bob is free, Carol has a readout, Dave sleeps.
    await on.as('alice', 'PUT', path, { body: event({ uid: 'meet', start: '20261125T120000Z', end: '20261125T130000Z', more: inviting('alice', 'bob', 'carol', 'dave') }) })
    on.clock.pass(1000)
    expect([await answerOf('bob'), await answerOf('carol')]).toEqual(['NEEDS-ACTION', 'NEEDS-ACTION'])
    on.clock.pass(30_000)
    await expect.poll(() => answerOf('dave')).toBe('DECLINED')
    await expect.poll(() => answerOf('carol')).toBe('DECLINED')
    await expect.poll(() => answerOf('bob')).toBe('ACCEPTED')
    const text = unfold((await on.as('alice', 'GET', path)).body)
    expect(text).toContain('I am busy until 15:00.')
    expect(text).toContain('That is 07:00 for me in New York.')
  })

  test('do not answer when switched off', async () => {
    on = await start({ answerDelayMs: null })
    await on.as('alice', 'PUT', path, { body })
    on.clock.pass(600_000)
    expect(await answerOf('bob')).toBe('NEEDS-ACTION')
  })

  test('leave the answer to who signed in as them', async () => {
    on = await start({ answerDelayMs: 1000 })
    await on.as('alice', 'PUT', path, { body })
    await on.as('bob', 'OPTIONS', '/dav/')
    on.clock.pass(600_000)
    await expect.poll(() => answerOf('carol')).toBe('ACCEPTED')
    expect(await answerOf('bob')).toBe('NEEDS-ACTION')
  })

  test('remember over a restart what they had not answered yet', async () => {
    on = await start({ answerDelayMs: 5000 })
    await on.as('alice', 'PUT', path, { body })
    on = await on.restart()
    on.clock.pass(60_000)
    await expect.poll(() => answerOf('carol')).toBe('ACCEPTED')
    await expect.poll(() => answerOf('dave')).toBe('ACCEPTED')
  })
})

describe('what happens by itself', () => {
  const mine = async (title: string): Promise<string> => {
    const found = await on.as('alice', 'REPORT', '/dav/calendars/alice/work/', { body: `<C:calendar-query ${namespaces}><prop><C:calendar-data/></prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="SUMMARY"><C:text-match>${title}</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>` })
    return unfold(found.body.replace(/&#13;/g, '\r'))
  }

  test('after Alice has come, Erin moves the series she had accepted, and calls a lunch off', async () => {
    on = await start({ answerDelayMs: 1000, empty: false })
    expect(await mine('Partner sync')).toContain('DTSTART;TZID=Europe/Lisbon:20261125T103000')
    on.clock.pass(4000)
    await expect.poll(() => mine('Partner sync')).toContain('DTSTART;TZID=Europe/Lisbon:20261125T093000')
    expect(lineOf((await mine('Partner sync')).split('</C:calendar-data>')[0] ?? '', 'ATTENDEE', 'alice')).toContain('NEEDS-ACTION')
    on.clock.pass(4000)
    await expect.poll(() => mine('Trade press lunch')).toContain('STATUS:CANCELLED')
  })

  test('nothing when answers are off, all at once when asked to', async () => {
    on = await start({ answerDelayMs: null, empty: false })
    await mine('Partner sync')
    on.clock.pass(600_000)
    expect(await mine('Partner sync')).toContain('20261125T103000')
    expect((await send(`${on.practice.servers['north.example']}/_practice/happen`, 'POST', {}, '')).status).toBe(200)
    expect([(await mine('Partner sync')).includes('20261125T093000'), (await mine('Trade press lunch')).includes('STATUS:CANCELLED')]).toEqual([true, true])
    await on.practice.happen()
    expect(await mine('Partner sync')).toContain('20261125T093000')
  })
})
