import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { event, hrefsIn, inviting, lineOf, propfindBody, start, unfold } from '../testing/practice-client.ts'
import type { Answer, EventWords, Started } from '../testing/practice-client.ts'

let on: Started
beforeEach(async () => {
  on = await start()
})
afterEach(() => on.stop())

const meetingPath = '/dav/calendars/alice/work/meet.ics'
const meeting = (guests: readonly string[], words: Partial<EventWords> = {}): string => event({ uid: 'meet', summary: 'Plan', ...words, more: [...inviting('alice', ...guests), ...(words.more ?? [])] })
const put = (user: string, path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> => on.as(user, 'PUT', path, { body, headers })
const get = (user: string, path: string): Promise<Answer> => on.as(user, 'GET', path)

/** Paths of what is in a collection. */
async function list(user: string, slug: string): Promise<string[]> {
  const path = `/dav/calendars/${user}/${slug}/`
  return hrefsIn(await on.as(user, 'PROPFIND', path, { headers: { Depth: '1' }, body: propfindBody('getetag') })).filter((href) => href !== path)
}
async function inbox(user: string): Promise<string[]> {
  return Promise.all((await list(user, 'inbox')).map(async (href) => unfold((await get(user, href)).body)))
}
const methodsIn = async (user: string): Promise<string[]> => (await inbox(user)).map((text) => /METHOD:(\w+)/.exec(text)?.[1] ?? '')

/** Somebody's copy of the meeting. */
async function copyOf(user: string): Promise<{ path: string; text: string; etag: string; tag: string }> {
  const [path] = await list(user, 'work')
  const answer = await get(user, path ?? `/dav/calendars/${user}/work/missing`)
  return { path: path ?? '', text: unfold(answer.body), etag: answer.headers['etag'] ?? '', tag: answer.headers['schedule-tag'] ?? '' }
}

/** Somebody changes their own answer, as a client does. */
async function answers(user: string, partstat: string, headers: (copy: { etag: string; tag: string }) => Record<string, string> = ({ tag }) => ({ 'If-Schedule-Tag-Match': tag })): Promise<Answer> {
  const copy = await copyOf(user)
  const line = lineOf(copy.text, 'ATTENDEE', user)
  return put(user, copy.path, copy.text.replace(line, line.replace(/PARTSTAT=[A-Z-]+/, `PARTSTAT=${partstat}`)), headers(copy))
}

describe('an organizer', () => {
  test('SCH-30…32: invites; everybody is told how it went, at once', async () => {
    const made = await put('alice', meetingPath, meeting(['bob', 'dave', 'nobody@north.example', 'nobody@south.example', 'frank@freelance.example', 'grace@nowhere.example']))
    expect([made.status, made.headers['etag'], made.headers['schedule-tag']]).toEqual([201, undefined, expect.stringMatching(/^".+"$/)])
    const mine = await get('alice', meetingPath)
    const status = (user: string): string | undefined => /SCHEDULE-STATUS="?([\d.]+)/.exec(lineOf(mine.body, 'ATTENDEE', user))?.[1]
    expect(['alice', 'bob', 'dave', 'nobody@north.example', 'nobody@south.example', 'frank@freelance.example', 'grace@nowhere.example'].map(status)).toEqual([undefined, '1.2', '1.2', '3.7', '3.7', '5.3', '5.2'])
    expect(mine.headers['schedule-tag']).toBe(made.headers['schedule-tag'])
    for (const user of ['bob', 'dave']) {
      expect(await methodsIn(user)).toEqual(['REQUEST'])
      const copy = await copyOf(user)
      expect(copy.text).toContain('SUMMARY:Plan')
      expect(copy.text).not.toMatch(/METHOD|SCHEDULE-STATUS/)
      expect(lineOf(copy.text, 'ATTENDEE', user)).toContain('PARTSTAT=NEEDS-ACTION')
      expect(copy.tag).toMatch(/^".+"$/)
    }
  })

  test('SCH-34: what the client writes about those it tells by itself stays, also over a Schedule-Tag', async () => {
    await put('alice', meetingPath, meeting(['grace@nowhere.example']))
    const mine = async (): Promise<{ text: string; tag: string; line: string }> => {
      const answer = await get('alice', meetingPath)
      return { text: unfold(answer.body), tag: answer.headers['schedule-tag'] ?? '', line: lineOf(answer.body, 'ATTENDEE', 'grace@nowhere.example') }
    }
    const first = await mine()
    expect(first.line).toContain('SCHEDULE-STATUS')
    for (const params of ['SCHEDULE-AGENT=CLIENT', 'SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=1.1']) {
      const { text, tag, line } = await mine()
      const next = line.replace(/;SCHEDULE-(?:STATUS|AGENT)="?[^;:"]*"?/g, '').replace('ATTENDEE', `ATTENDEE;${params}`)
      expect((await put('alice', meetingPath, text.replace(line, next), { 'If-Schedule-Tag-Match': tag })).status).toBe(204)
      expect((await mine()).line).toBe(next)
    }
  })

  test('ICS-14: the organizer’s reminders stay with the organizer', async () => {
    await put('alice', meetingPath, meeting(['bob'], { more: ['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:x', 'TRIGGER:-PT5M', 'END:VALARM'] }))
    expect((await get('alice', meetingPath)).body).toContain('VALARM')
    expect((await copyOf('bob')).text).not.toContain('VALARM')
  })

  test('SCH-5: nobody is told when the client or nobody does it', async () => {
    const body = meeting(['bob', 'carol']).replace('RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:bob', 'SCHEDULE-AGENT=CLIENT:mailto:bob').replace('RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:carol', 'SCHEDULE-AGENT=NONE:mailto:carol')
    await put('alice', meetingPath, body)
    expect([await list('bob', 'work'), await list('carol', 'work'), (await get('alice', meetingPath)).body.includes('SCHEDULE-STATUS')]).toEqual([[], [], false])
  })

  test('T-C06, SCH-20: answers do not change the Schedule-Tag; a write with the old tag keeps them', async () => {
    const made = await put('alice', meetingPath, meeting(['bob', 'carol']))
    const tag = made.headers['schedule-tag'] ?? ''
    const former = (await get('alice', meetingPath)).body
    await answers('bob', 'ACCEPTED')
    const now = await get('alice', meetingPath)
    expect(now.headers['schedule-tag']).toBe(tag)
    expect(lineOf(now.body, 'ATTENDEE', 'bob')).toMatch(/PARTSTAT=ACCEPTED/)
    expect(lineOf(now.body, 'ATTENDEE', 'bob')).toMatch(/SCHEDULE-STATUS="?2\.0/)
    const saved = await put('alice', meetingPath, former.replace('SUMMARY:Plan', 'SUMMARY:Planning'), { 'If-Schedule-Tag-Match': tag })
    expect(saved.status).toBe(204)
    expect(saved.headers['schedule-tag']).not.toBe(tag)
    const merged = (await get('alice', meetingPath)).body
    expect([merged.includes('SUMMARY:Planning'), lineOf(merged, 'ATTENDEE', 'bob').includes('PARTSTAT=ACCEPTED')]).toEqual([true, true])
    expect((await copyOf('bob')).text).toContain('SUMMARY:Planning')
  })

  test('T-C07, SCH-8: moving asks everybody again, changes their tag, and an old answer is 412', async () => {
    await put('alice', meetingPath, meeting(['bob']))
    await answers('bob', 'ACCEPTED')
    const stale = await copyOf('bob')
    const mine = (await get('alice', meetingPath)).body
    await put('alice', meetingPath, mine.replace('DTSTART:20261125T100000Z', 'DTSTART:20261125T103000Z').replace('SEQUENCE:0', 'SEQUENCE:1'))
    expect(lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', 'bob')).toContain('PARTSTAT=NEEDS-ACTION')
    const fresh = await copyOf('bob')
    expect([fresh.text.includes('DTSTART:20261125T103000Z'), lineOf(fresh.text, 'ATTENDEE', 'bob').includes('PARTSTAT=NEEDS-ACTION'), fresh.tag === stale.tag]).toEqual([true, true, false])
    expect((await put('bob', stale.path, stale.text, { 'If-Schedule-Tag-Match': stale.tag })).status).toBe(412)
    expect(await methodsIn('bob')).toEqual(['REQUEST', 'REQUEST'])
  })

  test('ITP-38: who is taken off gets a CANCEL, the others go on', async () => {
    await put('alice', meetingPath, meeting(['bob', 'dave']))
    const mine = (await get('alice', meetingPath)).body
    await put('alice', meetingPath, unfold(mine).split('\r\n').filter((line) => !line.endsWith('mailto:dave@south.example')).join('\r\n'))
    expect(await methodsIn('dave')).toEqual(['REQUEST', 'CANCEL'])
    expect((await methodsIn('bob')).includes('CANCEL')).toBe(false)
  })

  test('deletes: cancelled for everybody, here and elsewhere', async () => {
    await put('alice', meetingPath, meeting(['bob', 'dave']))
    expect((await on.as('alice', 'DELETE', meetingPath)).status).toBe(204)
    for (const user of ['bob', 'dave']) {
      expect(await methodsIn(user)).toEqual(['REQUEST', 'CANCEL'])
      expect((await copyOf(user)).text).toContain('STATUS:CANCELLED')
    }
  })

  test('HTTP-16: deleting a calendar takes its meetings back', async () => {
    await on.as('alice', 'PUT', '/dav/calendars/alice/family/meet.ics', { body: meeting(['bob']) })
    await on.as('alice', 'DELETE', '/dav/calendars/alice/family/')
    expect(await methodsIn('bob')).toEqual(['REQUEST', 'CANCEL'])
  })

  test('HTTP-15: MOVE to another calendar tells nobody', async () => {
    await put('alice', meetingPath, meeting(['bob']))
    await on.as('alice', 'MOVE', meetingPath, { headers: { Destination: '/dav/calendars/alice/family/meet.ics' } })
    await on.as('bob', 'MOVE', (await copyOf('bob')).path, { headers: { Destination: '/dav/calendars/bob/personal/moved.ics' } })
    expect([await methodsIn('bob'), await methodsIn('alice')]).toEqual([['REQUEST'], []])
    await on.as('alice', 'DELETE', '/dav/calendars/alice/family/meet.ics')
    expect((await get('bob', '/dav/calendars/bob/personal/moved.ics')).body).toContain('STATUS:CANCELLED')
  })

  test('T-C14, SCH-6: asking a decliner again by force, and the word is gone afterwards', async () => {
    await put('alice', meetingPath, meeting(['bob']))
    const mine = unfold((await get('alice', meetingPath)).body)
    const line = lineOf(mine, 'ATTENDEE', 'bob')
    await put('alice', meetingPath, mine.replace(line, line.replace(/;SCHEDULE-STATUS="?[\d.]+"?/, '').replace('ATTENDEE;', 'ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST;')))
    const after = lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', 'bob')
    expect([after.includes('FORCE-SEND'), /SCHEDULE-STATUS="?1\.2/.test(after)]).toEqual([false, true])
  })

  test.each([
    ['SCH-4: answers for others', (text: string) => text.replace('PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:bob', 'PARTSTAT=ACCEPTED:mailto:bob'), 'allowed-organizer-scheduling-object-change'],
    [
      'T-I53: two organizers in one meeting',
      (text: string) => text.replace('END:VCALENDAR', 'BEGIN:VEVENT\r\nUID:meet\r\nDTSTAMP:20261122T100000Z\r\nRECURRENCE-ID:20261202T100000Z\r\nDTSTART:20261202T100000Z\r\nORGANIZER:mailto:bob@north.example\r\nATTENDEE:mailto:alice@north.example\r\nEND:VEVENT\r\nEND:VCALENDAR'),
      'same-organizer-in-all-components',
    ],
  ])('%s is refused', async (_name, change, condition) => {
    const answer = await put('alice', meetingPath, change(meeting(['bob'])))
    expect([answer.status, answer.body.includes(`<C:${condition}/>`), await list('bob', 'work')]).toEqual([403, true, []])
  })
})

describe('an attendee', () => {
  beforeEach(async () => {
    await put('alice', meetingPath, meeting(['bob', 'carol', 'dave']))
  })

  test.each([['bob'], ['dave']])('%s accepts: the organizer knows at once, and it is said that the answer arrived', async (user) => {
    expect((await answers(user, 'ACCEPTED')).status).toBe(204)
    expect(lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', user)).toContain('PARTSTAT=ACCEPTED')
    expect(lineOf((await copyOf(user)).text, 'ORGANIZER', 'alice')).toMatch(/SCHEDULE-STATUS="?1\.2/)
    const [reply] = await inbox('alice')
    expect(reply).toContain('METHOD:REPLY')
    expect(reply?.match(/^ATTENDEE/gm)).toHaveLength(1)
  })

  test('T-C05: works with If-Match too', async () => {
    expect((await answers('bob', 'TENTATIVE', ({ etag }) => ({ 'If-Match': etag }))).status).toBe(204)
    expect(lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', 'bob')).toContain('PARTSTAT=TENTATIVE')
  })

  test('others see the answer, without a message and with the same tag', async () => {
    const [carol, dave] = [await copyOf('carol'), await copyOf('dave')]
    await answers('bob', 'ACCEPTED')
    for (const [user, before] of [['carol', carol], ['dave', dave]] as const) {
      await expect.poll(async () => lineOf((await copyOf(user)).text, 'ATTENDEE', 'bob')).toContain('PARTSTAT=ACCEPTED')
      expect([(await copyOf(user)).tag, await methodsIn(user)]).toEqual([before.tag, ['REQUEST']])
      expect(lineOf((await copyOf(user)).text, 'ATTENDEE', user)).toContain('PARTSTAT=NEEDS-ACTION')
    }
  })

  test('T-C10: deleting declines; with Schedule-Reply: F nobody hears of it', async () => {
    await on.as('bob', 'DELETE', (await copyOf('bob')).path)
    await on.as('carol', 'DELETE', (await copyOf('carol')).path, { headers: { 'Schedule-Reply': 'F' } })
    const mine = (await get('alice', meetingPath)).body
    expect([lineOf(mine, 'ATTENDEE', 'bob').includes('DECLINED'), lineOf(mine, 'ATTENDEE', 'carol').includes('NEEDS-ACTION'), await methodsIn('alice')]).toEqual([true, true, ['REPLY']])
  })

  test.each([
    ['the title', (text: string) => text.replace('SUMMARY:Plan', 'SUMMARY:Mine')],
    ['the time', (text: string) => text.replace('DTSTART:20261125T100000Z', 'DTSTART:20261125T103000Z')],
    ['the place', (text: string) => text.replace('SUMMARY:Plan', 'SUMMARY:Plan\r\nLOCATION:Here')],
    ['the list of people', (text: string) => text.replace('END:VEVENT', 'ATTENDEE:mailto:erin@south.example\r\nEND:VEVENT')],
    ['somebody else’s answer', (text: string) => text.replace(lineOf(text, 'ATTENDEE', 'carol'), lineOf(text, 'ATTENDEE', 'carol').replace('NEEDS-ACTION', 'DECLINED'))],
    ['the organizer', (text: string) => text.replaceAll('mailto:alice@north.example', 'mailto:bob@north.example')],
  ])('SCH-10, T-C08: must not change %s', async (_what, change) => {
    const copy = await copyOf('bob')
    const answer = await put('bob', copy.path, change(copy.text), { 'If-Match': copy.etag })
    expect([answer.status, /<C:allowed-(attendee|organizer)-scheduling-object-change\/>/.test(answer.body)]).toEqual([403, true])
    expect((await copyOf('bob')).text).toBe(copy.text)
  })

  test('SCH-10: may have reminders and show-as; nothing is sent', async () => {
    const copy = await copyOf('bob')
    const body = copy.text.replace('END:VEVENT', 'TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT')
    expect((await put('bob', copy.path, body, { 'If-Match': copy.etag })).status).toBe(204)
    expect(await methodsIn('alice')).toEqual([])
  })

  test('T-C13: Inbox items are deleted by their reader, and come by sync', async () => {
    const [item] = await list('bob', 'inbox')
    expect((await on.as('bob', 'DELETE', item ?? '')).status).toBe(204)
    expect(await list('bob', 'inbox')).toEqual([])
    expect((await copyOf('bob')).text).toContain('SUMMARY:Plan')
  })
})

describe('a series', () => {
  const series = (guests: readonly string[]): string => meeting(guests, { more: ['RRULE:FREQ=WEEKLY;COUNT=4'] })

  test('T-I30: an answer for one date makes an override in the organizer’s copy', async () => {
    await put('alice', meetingPath, series(['bob']))
    await answers('bob', 'ACCEPTED')
    const copy = await copyOf('bob')
    const master = /BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(copy.text)?.[0] ?? ''
    const override = master
      .replace(/RRULE.*\r\n/, 'RECURRENCE-ID:20261202T100000Z\r\n')
      .replace('DTSTART:20261125', 'DTSTART:20261202')
      .replace('DTEND:20261125', 'DTEND:20261202')
      .replace(lineOf(copy.text, 'ATTENDEE', 'bob'), lineOf(copy.text, 'ATTENDEE', 'bob').replace('ACCEPTED', 'DECLINED'))
    const saved = await put('bob', copy.path, copy.text.replace('END:VCALENDAR', `${override}\r\nEND:VCALENDAR`), { 'If-Match': copy.etag })
    expect([saved.status, saved.body]).toEqual([204, ''])
    const mine = unfold((await get('alice', meetingPath)).body)
    const parts = mine.split('BEGIN:VEVENT').slice(1)
    expect(parts).toHaveLength(2)
    expect(lineOf(parts[0] ?? '', 'ATTENDEE', 'bob')).toContain('ACCEPTED')
    expect([parts[1]?.includes('RECURRENCE-ID:20261202T100000Z'), lineOf(parts[1] ?? '', 'ATTENDEE', 'bob').includes('DECLINED')]).toEqual([true, true])
  })

  test('SCH-10: an override of an attendee stays where the series has it', async () => {
    await put('alice', meetingPath, series(['bob']))
    const copy = await copyOf('bob')
    const moved = (/BEGIN:VEVENT[\s\S]*END:VEVENT/.exec(copy.text)?.[0] ?? '').replace(/RRULE.*\r\n/, 'RECURRENCE-ID:20261202T100000Z\r\n').replace('DTSTART:20261125T10', 'DTSTART:20261202T11').replace('DTEND:20261125T11', 'DTEND:20261202T12')
    expect((await put('bob', copy.path, copy.text.replace('END:VCALENDAR', `${moved}\r\nEND:VCALENDAR`))).status).toBe(403)
    expect((await put('bob', copy.path, copy.text.replace('END:VCALENDAR', `${moved.replace('02T11', '02T10').replace('02T12', '02T11')}\r\nEND:VCALENDAR`))).status).toBe(204)
  })

  test('SCH-9, T-I49: who is invited to one date gets that date alone', async () => {
    const override = (guests: readonly string[]): string => event({ uid: 'meet', summary: 'Plan with guest', start: '20261202T100000Z', end: '20261202T110000Z', more: ['RECURRENCE-ID:20261202T100000Z', ...inviting('alice', ...guests)] }).split('PRODID:-//Test//Test//EN\r\n')[1]?.replace('END:VCALENDAR\r\n', '') ?? ''
    await put('alice', meetingPath, series(['bob']).replace('END:VCALENDAR', `${override(['bob', 'erin'])}END:VCALENDAR`))
    const erin = (await copyOf('erin')).text
    expect([erin.match(/BEGIN:VEVENT/g)?.length, erin.includes('RRULE'), erin.includes('RECURRENCE-ID:20261202T100000Z')]).toEqual([1, false, true])
  })
})

describe('rooms', () => {
  const booking = meeting(['aurora'])

  test('Aurora says yes at once when free, no when taken, and has the booking', async () => {
    await put('alice', meetingPath, booking)
    expect(lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', 'aurora')).toContain('PARTSTAT=ACCEPTED')
    const other = '/dav/calendars/bob/work/other.ics'
    await put('bob', other, event({ uid: 'other', start: '20261125T103000Z', end: '20261125T113000Z', more: inviting('bob', 'aurora') }))
    expect(lineOf((await get('bob', other)).body, 'ATTENDEE', 'aurora')).toContain('PARTSTAT=DECLINED')
    // And from the other organisation: the answer follows on its own.
    const remote = '/dav/calendars/dave/work/remote.ics'
    await put('dave', remote, event({ uid: 'remote', start: '20261125T130000Z', end: '20261125T140000Z', more: inviting('dave', 'aurora') }))
    await expect.poll(async () => lineOf((await get('dave', remote)).body, 'ATTENDEE', 'aurora')).toContain('PARTSTAT=ACCEPTED')
  })

  test('can be told to keep quiet', async () => {
    on.practice.knobs.turn({ roomAnswers: false })
    await put('alice', meetingPath, booking)
    expect(lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', 'aurora')).toContain('PARTSTAT=NEEDS-ACTION')
  })
})

describe('between organisations', () => {
  test('SCH-32: a peer that is down gives 5.1; asked again later it is delivered', async () => {
    on.practice.knobs.turn({ peersDown: ['south.example'] })
    await put('alice', meetingPath, meeting(['dave']))
    const mine = unfold((await get('alice', meetingPath)).body)
    const line = lineOf(mine, 'ATTENDEE', 'dave')
    expect([/SCHEDULE-STATUS="?5\.1/.test(line), await list('dave', 'work')]).toEqual([true, []])
    on.practice.knobs.turn({ peersDown: [] })
    await put('alice', meetingPath, mine.replace(line, line.replace('ATTENDEE;', 'ATTENDEE;SCHEDULE-FORCE-SEND=REQUEST;')))
    expect(lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', 'dave')).toMatch(/SCHEDULE-STATUS="?1\.2/)
    expect(await list('dave', 'work')).toHaveLength(1)
  })

  test('T-S17: a reply that does not get through says so on ORGANIZER', async () => {
    await put('alice', meetingPath, meeting(['dave']))
    on.practice.knobs.turn({ peersDown: ['north.example'] })
    await answers('dave', 'ACCEPTED')
    expect(lineOf((await copyOf('dave')).text, 'ORGANIZER', 'alice')).toMatch(/SCHEDULE-STATUS="?5\.1/)
    expect(lineOf((await get('alice', meetingPath)).body, 'ATTENDEE', 'dave')).toContain('NEEDS-ACTION')
  })

  test('iSchedule: nobody speaks for others', async () => {
    const path = '/.well-known/ischedule'
    const body = meeting(['bob']).replace('BEGIN:VEVENT', 'METHOD:REQUEST\r\nBEGIN:VEVENT')
    const post = (originator: string): Promise<Answer> => on.as(null, 'POST', path, { body, headers: { 'Content-Type': 'text/calendar', Originator: originator, Recipient: 'mailto:bob@north.example' } })
    expect((await post('mailto:alice@north.example')).status).toBe(403)
    expect((await post('mailto:dave@south.example')).status).toBe(403)
    expect((await on.as(null, 'GET', path)).body).toContain('<I:component name="VEVENT">')
  })
})

describe('the explicit model', () => {
  const outbox = (user: string): string => `/dav/calendars/${user}/outbox/`
  const inboxPath = (user: string): string => `/dav/calendars/${user}/inbox/`
  const asMessage = (method: string, text: string): string => text.replace('BEGIN:VEVENT', `METHOD:${method}\r\nBEGIN:VEVENT`)
  const post = (user: string, body: string, headers: Record<string, string>): Promise<Answer> => on.as(user, 'POST', outbox(user), { body, headers: { 'Content-Type': 'text/calendar; charset=utf-8', ...headers } })
  const fromAlice = (...to: readonly string[]): Record<string, string> => ({ Originator: 'mailto:alice@north.example', Recipient: to.map((one) => `mailto:${one}`).join(', ') })
  const statusesOf = (answer: Answer): (string | undefined)[] => [...answer.body.matchAll(/<C:request-status>([^<]*)</g)].map((one) => one[1])
  beforeEach(() => on.practice.knobs.turn({ scheduling: 'explicit' }))

  test('EXP-2: PUT sends nothing, POST puts the message into the Inboxes and a copy into the Outbox', async () => {
    await put('alice', meetingPath, meeting(['bob', 'dave']))
    expect(await list('bob', 'inbox')).toEqual([])
    const sent = await post('alice', asMessage('REQUEST', meeting(['bob', 'dave'])), fromAlice('bob@north.example', 'dave@south.example', 'nobody@north.example', 'grace@nowhere.example'))
    expect(statusesOf(sent)).toEqual(['2.0;Success', '2.0;Success', '3.7;Invalid Calendar User', '5.2;No scheduling'])
    expect([await methodsIn('bob'), await methodsIn('dave'), await list('bob', 'work'), await list('dave', 'work')]).toEqual([['REQUEST'], ['REQUEST'], [], []])
    expect(await list('alice', 'outbox')).toHaveLength(1)
  })

  test.each<{ name: string; method: string; as: string; headers: Record<string, string>; status: number; condition: string }>([
    { name: 'no Originator', method: 'REQUEST', as: 'alice', headers: {}, status: 400, condition: 'originator-specified' },
    { name: 'somebody else as Originator', method: 'REQUEST', as: 'alice', headers: { Originator: 'mailto:bob@north.example', Recipient: 'mailto:bob@north.example' }, status: 403, condition: 'originator-allowed' },
    { name: 'no Recipient', method: 'REQUEST', as: 'alice', headers: { Originator: 'mailto:alice@north.example' }, status: 400, condition: 'recipient-specified' },
    { name: 'a meeting of somebody else', method: 'REQUEST', as: 'bob', headers: { Originator: 'mailto:bob@north.example', Recipient: 'mailto:alice@north.example' }, status: 403, condition: 'organizer-allowed' },
    { name: 'an answer of somebody else', method: 'REPLY', as: 'carol', headers: { Originator: 'mailto:carol@north.example', Recipient: 'mailto:alice@north.example' }, status: 403, condition: 'organizer-allowed' },
    { name: 'a domain without a way (T-C21)', method: 'REQUEST', as: 'alice', headers: { Originator: 'mailto:alice@north.example', Recipient: 'mailto:grace@nowhere.example' }, status: 502, condition: 'recipient-exists' },
  ])('EXP-3, EXP-4: $name is refused', async ({ method, as, headers, status, condition }) => {
    const answer = await post(as, asMessage(method, meeting(['bob'])), headers)
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(condition)])
  })

  test('EXP-5: one client at a time processes an Inbox, while it holds the lock', async () => {
    await post('alice', asMessage('REQUEST', meeting(['bob'])), fromAlice('bob@north.example'))
    const lock = (user = 'bob'): Promise<Answer> => on.as(user, 'LOCK', inboxPath('bob'), { headers: { Timeout: 'Second-60' } })
    const locked = await lock()
    const token = locked.headers['lock-token'] ?? ''
    expect([locked.status, token, (await lock()).status, (await lock('alice')).status]).toEqual([200, expect.stringMatching(/^<urn:uuid:.+>$/), 423, 403])
    const [item = ''] = await list('bob', 'inbox')
    expect((await on.as('bob', 'DELETE', item)).status).toBe(423)
    expect((await on.as('bob', 'DELETE', item, { headers: { If: `<${inboxPath('bob')}> (${token})` } })).status).toBe(204)
    expect((await on.as('bob', 'UNLOCK', inboxPath('bob'), { headers: { 'Lock-Token': '<urn:uuid:else>' } })).status).toBe(409)
    expect((await on.as('bob', 'UNLOCK', inboxPath('bob'), { headers: { 'Lock-Token': token } })).status).toBe(204)
    await lock()
    on.clock.pass(61_000)
    expect((await lock()).status).toBe(200)
  })

  test('EXP-5: locks are of this model, and of servers that have them', async () => {
    const lock = async (): Promise<number> => (await on.as('bob', 'LOCK', inboxPath('bob'))).status
    on.practice.knobs.turn({ inboxLocks: false })
    expect(await lock()).toBe(405)
    on.practice.knobs.turn({ inboxLocks: true, scheduling: 'auto' })
    expect(await lock()).toBe(405)
  })
})

describe('a kill in the middle', () => {
  test('what was not handed over yet goes out at the next start, once', async () => {
    await put('alice', meetingPath, meeting(['dave']))
    const { journal, line } = await halfDelivered()
    await on.practice.close()
    const { appendFileSync } = await import('node:fs')
    appendFileSync(journal, line)
    on = await start({ dir: on.dir, clock: on.clock })
    await expect.poll(async () => (await list('erin', 'work')).length).toBe(1)
    expect(await list('dave', 'work')).toHaveLength(1)
  })

  /** A journal as it is between the commit and the hand-over. */
  async function halfDelivered(): Promise<{ journal: string; line: string }> {
    const text = meeting(['erin']).replace('BEGIN:VEVENT', 'METHOD:REQUEST\r\nBEGIN:VEVENT').replaceAll('UID:meet', 'UID:half')
    const pending = { id: 'p1', from: 'mailto:alice@north.example', to: 'mailto:erin@south.example', method: 'REQUEST', uid: 'half', text }
    return { journal: `${on.dir}/north.example.journal`, line: `${JSON.stringify([{ op: 'pending', pending }])}\n` }
  }
})
