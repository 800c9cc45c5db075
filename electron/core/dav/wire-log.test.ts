import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTestClock } from '../testing/test-clock.ts'
import { createMask } from './mask-words.ts'
import { createWireLog, maskBody } from './wire-log.ts'

const mask = createMask(new Uint8Array(32))
/** One sign for all, so that an expectation reads. */
const plain = (lines: readonly string[] | string): string => (typeof lines === 'string' ? lines : lines.join('\n')).replace(/‹[\w-]{8}›/g, '‹…›')
const whole = (text: string) => plain(maskBody({ text, bytes: text.length, cut: false }, mask))

describe('what of a URL or a header may be read', () => {
  const hrefs = [
    { name: 'steps that are the same everywhere stay', in: 'https://cal.example.org/dav/calendars/user/alice/Default/4f1c.ics', out: 'https://‹…›/dav/calendars/user/‹…›/Default/‹…›.ics' },
    { name: 'another spelling is marked', in: '/dav/alice%40example.org/', out: '/dav/‹…›@‹…›%/' },
    { name: 'a range stays, a token does not', in: '/freebusy/alice.ifb?start=2026-11-22T10:00:00Z&token=12345678', out: '/freebusy/‹…›.ifb?start=2026-11-22T10:00:00Z&‹…›=‹…›' },
    { name: 'user and password in an address', in: 'https://alice:s3cret@h.example/', out: 'https://‹…›@‹…›/' },
    { name: 'an address', in: 'mailto:alice@example.org', out: 'mailto:‹…›@‹…›' },
    { name: 'what is neither', in: 'urn:uuid:4f1c', out: '‹…›' },
  ]
  for (const one of hrefs) it(one.name, () => expect(plain(mask.href(one.in))).toBe(one.out))

  it('headers', () => {
    const headers = { Authorization: 'Basic YWxpY2U6czNjcmV0', depth: '1', 'content-type': 'text/calendar; charset=utf-8', 'if-match': 'W/"abc"', server: 'nginx of alice', dav: '1, 3, calendar-access, alice', 'x-owner': 'alice', 'www-authenticate': 'Basic realm="alice"', location: 'https://h/alice/', etag: 'bare' }
    expect(plain(mask.headers(headers))).toBe(
      ['authorization: Basic ‹…›', 'depth: 1', 'content-type: text/calendar; charset=utf-8', 'if-match: W/"‹…›"', 'server: ‹…›', 'dav: ‹…›', 'www-authenticate: Basic ‹…›', 'location: https://‹…›/‹…›/', 'etag: ‹…›', '(1 other header)'].join('\n'),
    )
  })

  it('the same name has the same sign in a path, a UID and an address, and another in another log', () => {
    const sign = mask.word('alice')
    expect(mask.href('/x/alice.ics')).toContain(sign)
    expect(mask.href('mailto:Alice@example.org')).toContain(sign)
    expect(mask.href('/%61lice/')).toContain(sign)
    expect(maskBody({ text: 'BEGIN:VCALENDAR\r\nUID:alice\r\nEND:VCALENDAR\r\n', bytes: 1, cut: false }, mask).join('\n')).toContain(sign)
    expect(createMask().word('alice')).not.toBe(sign)
  })
})

