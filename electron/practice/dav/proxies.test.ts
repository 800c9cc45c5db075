import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { event, hrefsIn, inviting, lineOf, namespaces, propfindBody, start, unfold, type Started } from '../testing/practice-client.ts'

let on: Started
beforeEach(async () => {
  on = await start()
})
afterEach(() => on.stop())

const carols = '/dav/calendars/carol/work/m.ics'
/** Carol invites Bob and Dave; `sentBy` wrote it for her. */
const meeting = (sentBy: string | null): string => {
  const lines = inviting('carol', 'bob', 'dave')
  const said = sentBy === null ? lines : lines.map((line) => line.replace(/^ORGANIZER/, `ORGANIZER;SENT-BY="mailto:${sentBy}"`))
  return event({ uid: 'm', more: said })
}
const put = (user: string, body: string, path = carols) => on.as(user, 'PUT', path, { body })
const propOf = async (user: string, path: string, prop: string): Promise<string> => (await on.as(user, 'PROPFIND', path, { body: propfindBody(prop), headers: { Depth: '0' } })).body
const inboxOf = async (user: string): Promise<string[]> => {
  const listed = hrefsIn(await on.as(user, 'PROPFIND', `/dav/calendars/${user}/inbox/`, { body: propfindBody('getetag'), headers: { Depth: '1', Prefer: 'depth-noroot' } }))
  return Promise.all(listed.map(async (href) => unfold((await on.as(user, 'GET', href)).body)))
}

describe('calendar-proxy: acting for somebody else (PPL-5, PPL-6)', () => {
  test.each([
    ['alice', 'alice', 'CS:calendar-proxy-write-for', ['/dav/principals/carol/']],
    ['alice', 'alice', 'CS:calendar-proxy-read-for', []],
    ['erin', 'erin', 'CS:calendar-proxy-write-for', []],
    ['erin', 'erin', 'CS:calendar-proxy-read-for', ['/dav/principals/dave/']],
    ['bob', 'alice', 'CS:calendar-proxy-write-for', []],
  ])('%s asks the principal of %s for %s', async (user, whose, prop, expected) => {
    const answer = await propOf(user, `/dav/principals/${whose}/`, prop)
    expect([...answer.matchAll(/<D:href>([^<]*)</g)].map((match) => match[1]).slice(1)).toEqual(expected)
  })

  test('what the owner’s Outbox lets one do is told to who may act, and to nobody else', async () => {
    expect(await propOf('alice', '/dav/calendars/carol/outbox/', 'current-user-privilege-set')).toContain('schedule-send-invite')
    expect((await on.as('bob', 'PROPFIND', '/dav/calendars/carol/outbox/', { body: propfindBody('current-user-privilege-set'), headers: { Depth: '0' } })).status).toBe(403)
  })

  test('who may act invites in the owner’s name, here and in the other organisation, with SENT-BY', async () => {
    expect((await put('alice', meeting('alice@north.example'))).status).toBe(201)
    for (const guest of ['bob', 'dave']) {
      const [request] = await inboxOf(guest)
      expect(request).toContain('METHOD:REQUEST')
      expect(lineOf(request ?? '', 'ORGANIZER', 'carol')).toMatch(/SENT-BY="?mailto:alice@north\.example/)
    }
    expect(await inboxOf('alice')).toEqual([])
  })

  test('and answers in the owner’s name', async () => {
    await put('bob', event({ uid: 'b', more: inviting('bob', 'carol') }), '/dav/calendars/bob/work/b.ics')
    const [copy = ''] = hrefsIn(await on.as('alice', 'REPORT', '/dav/calendars/carol/work/', { body: `<C:calendar-query ${namespaces}><prop><getetag/></prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>`, headers: { Depth: '1' } }))
    const text = unfold((await on.as('alice', 'GET', copy)).body)
    const mine = lineOf(text, 'ATTENDEE', 'carol')
    expect((await put('alice', text.replace(mine, mine.replace('PARTSTAT=NEEDS-ACTION', 'PARTSTAT=ACCEPTED;SENT-BY="mailto:alice@north.example"')), copy)).status).toBe(204)
    expect(lineOf((await on.as('bob', 'GET', '/dav/calendars/bob/work/b.ics')).body, 'ATTENDEE', 'carol')).toContain('PARTSTAT=ACCEPTED')
    const [reply = ''] = await inboxOf('bob')
    expect(lineOf(reply, 'ATTENDEE', 'carol')).toMatch(/SENT-BY="?mailto:alice@north\.example/)
  })

  test.each([
    ['bob, who has no right, writes there', 'bob', 'bob@north.example', 'need-privileges'],
    ['alice signs with the name of bob', 'alice', 'bob@north.example', 'allowed-organizer-scheduling-object-change'],
  ])('403: %s', async (_name, user, sentBy, condition) => {
    const refused = await put(user, meeting(sentBy))
    expect([refused.status, refused.body.includes(condition)]).toEqual([403, true])
    expect(await inboxOf('bob')).toEqual([])
  })

  test('403: who may only look reads, and neither writes, removes nor asks as the owner', async () => {
    await on.as('dave', 'PUT', '/dav/calendars/dave/work/one.ics', { body: event({ uid: 'one' }) })
    const at = '/dav/calendars/dave/work/one.ics'
    expect((await on.as('erin', 'GET', at)).status).toBe(200)
    for (const [method, path] of [['PUT', at], ['DELETE', at], ['MKCALENDAR', '/dav/calendars/dave/new/'], ['POST', '/dav/calendars/dave/outbox/']] as const) expect((await on.as('erin', method, path, { body: method === 'PUT' ? event({ uid: 'one', summary: 'Walk' }) : '', headers: { 'Content-Type': 'text/calendar' } })).status).toBe(403)
    expect(await propOf('erin', '/dav/calendars/dave/work/', 'current-user-privilege-set')).not.toContain('<D:write/>')
  })
})
