import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readFreeBusy, freeBusyRequest } from '../../../shared/freebusy/vfreebusy.ts'
import { must } from '../../../shared/model/result.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Etag, Href } from '../../../shared/model/ids.ts'
import { discover, type Discovered } from '../accounts/discover.ts'
import { calendarQuery } from './calendar-query.ts'
import { deleteObject } from './delete-object.ts'
import { createFburlMemory, openFburlReader } from './fburl.ts'
import { getObject } from './get-objects.ts'
import { hrefKey } from './hrefs.ts'
import { listEtags } from './list-etags.ts'
import { multiget } from './multiget.ts'
import { openDav } from './open-dav.ts'
import { putObject } from './put-object.ts'
import { askOutbox } from './schedule-response.ts'
import { searchPrincipals } from './search-principals.ts'
import type { DavClient, MemberRow } from './shapes.ts'
import { syncCollection } from './sync-collection.ts'

/** The verbs on real servers: a list in PARLEY_DAV_SERVERS (JSON), seen to pass on Cyrus 3.6.1 and DAViCal 1.1.12. Skipped without it. */
interface Server {
  readonly name: string
  readonly where: string
  readonly user: string
  readonly password: string
  /** Freebusy URL of the same person. */
  readonly freebusyUrl: string
  readonly other: string
}
const named = JSON.parse(process.env.PARLEY_DAV_SERVERS ?? '[]') as readonly Server[]
const servers: readonly Server[] = named.length > 0 ? named : [{ name: 'real servers (none named)', where: '', user: '', password: '', freebusyUrl: '', other: '' }]
const log = { info: () => undefined, warn: () => undefined }
const value = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.value
}
const event = (uid: string, title: string, day = '20270118'): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Test//EN', 'BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261122T120000Z', `DTSTART:${day}T090000Z`, `DTEND:${day}T100000Z`, 'SEQUENCE:0', `SUMMARY:${title}`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')