describe('what of a body may be read', () => {
  it('XML: names, statuses, times and sizes stay; texts do not', () => {
    const text = `<?xml version="1.0"?><!-- alice --><multistatus xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:e="http://alice.example/"><response><href>/dav/alice/1.ics</href>
      <propstat><prop><getetag>"7"</getetag><displayname><![CDATA[Alice & Bob]]></displayname><getcontentlength>17</getcontentlength><lockdiscovery/><e:alice e:bob="x">y</e:alice><c:calendar-data>BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Secret
END:VEVENT
END:VCALENDAR
</c:calendar-data></prop><status>HTTP/1.1 200 OK of alice</status></propstat></response><sync-token>http://alice/7</sync-token></multistatus>`
    expect(whole(text)).toBe(
      [
        '',
        '<D:multistatus>',
        '  <D:response>',
        '    <D:href>/dav/‹…›/‹…›.ics</D:href>',
        '    <D:propstat>',
        '      <D:prop>',
        '        <D:getetag>"‹…›"</D:getetag>',
        '        <D:displayname>‹…›</D:displayname>',
        '        <D:getcontentlength>17</D:getcontentlength>',
        '        <D:lockdiscovery/>',
        '        <x:‹…› ‹…›="‹…›">‹…›</x:‹…›>',
        '        <C:calendar-data>',
        '          BEGIN:VCALENDAR',
        '            BEGIN:VEVENT',
        '              SUMMARY:‹…›',
        '            END:VEVENT',
        '          END:VCALENDAR',
        '        </C:calendar-data>',
        '      </D:prop>',
        '      <D:status>HTTP/1.1 200</D:status>',
        '    </D:propstat>',
        '  </D:response>',
        '  <D:sync-token>‹…›</D:sync-token>',
        '</D:multistatus>',
      ].join('\n'),
    )
  })

  it('iCalendar: names of the standard, times and its own words stay', () => {
    const text = [
      'BEGIN:VCALENDAR',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'DTSTART;TZID=Europe/Berlin:20261201T100000',
      'RRULE:FREQ=WEEKLY;BYDAY=MO,-1FR;UNTIL=20270101T000000Z',
      'SUMMARY;LANGUAGE=de:CONFIRMED by',
      '  Alice',
      'STATUS:CONFIRMED',
      'ATTENDEE;CN="Alice: A";PARTSTAT=ACCEPTED;SCHEDULE-STATUS="2.0,5.1";X-NOTE=hers:mailto:alice@example.org',
      'ORGANIZER;EMAIL=alice@example.org:/principals/alice',
      'REQUEST-STATUS:2.0;Success for Alice',
      'Diagnosis:of alice',
      'X-CLINIC:hers',
      'SEQUENCE:three',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n')
    expect(whole(text)).toBe(
      [
        '',
        'BEGIN:VCALENDAR',
        '  METHOD:REQUEST',
        '  BEGIN:VEVENT',
        '    DTSTART;TZID=‹…›:20261201T100000',
        '    RRULE:FREQ=WEEKLY;BYDAY=MO,-1FR;UNTIL=20270101T000000Z',
        '    SUMMARY;LANGUAGE=‹…›:‹…›',
        '    STATUS:CONFIRMED',
        '    ATTENDEE;CN="‹…›";PARTSTAT=ACCEPTED;SCHEDULE-STATUS="2.0,5.1";X-NOTE=‹…›:mailto:‹…›@‹…›',
        '    ORGANIZER;EMAIL=‹…›@‹…›:‹…›',
        '    REQUEST-STATUS:2.0;‹…›',
        '    ‹…›:‹…›',
        '    X-CLINIC:‹…›',
        '    SEQUENCE:‹…›',
        '  END:VEVENT',
        'END:VCALENDAR',
      ].join('\n'),
    )
  })

  const broken = [
    { name: 'XML that is not closed', text: '<d:x xmlns:d="DAV:"><d:alice>' },
    { name: 'XML with a DTD', text: '<!DOCTYPE x [<!ENTITY alice "Alice">]><x>&alice;</x>' },
    { name: 'XML without a namespace for its prefix', text: '<alice:x>Alice</alice:x>' },
    { name: 'HTML', text: '<p>Alice<br>Bob</p>' },
    { name: 'iCalendar with a line that is none', text: 'BEGIN:VCALENDAR\r\nAlice was here\r\nEND:VCALENDAR\r\n' },
    { name: 'iCalendar that is not closed', text: 'BEGIN:VCALENDAR\r\nSUMMARY:Alice\r\n' },
    { name: 'iCalendar with something behind it', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nALICE:here\r\n' },
    { name: 'JSON', text: '{"alice":"Alice"}' },
  ]
  for (const { name, text } of broken) it(`${name} is masked whole`, () => expect(whole(text)).toBe(`\n(masked whole: ${text.length} bytes ‹…›)`))

  it('nothing planted is left, wherever it was planted and however the body was cut or torn', () => {
    const secret = fc.stringMatching(/^[a-zA-Z0-9@.: =;,"<>&%/-]{0,10}Planted[a-zA-Z0-9@.: =;,"<>&%/-]{0,10}$/)
    const bodies = (one: string): string[] => [
      `<d:multistatus xmlns:d="DAV:"><d:response><d:href>${one}</d:href><d:propstat><d:prop><d:displayname>${one}</d:displayname></d:prop><d:status>${one}</d:status></d:propstat></d:response></d:multistatus>`,
      `<d:prop xmlns:d="DAV:" a="${one}">${one}</d:prop>`,
      `BEGIN:VCALENDAR\r\nSUMMARY:${one}\r\nUID;X-A="${one}":${one}\r\nRRULE:${one}\r\nDTSTART:${one}\r\nREQUEST-STATUS:2.0;${one}\r\nATTENDEE;CN=${one}:mailto:${one}\r\nEND:VCALENDAR\r\n`,
      `BEGIN:VCALENDAR\r\n${one}\r\nEND:VCALENDAR\r\n`,
      one,
    ]
    fc.assert(
      fc.property(secret, fc.double({ min: 0, max: 1, noNaN: true }), (one, share) => {
        for (const text of bodies(one)) {
          for (const [part, cut] of [[text, false], [text.slice(0, Math.ceil(text.length * share)), true], [text.slice(0, Math.ceil(text.length * share)), false]] as const) {
            expect(maskBody({ text: part, bytes: part.length, cut }, mask).join('\n')).not.toMatch(/planted/i)
          }
        }
        expect(mask.href(`https://h/${one}?${one}=${one}#${one}`)).not.toMatch(/planted/i)
        expect(mask.headers(Object.fromEntries(['authorization', 'server', 'dav', 'location', 'etag', 'content-type', 'set-cookie', 'www-authenticate', 'x-planted', 'retry-after'].map((name) => [name, one]))).join('\n')).not.toMatch(/planted/i)
      }),
      { numRuns: 300 },
    )
  })
})

describe('when it is kept', () => {
  const asked = { method: 'PUT', url: 'https://h.example/alice/1.ics', headers: { depth: '0' }, body: 'BEGIN:VCALENDAR\r\nSUMMARY:Planted\r\nEND:VCALENDAR\r\n' }

  it('off: nothing; on: for an hour and not longer', async () => {
    const clock = createTestClock(Date.parse('2026-11-22T10:00:00Z'), 'Europe/Berlin')
    let told = 0
    const log = createWireLog(clock, () => void (told += 1))
    expect(log.begin(asked)).toBeNull()
    log.switchOn()
    expect(log.untilUtc()).toBe(Date.parse('2026-11-22T11:00:00Z'))
    const running = log.begin(asked)
    await clock.advance(60 * 60_000)
    expect([log.untilUtc(), told, log.begin(asked)]).toEqual([null, 2, null])
    running?.answered(201, { etag: '"7"' })
    running?.end()
    expect(plain(log.text().text).replace(/in \d+ ms/, 'in … ms')).toBe(
      ['#1  2026-11-22T10:00:00.000Z', '> PUT https://‹…›/‹…›/‹…›.ics', '> depth: 0', '> ', '> BEGIN:VCALENDAR', '>   SUMMARY:‹…›', '> END:VCALENDAR', '< 201 in … ms, 0 bytes', '< etag: "‹…›"', ''].join('\n'),
    )
    log.forget()
    expect(log.text()).toEqual({ exchanges: 0, dropped: 0, text: '' })
  })

  it('no answer: the code of the fault alone', () => {
    const log = createWireLog(createTestClock(0, 'UTC'), () => undefined)
    log.switchOn()
    log.begin(asked)?.end({ kind: 'offline', effect: 'nothing-changed', retry: 'later', cause: 'timeout', detail: 'Planted', host: 'planted.example' })
    expect(log.text().text).toMatch(/< no answer after \d+ ms: timeout\n$/)
  })

  it('a fixed room: of a long body the beginning, of many requests the last', () => {
    const log = createWireLog(createTestClock(0, 'UTC'), () => undefined)
    log.switchOn()
    const lines = Buffer.from('SEQUENCE:1\r\n'.repeat(1_000))
    for (let n = 0; n < 40; n += 1) {
      const running = log.begin({ ...asked, body: null })
      running?.answered(200, {})
      running?.read(Buffer.from('BEGIN:VCALENDAR\r\n'))
      for (let pieces = 0; pieces < 7; pieces += 1) running?.read(lines)
      running?.end()
    }
    const { exchanges, dropped, text } = log.text()
    expect(text.length).toBeLessThan(2_100_000)
    expect(exchanges + dropped).toBe(40)
    expect(dropped).toBeGreaterThan(0)
    expect(text).toContain('#40  ')
    expect(text).toContain('(of 84017 bytes, the beginning)')
  })
})
