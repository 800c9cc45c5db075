import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { event, hrefsIn, inviting, namespaces, start, syncBody, tokenIn } from '../testing/practice-client.ts'
import { inboxSlug } from '../organisation.ts'
import type { Answer, Started } from '../testing/practice-client.ts'

let on: Started
beforeEach(async () => {
  on = await start()
})
afterEach(() => on.stop())

const home = '/dav/calendars/alice/work/'
const put = (name: string, body: string): Promise<Answer> => on.as('alice', 'PUT', `${home}${name}`, { body })
const report = (body: string, path = home, user = 'alice'): Promise<Answer> => on.as(user, 'REPORT', path, { body, headers: { Depth: '1' } })
const namesIn = (answer: Answer): string[] => hrefsIn(answer).map((href) => href.slice(home.length))

describe('sync-collection', () => {
  test('T-Y01, T-Y02: all at first, then changes and deletions', async () => {
    await put('a.ics', event({ uid: 'a' }))
    await put('b.ics', event({ uid: 'b' }))
    const first = await report(syncBody(''))
    expect(namesIn(first)).toEqual(['a.ics', 'b.ics'])
    await put('a.ics', event({ uid: 'a', summary: 'New' }))
    await on.as('alice', 'DELETE', `${home}b.ics`)
    await put('c.ics', event({ uid: 'c' }))
    const next = await report(syncBody(tokenIn(first)))
    expect(namesIn(next)).toEqual(['a.ics', 'b.ics', 'c.ics'])
    expect(next.body).toContain(`<D:href>${home}b.ics</D:href><D:status>HTTP/1.1 404 Not Found</D:status>`)
    expect(namesIn(await report(syncBody(tokenIn(next))))).toEqual([])
  })

  test('SYN-2: deleted and made again is a change', async () => {
    await put('a.ics', event({ uid: 'a' }))
    const { body } = await report(syncBody(''))
    await on.as('alice', 'DELETE', `${home}a.ics`)
    await put('a.ics', event({ uid: 'a' }))
    const next = await report(syncBody(tokenIn({ status: 207, headers: {}, body })))
    expect([namesIn(next), next.body.includes('404')]).toEqual([['a.ics'], false])
  })

  test('T-Y03: nresults and the knob cut pages that end in 507; nothing is missed', async () => {
    for (const uid of ['a', 'b', 'c', 'd', 'e']) await put(`${uid}.ics`, event({ uid }))
    on.practice.knobs.turn({ pageSize: 2 })
    const seen: string[] = []
    let token = ''
    for (let page = 0; page < 5; page += 1) {
      const answer = await report(syncBody(token))
      seen.push(...namesIn(answer).filter((name) => name !== ''))
      token = tokenIn(answer)
      if (!answer.body.includes('507 Insufficient Storage')) break
      expect(answer.body).toContain('<D:number-of-matches-within-limits/>')
    }
    expect(seen).toEqual(['a.ics', 'b.ics', 'c.ics', 'd.ics', 'e.ics'])
    on.practice.knobs.turn({ pageSize: null })
    expect(namesIn(await report(syncBody('', '<limit><nresults>3</nresults></limit>')))).toEqual(['a.ics', 'b.ics', 'c.ics', ''])
  })

  test('T-Y04: tokens of another life, of another calendar and from the future are refused', async () => {
    const token = tokenIn(await report(syncBody('')))
    for (const wrong of ['data:,other/alice/work/0', token.replace('work', 'personal'), token.replace(/\d+$/, '99'), 'rubbish']) {
      const answer = await report(syncBody(wrong))
      expect([wrong, answer.status, answer.body.includes('<D:valid-sync-token/>')]).toEqual([wrong, 403, true])
    }
  })

  test('tokens live on through a restart', async () => {
    await put('a.ics', event({ uid: 'a' }))
    await put('b.ics', event({ uid: 'b' }))
    const token = tokenIn(await report(syncBody('')))
    await on.as('alice', 'DELETE', `${home}a.ics`)
    on = await on.restart()
    on = await on.restart()
    const next = await report(syncBody(token))
    expect([namesIn(next), next.body.includes('404 Not Found')]).toEqual([['a.ics'], true])
  })
})

