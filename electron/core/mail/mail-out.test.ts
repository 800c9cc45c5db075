import { describe, expect, it } from 'vitest'
import { readCalendar, writeCalendar, type Component } from '../../../shared/ical/tree.ts'
import { messagesFor, type ItipMessage } from '../../../shared/itip/outgoing.ts'
import { must } from '../../../shared/model/result.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { buildMessage } from './build-message.ts'
import { mailOrder, type OrderContext } from './compose-order.ts'
import { findSettings, type SrvAsk } from './find-settings.ts'
import { readEml } from './read-eml.ts'

const alice = 'alice@north.example'
const bob = 'bob@south.example'
const carol = 'carol@south.example'
const now = Date.parse('2026-11-22T12:00:00Z')

function tree(text: string): Component {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}
const ctx = (before: Component | null, after: Component | null): OrderContext => ({ before, after, me: [alice], who: 'Alice', from: { fromAddress: alice }, zone: 'Europe/Berlin', nowUtc: now })
const toBob = (before: Component | null, after: Component | null): ItipMessage => must(messagesFor(before, after, [alice]).find((m) => m.to.address === bob), 'message to Bob')
const orderFor = (before: Component | null, after: Component | null) => mailOrder(toBob(before, after), ctx(before, after))
const unfolded = (ics: string): string => ics.replace(/\r\n[ \t]/g, '')