describe.skipIf(named.length === 0).each(servers)('$name', (server) => {
  let account: Discovered
  let dav: DavClient
  let calendar: Href
  const rows: MemberRow[] = []
  const take = (more: readonly MemberRow[]): void => void rows.push(...more)
  const all = async (run: () => Promise<Result<unknown, unknown>>): Promise<MemberRow[]> => {
    rows.length = 0
    value(await run())
    return [...rows]
  }

  it('DIS: is found, signed in to, and learnt', async () => {
    const steps: string[] = []
    const options = { log, allowPlainHttp: false, knownServers: {}, clock: { now: () => Date.now() }, newId: randomUUID }
    account = value(await discover(server.where, server.user, server.password, options, ({ key, state }) => steps.push(`${key} ${state}`)))
    expect(steps).toEqual(['find running', 'find done', 'sign-in running', 'sign-in done', 'learn running', 'learn done', 'calendars running', 'calendars done'])
    expect(account.capabilities).toMatchObject({ autoSchedule: true, outboxFreeBusy: true, syncCollection: true })
    expect(account.addresses).toContain(`mailto:${server.user.includes('@') ? server.user : `${server.user}@a.test`}`)
    calendar = must(account.calendars.find(({ writable }) => writable)?.href, 'calendar')
    dav = openDav({ baseUrl: account.baseUrl, auth: { kind: 'basic', user: account.user, password: server.password }, log })
  })

  it('SYN-1…3, CAL-4: a new object comes by sync-collection with its text, by multiget and by query', async () => {
    const before = value(await syncCollection(dav, { href: calendar, token: null, withData: false }, () => undefined))
    const made: Href[] = []
    for (const n of [1, 2, 3]) {
      const href = `${calendar}${randomUUID()}.ics` as Href
      made.push(href)
      value(await putObject(dav, { href, text: event(randomUUID(), `Nr ${n} <&> "ü"`), condition: { kind: 'new' } }))
    }
    const changed = await all(() => syncCollection(dav, { href: calendar, token: before.token, withData: true }, take))
    expect(changed.map(({ href }) => hrefKey(href)).sort()).toEqual(made.map((href) => hrefKey(href)).sort())
    const texts = changed.some(({ text }) => text !== null) ? changed : await all(() => multiget(dav, { href: calendar, members: made }, take))
    expect(texts.every(({ text }) => text?.includes('<&> "ü"') && text.includes('\r\nEND:VCALENDAR\r\n'))).toBe(true)

    const gone = `${calendar}${randomUUID()}.ics` as Href
    rows.length = 0
    const end = value(await multiget(dav, { href: calendar, members: [...made, gone] }, take))
    expect(rows).toHaveLength(3)
    expect(end.missing).toEqual([gone])

    const window = { startUtc: Date.UTC(2027, 0, 18), endUtc: Date.UTC(2027, 0, 19) }
    expect((await all(() => calendarQuery(dav, { href: calendar, window, withData: true }, take))).length).toBeGreaterThanOrEqual(3)
    expect((value(await listEtags(dav, calendar))).length).toBeGreaterThanOrEqual(3)

    const [first] = made
    const href = must(first, 'href')
    const uid = must(/UID:(.*)\r/.exec(value(await getObject(dav, href)).text)?.[1], 'uid')
    expect((await all(() => calendarQuery(dav, { href: calendar, window: null, uid, withData: true }, take))).map((row) => hrefKey(row.href))).toEqual([hrefKey(href)])

    const token = value(await syncCollection(dav, { href: calendar, token: null, withData: false }, () => undefined)).token
    for (const member of made) value(await deleteObject(dav, { href: member, condition: { kind: 'etag', etag: must(value(await getObject(dav, member)).etag, 'etag') }, tellOrganizer: true }))
    expect(value(await syncCollection(dav, { href: calendar, token, withData: true }, () => undefined)).removed.map((removed) => hrefKey(removed)).sort()).toEqual(made.map((m) => hrefKey(m)).sort())
  })

  it('HTTP-6: conditions hold, and a stale one is a conflict', async () => {
    const href = `${calendar}${randomUUID()}.ics` as Href
    const uid = randomUUID()
    value(await putObject(dav, { href, text: event(uid, 'One'), condition: { kind: 'new' } }))
    expect(await putObject(dav, { href, text: event(uid, 'Again'), condition: { kind: 'new' } })).toMatchObject({ ok: false, problem: { kind: 'conflict' } })
    const { etag } = value(await getObject(dav, href))
    value(await putObject(dav, { href, text: event(uid, 'Two'), condition: { kind: 'etag', etag: must(etag, 'etag') } }))
    expect(await putObject(dav, { href, text: event(uid, 'Three'), condition: { kind: 'etag', etag: must(etag, 'etag') } })).toMatchObject({ ok: false, problem: { kind: 'conflict', httpStatus: 412 } })
    expect(value(await getObject(dav, href)).text).toContain('SUMMARY:Two')
    expect(await deleteObject(dav, { href, condition: { kind: 'etag', etag: '"stale"' as Etag }, tellOrganizer: true })).toMatchObject({ ok: false, problem: { kind: 'conflict' } })
    value(await deleteObject(dav, { href, condition: { kind: 'any' }, tellOrganizer: true }))
    expect(value(await deleteObject(dav, { href, condition: { kind: 'any' }, tellOrganizer: true })).wasGone).toBe(true)
    expect(await getObject(dav, href)).toMatchObject({ ok: false, problem: { kind: 'gone' } })
  })

  it('SCH-50…51, FBU-10: busy time by Outbox and by freebusy URL agree', async () => {
    const href = `${calendar}${randomUUID()}.ics` as Href
    value(await putObject(dav, { href, text: event(randomUUID(), 'Busy', '20270202'), condition: { kind: 'new' } }))
    const window = { startUtc: Date.UTC(2027, 1, 2), endUtc: Date.UTC(2027, 1, 3) }
    const me = must(account.addresses.find((address) => address.startsWith('mailto:')), 'address')
    const attendees = [me, `mailto:${server.other}`, 'mailto:nobody@nowhere.invalid']
    const text = freeBusyRequest({ window, nowUtc: Date.now(), uid: randomUUID(), organizer: me, attendees })
    const answers = value(await askOutbox(dav, { outboxHref: must(account.outboxHref, 'outbox'), text, organizer: me, attendees }))
    expect(answers.map(({ recipient, code, calendarText }) => `${recipient} ${/^[35]/.test(code) ? 'no' : code.charAt(0)} ${calendarText !== null}`).sort()).toEqual(
      [`${me} 2 true`, 'mailto:nobody@nowhere.invalid no false', `mailto:${server.other} 2 true`].sort(),
    )
    const byOutbox = value(readFreeBusy(must(answers.find(({ recipient }) => recipient === me)?.calendarText, 'answer'), window))
    const reader = openFburlReader(createFburlMemory())
    const byUrl = value(readFreeBusy(value(await reader.getFreeBusyUrl({ url: server.freebusyUrl, window, approved: true, nowUtc: Date.now() })).body, window))
    expect(byUrl.spans).toEqual(byOutbox.spans)
    expect(byUrl.spans.filter(({ kind }) => kind === 'busy')).toEqual([{ startUtc: Date.UTC(2027, 1, 2, 9), endUtc: Date.UTC(2027, 1, 2, 10), kind: 'busy' }])
    await reader.close()
    value(await deleteObject(dav, { href, condition: { kind: 'any' }, tellOrganizer: true }))
  })

  it('PPL-1: people can be looked up, or the server says nothing', async () => {
    const found = await searchPrincipals(dav, { collections: account.principalCollections, text: account.user.split('@')[0] ?? '', product: account.capabilities.product })
    expect(value(found).every(({ addresses }) => addresses.length > 0)).toBe(true)
    await dav.close()
  })
})