describe('calendar-multiget', () => {
  test('T-Y09: each href has its row, also the one that is gone; bytes come back whole', async () => {
    const text = event({ uid: 'a', summary: 'Tea & <talk> "é"' })
    await put('a.ics', text)
    const answer = await report(`<C:calendar-multiget ${namespaces}><prop><getetag/><C:calendar-data/></prop><href>${home}a.ics</href><href>${home}gone.ics</href><href>${on.practice.servers['north.example']}${home}a.ics</href></C:calendar-multiget>`)
    expect(namesIn(answer)).toEqual(['a.ics', 'gone.ics', 'a.ics'])
    expect(answer.body).toContain(`${home}gone.ics</D:href><D:status>HTTP/1.1 404 Not Found`)
    const data = /<C:calendar-data>([^<]*)</.exec(answer.body)?.[1]?.replace(/&#13;/g, '\r').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')
    expect(data).toBe(text)
  })
})

test('SCH-43: in the Inbox every time-range fits, and nobody is told free or busy of it (RFC 6638 §2.3)', async () => {
  await on.as('bob', 'PUT', '/dav/calendars/bob/work/m.ics', { body: event({ uid: 'm', more: inviting('bob', 'alice') }) })
  const inbox = `/dav/calendars/alice/${inboxSlug}/`
  const range = '<C:time-range start="20200101T000000Z" end="20200102T000000Z"/>'
  const found = await report(`<C:calendar-query ${namespaces}><prop><getetag/></prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${range}</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`, inbox)
  expect([found.status, hrefsIn(found).length]).toEqual([207, 1])
  const busy = await report(`<C:free-busy-query ${namespaces}>${range}</C:free-busy-query>`, inbox)
  expect(busy.status).toBe(403)
})

describe('calendar-query', () => {
  const query = (filter: string, prop = '<getetag/>'): Promise<Answer> => report(`<C:calendar-query ${namespaces}><prop>${prop}</prop><C:filter>${filter}</C:filter></C:calendar-query>`)
  const inEvent = (inside: string): string => `<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${inside}</C:comp-filter></C:comp-filter>`

  beforeEach(async () => {
    await put('once.ics', event({ uid: 'once' }))
    await put('weekly.ics', event({ uid: 'weekly', start: '20260101T090000Z', end: '20260101T100000Z', more: ['RRULE:FREQ=WEEKLY', 'EXDATE:20261126T090000Z'] }))
    await put('day.ics', event({ uid: 'day', summary: 'Whole day' }).replace('DTSTART:20261125T100000Z', 'DTSTART;VALUE=DATE:20261125').replace('DTEND:20261125T110000Z', 'DTEND;VALUE=DATE:20261126'))
    await put('todo.ics', event({ uid: 'todo' }).replaceAll('VEVENT', 'VTODO').replace('DTEND', 'DUE'))
  })

  test.each([
    ['20261125T103000Z', '20261125T104000Z', ['once.ics', 'day.ics']],
    ['20261125T110000Z', '20261125T120000Z', ['day.ics']],
    ['20261126T090000Z', '20261126T100000Z', []],
    ['20261203T093000Z', '20261203T094000Z', ['weekly.ics']],
  ])('CAL-2: time-range %s–%s', async (from, to, names) => {
    expect(namesIn(await query(inEvent(`<C:time-range start="${from}" end="${to}"/>`)))).toEqual(names)
  })

  test('SYN-13: an object is found by its UID', async () => {
    expect(namesIn(await query(inEvent('<C:prop-filter name="UID"><C:text-match collation="i;octet">week</C:text-match></C:prop-filter>')))).toEqual(['weekly.ics'])
    expect(namesIn(await query(inEvent('<C:prop-filter name="RRULE"><C:is-not-defined/></C:prop-filter>')))).toEqual(['once.ics', 'day.ics'])
    expect(namesIn(await query('<C:comp-filter name="VCALENDAR"><C:comp-filter name="VTODO"/></C:comp-filter>'))).toEqual(['todo.ics'])
  })

  test('CAL-5: expand gives instances in UTC without a rule', async () => {
    const answer = await query(inEvent('<C:prop-filter name="UID"><C:text-match>weekly</C:text-match></C:prop-filter>'), '<C:calendar-data><C:expand start="20261120T000000Z" end="20261211T000000Z"/></C:calendar-data>')
    expect(answer.body.match(/DTSTART:\d+T090000Z/g)).toEqual(['DTSTART:20261203T090000Z', 'DTSTART:20261210T090000Z'])
    expect(answer.body).toContain('RECURRENCE-ID:20261203T090000Z')
    expect(answer.body).not.toContain('RRULE')
  })

  test.each([
    ['no filter at all', '', 'valid-filter'],
    ['a range that is none', inEvent('<C:time-range start="20261125"/>'), 'valid-filter'],
    ['an unknown collation', inEvent('<C:prop-filter name="UID"><C:text-match collation="i;klingon">x</C:text-match></C:prop-filter>'), 'supported-collation'],
    ['an unknown filter', inEvent('<C:colour-filter/>'), 'supported-filter'],
  ])('CAL-7: %s is refused by name', async (_name, filter, condition) => {
    const answer = await query(filter)
    expect([answer.status, answer.body.includes(`<C:${condition}/>`)]).toEqual([403, true])
  })

  test('unknown reports are refused by name, broken XML is 400', async () => {
    expect((await report(`<D:unheard xmlns:D="DAV:"/>`)).body).toContain('<D:supported-report/>')
    expect((await report('<a><b></a>')).status).toBe(400)
  })
})

describe('free-busy-query', () => {
  const ask = (path: string, user = 'alice', from = '20261125T000000Z', to = '20261126T000000Z'): Promise<Answer> => report(`<C:free-busy-query ${namespaces}><C:time-range start="${from}" end="${to}"/></C:free-busy-query>`, path, user)
  test('CAL-6: types alone, for the home or one calendar, for colleagues too', async () => {
    await put('a.ics', event({ uid: 'a', summary: 'Secret' }))
    await on.as('alice', 'PUT', '/dav/calendars/alice/personal/b.ics', { body: event({ uid: 'b', start: '20261125T110000Z', end: '20261125T120000Z', more: ['STATUS:TENTATIVE'] }) })
    const mine = await ask('/dav/calendars/alice/')
    expect([mine.status, mine.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(mine.body.match(/^FREEBUSY.*$/gm)?.map((line) => line.trim())).toEqual(['FREEBUSY;FBTYPE=BUSY:20261125T100000Z/20261125T110000Z', 'FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261125T110000Z/20261125T120000Z'])
    const theirs = await ask(home, 'bob')
    expect(theirs.body).toContain('20261125T100000Z/20261125T110000Z')
    expect(theirs.body).not.toContain('Secret')
    expect((await ask(home, 'alice', '20261126T000000Z', '20261125T000000Z')).status).toBe(400)
  })
})
