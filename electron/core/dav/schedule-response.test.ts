import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Href } from '../../../shared/model/ids.ts'
import { startFakeDav, type FakeDav } from '../testing/fake-dav.ts'
import { openDav } from './open-dav.ts'
import { askOutbox, readScheduleResponse } from './schedule-response.ts'
import type { DavClient } from './shapes.ts'

const wrap = (inner: string): string => `<?xml version="1.0"?><C:schedule-response xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${inner}</C:schedule-response>`

describe('readScheduleResponse', () => {
  it('T-C15, T-C16: recipient as href (Cyrus 3.6.1) and as text (SOGo 5.8.0); 2.0 and 3.7', () => {
    const body = wrap(
      '<C:response><C:recipient><href>mailto:a@x.test</href></C:recipient><C:request-status>2.0;Success</C:request-status><C:calendar-data content-type="text/calendar"><![CDATA[BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n]]></C:calendar-data></C:response>' +
        '<C:response><C:recipient>mailto:b@x.test</C:recipient><C:request-status>3.7;Invalid Calendar User;x</C:request-status><C:calendar-data/></C:response>',
    )
    expect(readScheduleResponse(body)).toEqual([
      { recipient: 'mailto:a@x.test', code: '2.0', text: 'Success', calendarText: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' },
      { recipient: 'mailto:b@x.test', code: '3.7', text: 'Invalid Calendar User;x', calendarText: null },
    ])
  })
  it('CC 0802, ISC-5: draft-era namespaces, and the shape of iSchedule that a gateway lets through', () => {
    expect(readScheduleResponse('<schedule-response xmlns="urn:ietf:params:xml:ns:ischedule"><response><recipient>mailto:b@x.test</recipient><request-status>5.1</request-status></response></schedule-response>')).toEqual([
      { recipient: 'mailto:b@x.test', code: '5.1', text: '', calendarText: null },
    ])
  })
  it.each(['', '<html/>', 'plain', wrap('<C:response>')])('%j is none', (body) => expect(readScheduleResponse(body)).toBeNull())
})

describe('askOutbox', () => {
  let fake: FakeDav
  let dav: DavClient
  beforeEach(async () => {
    fake = await startFakeDav()
    dav = openDav({ baseUrl: fake.url, auth: { kind: 'anonymous' }, log: { info: () => undefined, warn: () => undefined } })
  })
  afterEach(async () => {
    await dav.close()
    await fake.close()
  })
  const ask = { outboxHref: '/out/' as Href, text: 'X', organizer: 'mailto:me@x.test', attendees: ['mailto:a@x.test', 'mailto:b@x.test'] }

  it('SCH-50: text/calendar, with the headers of the draft era', async () => {
    fake.on('POST /out/', { status: 200, body: wrap('') })
    expect(await askOutbox(dav, ask)).toEqual({ ok: true, value: [] })
    expect(fake.requests[0]).toMatchObject({ body: 'X', headers: { 'content-type': 'text/calendar; charset=utf-8', originator: 'mailto:me@x.test', recipient: 'mailto:a@x.test, mailto:b@x.test' } })
  })
  it.each([
    [501, 'not-supported'],
    [404, 'not-supported'],
    [405, 'not-supported'],
    [403, 'forbidden'],
    [400, 'bad-request'],
    [500, 'server-fault'],
  ])('SCH-52, T-C17: %i → %s', async (status, cause) => {
    fake.on('POST /out/', { status })
    expect(await askOutbox(dav, ask)).toMatchObject({ ok: false, problem: { cause } })
  })
  it.each([{ status: 200 }, { status: 204 }])('SCH-52: %j answers for nobody', async (reply) => {
    fake.on('POST /out/', reply)
    expect(await askOutbox(dav, ask)).toEqual({ ok: true, value: [] })
  })
})