const private_ = ['SEQUENCE:2', ...meetingLines(alice, [alice, 'ACCEPTED']), `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;SCHEDULE-STATUS="1.1";SCHEDULE-FORCE-SEND=REQUEST:mailto:${bob}`, `ATTENDEE;PARTSTAT=ACCEPTED;SCHEDULE-AGENT=CLIENT;SCHEDULE-STATUS=2.0;X-SEQUENCE=1;X-DTSTAMP=20261101T000000Z:mailto:${carol}`, 'X-PARLEY-NOTE:mine', 'X-EVOLUTION-CALDAV-HREF:/x', 'X-ALT-DESC;FMTTYPE=text/html:<b>Hi</b>', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT10M', 'DESCRIPTION:r', 'END:VALARM']

describe('the calendar part of a mail', () => {
  it('T-I54, IMI-3: no SCHEDULE-*, no alarm, nothing private; what helps to read it stays', () => {
    const ics = unfolded(orderFor(null, tree(icsOf({ lines: private_ }))).ics)
    for (const never of ['SCHEDULE-', 'VALARM', 'X-PARLEY', 'X-EVOLUTION', 'X-SEQUENCE', 'X-DTSTAMP']) expect(ics).not.toContain(never)
    expect(ics).toContain('X-ALT-DESC')
    expect(ics).toContain('METHOD:REQUEST')
    expect(ics).toContain('SEQUENCE:2')
  })

  it('explains every zone it uses, also one that the stored event did not (IMI-2, ICS-12)', () => {
    const after = tree(icsOf({ start: '20261124T100000', end: '20261124T110000', zone: 'Europe/Berlin', lines: meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION']) }))
    expect(orderFor(null, after).ics).toMatch(/BEGIN:VTIMEZONE[\s\S]*TZID:Europe\/Berlin[\s\S]*END:VTIMEZONE/)
  })

  it('names me by mail where my event names me by a path of my server (Radicale 3.1.8)', () => {
    const after = tree(icsOf({ lines: ['ORGANIZER:/alice@lab.test/', 'ATTENDEE;PARTSTAT=ACCEPTED:/alice@lab.test/', `ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:${bob}`] }))
    const me = ['/alice@lab.test/', alice]
    const message = must(messagesFor(null, after, me).find((m) => m.to.address === bob), 'message to Bob')
    const { ics } = mailOrder(message, { ...ctx(null, after), me })
    expect(ics).toContain(`ORGANIZER:mailto:${alice}`)
    expect(ics).not.toContain('/alice@lab.test/')
  })

  it('shows only the dates this person is in (SCH-9, IMI-3)', () => {
    const override = (lines: readonly string[]): string => ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20261101T000000Z', 'RECURRENCE-ID:20261201T090000Z', 'DTSTART:20261201T130000Z', 'DTEND:20261201T140000Z', 'SUMMARY:Salaries', ...lines, 'END:VEVENT'].join('\r\n')
    const after = tree(icsOf({ lines: ['RRULE:FREQ=WEEKLY;COUNT=4', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION'])], more: [override(meetingLines(alice, [alice, 'ACCEPTED'], [carol, 'NEEDS-ACTION']))] }))
    const { ics } = orderFor(null, after)
    expect(ics).not.toContain('Salaries')
    expect(ics).toContain('EXDATE:20261201T090000Z')
  })
})

describe('the Message-ID', () => {
  const event = (sequence: number): Component => tree(icsOf({ lines: [`SEQUENCE:${sequence}`, ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION'], [carol, 'NEEDS-ACTION'])] }))
  const idOf = (to: string, after: Component, at = now): string => mailOrder(must(messagesFor(null, after, [alice]).find((m) => m.to.address === to), to), { ...ctx(null, after), nowUtc: at }).messageId

  it('is one for one revision to one person, and names the sender’s domain', () => {
    expect(idOf(bob, event(1))).toMatch(/^<parley-[0-9a-f]{32}@north\.example>$/)
    expect(idOf(bob, event(1))).toBe(idOf(bob, event(1)))
  })
  it('is another for the next revision, for another person, and for one that is sent again on purpose', () => {
    const ids = [idOf(bob, event(1)), idOf(bob, event(2)), idOf(carol, event(1)), idOf(bob, event(1), now + 60_000)]
    expect(new Set(ids).size).toBe(4)
  })
})

describe('the mail around it (IMI-2, RFC 6047 §2.4, §4.2)', () => {
  const after = tree(icsOf({ title: '<img src=x onerror=alert(1)> & Größe', lines: ['DESCRIPTION:First line\\nSecond <b>line</b>', 'LOCATION:Room 1', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION'])] }))
  const built = async (): Promise<string> => (await buildMessage(orderFor(null, after), { fromAddress: alice, name: 'Alice Ünger' }, now)).toString('utf8')

  it('is multipart/alternative: text, HTML, and the calendar last, with the method of its METHOD', async () => {
    const mail = await built()
    const types = [...mail.matchAll(/^Content-Type: ([^\r\n]+(?:\r\n[ \t][^\r\n]+)*)/gim)].map(([, type]) => (type ?? '').replace(/\s+/g, ' '))
    expect(types.map((type) => type.split(';')[0])).toEqual(['multipart/alternative', 'text/plain', 'text/html', 'text/calendar'])
    expect(types[3]?.toLowerCase()).toContain('method=request')
    expect(types[3]?.toLowerCase()).toContain('component=vevent')
    expect(types[3]?.toLowerCase()).toContain('charset=utf-8')
    expect(mail).toMatch(/^Message-ID: <parley-/im)
    expect(mail).toMatch(/^Date: Sun, 22 Nov 2026 12:00:00 \+0000/im)
    expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
  })

  it('what people typed is shown and never obeyed', async () => {
    const html = /text\/html[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(await built())?.[1]?.replace(/=\r\n/g, '').replaceAll('=3D', '=') ?? ''
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).not.toMatch(/<img|<b>/)
  })

  it('a header cannot be made out of a title', async () => {
    const evil = tree(icsOf({ title: 'Hi\\nBcc: victim@example.org', lines: meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'NEEDS-ACTION']) }))
    expect((await buildMessage(orderFor(null, evil), { fromAddress: alice, name: 'A\r\nBcc: x@example.org' }, now)).toString('utf8')).not.toMatch(/^Bcc:/im)
  })

  it('comes back as it was by our own reader, also Größe', async () => {
    const read = readEml(await built())
    expect(read).toMatchObject({ from: alice, contentTypeMethod: 'REQUEST' })
    expect(read?.ics).toBe(orderFor(null, after).ics)
    expect(writeCalendar(tree(read?.ics ?? ''))).toContain('Größe')
  })
})

describe('words of a mail', () => {
  const meeting = (lines: readonly string[], start = '20261124T090000Z', end = '20261124T100000Z'): Component => tree(icsOf({ start, end, lines: ['SEQUENCE:0', ...meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED']), ...lines] }))
  const cases: readonly { readonly name: string; readonly before: Component | null; readonly after: Component | null; readonly subject: string; readonly has: string }[] = [
    { name: 'an invitation', before: null, after: meeting(['LOCATION:Aurora']), subject: 'Invitation: Design review', has: 'Alice invites you to “Design review”.\n\nTue 24 Nov 2026, 10:00–11:00 (Berlin time)' },
    { name: 'a cancellation', before: meeting([]), after: null, subject: 'Cancelled: Design review', has: 'Alice has cancelled “Design review”.' },
    { name: 'another place', before: meeting(['LOCATION:Aurora']), after: meeting(['LOCATION:Kantine']), subject: 'Updated invitation: Design review', has: 'Kantine' },
  ]
  it.each(cases)('$name', ({ before, after, subject, has }) => {
    const order = orderFor(before, after)
    expect(order.subject).toBe(subject)
    expect(order.text).toContain(has)
  })
})

describe('finding where mail is handed in (RFC 6186, RFC 8314 §5.1)', () => {
  const dns = (records: Readonly<Record<string, readonly { name: string; port: number; priority: number; weight: number }[]>>): SrvAsk => async (name) => records[name] ?? []
  const cases: readonly { readonly name: string; readonly ask: SrvAsk; readonly found: Awaited<ReturnType<typeof findSettings>> }[] = [
    { name: 'encrypted from the start before STARTTLS', ask: dns({ '_submissions._tcp.north.example': [{ name: 'smtp.north.example', port: 465, priority: 0, weight: 1 }], '_submission._tcp.north.example': [{ name: 'x', port: 587, priority: 0, weight: 1 }] }), found: { host: 'smtp.north.example', port: 465, security: 'tls' } },
    { name: 'STARTTLS alone, the best of two', ask: dns({ '_submission._tcp.north.example': [{ name: 'b.example.', port: 587, priority: 20, weight: 0 }, { name: 'a.example.', port: 587, priority: 10, weight: 0 }] }), found: { host: 'a.example', port: 587, security: 'starttls' } },
    { name: '"." says that there is none', ask: dns({ '_submissions._tcp.north.example': [{ name: '.', port: 0, priority: 0, weight: 0 }] }), found: null },
    { name: 'nothing is said: it is typed', ask: dns({}), found: null },
  ]
  it.each(cases)('$name', async ({ ask, found }) => {
    expect(await findSettings('Alice@North.Example', ask)).toEqual(found)
  })
})

describe('reading mails of others', () => {
  const ics = icsOf({ title: 'Größe' }).replace('BEGIN:VEVENT', 'METHOD:REQUEST\r\nBEGIN:VEVENT')
  const nested = (encoding: string, body: string): string =>
    ['From: "Bob, B." <Bob@South.Example>', 'Content-Type: multipart/mixed; boundary="out er"', '', '--out er', 'Content-Type: multipart/alternative;', ' boundary=inner', '', '--inner', 'Content-Type: text/plain', '', 'Hello', '--inner', 'Content-Type: text/calendar; charset="utf-8"; METHOD=Request', `Content-Transfer-Encoding: ${encoding}`, '', body, '--inner--', '--out er--', ''].join('\r\n')
  const quoted = (text: string): string => [...Buffer.from(text, 'utf8')].map((byte) => (byte === 61 || byte > 126 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte))).join('')
  const cases = [
    { name: 'base64', mail: nested('base64', Buffer.from(ics).toString('base64').replace(/.{76}/g, '$&\r\n')) },
    { name: 'quoted-printable with soft line ends', mail: nested('quoted-printable', quoted(ics).replace('SUMMARY', 'SUM=\r\nMARY')) },
    { name: '8bit, and bare line feeds', mail: nested('8bit', ics).replaceAll('\r\n', '\n') },
  ]
  it.each(cases)('$name', ({ mail }) => {
    const read = readEml(mail)
    expect(read).toMatchObject({ from: 'bob@south.example', contentTypeMethod: 'Request' })
    expect(read?.ics.replaceAll('\r\n', '\n').trim()).toBe(ics.replaceAll('\r\n', '\n').trim())
  })
  it('a mail without a calendar, and no mail at all', () => {
    expect(readEml('From: a@b.example\r\n\r\nHello')).toBeNull()
    expect(readEml('just words')).toBeNull()
  })
})
