import { afterEach, describe, expect, it } from 'vitest'
import type { AccountId, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { type CalendarServer, type Meddling, startCalendarServer } from '../testing/calendar-server.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { type Client, startClient } from '../testing/sync-bench.ts'

let server: CalendarServer
let client: Client
const shared = '/alice/shared/'
afterEach(async () => {
  await client.close()
  await server.close()
})

async function start(owner: string, answer: Meddling | null): Promise<void> {
  server = await startCalendarServer({ owners: { [shared]: owner, '/alice/cal/': '/p/alice/' }, meddle: ({ path }) => (path.startsWith('/p/') ? answer : null) })
  server.calendars.add(shared)
  client = startClient(server)
}
const row = (href: string) => must(client.store.read.collections('acc' as AccountId).find((one) => one.href === href), 'calendar')
/** Principals are asked for nothing else. */
const asks = (): number => server.log.filter((line) => line.startsWith('PROPFIND /p/')).length
const person = (name: string, address: string): Meddling => ({
  status: 207,
  headers: { 'content-type': 'application/xml' },
  body: `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/p/bob/</d:href><d:propstat><d:prop><d:displayname>${name}</d:displayname><c:calendar-user-address-set><d:href>mailto:${address}</d:href><d:href>/p/bob/</d:href></c:calendar-user-address-set></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`,
})

describe('whose a calendar is (DAV:owner, PPL-6)', () => {
  it.each<[string, string, Meddling | null, object | null, number]>([
    ['my principal: mine, and nobody is asked', '/p/alice/', null, null, 0],
    ['my principal, spelled as a whole URL without the last slash: mine', 'URL/p/alice', null, null, 0],
    ['my home, where principal and home are one (DAViCal): mine', '/alice/', null, null, 0],
    ['another name of mine, known by its address: mine', '/p/bob/', person('Alice', 'Alice@north.example'), null, 2],
    ['somebody else, who is asked about once', '/p/bob/', person('Bob Berg', 'bob@north.example'), { href: '/p/bob/', name: 'Bob Berg', addresses: ['mailto:bob@north.example'] }, 1],
    ['a server that tells nothing of others (DAViCal 1.1.12)', '/p/room%201/', { status: 403 }, { href: '/p/room%201/', name: 'room 1', addresses: [] }, 1],
    ['no answer: theirs meanwhile, and asked again', '/p/bob/', { status: 503 }, { href: '/p/bob/', name: 'bob', addresses: null }, 2],
  ])('%s', async (_name, owner, answer, expected, asked) => {
    await start('', answer)
    server.traits.owners = { [shared]: owner.replace('URL', server.url.replace(/\/$/, '')) }
    await client.pull()
    await client.pull()
    expect(row(shared).owner).toEqual(expected)
    expect(row('/alice/cal/').owner).toBeNull()
    expect(asks()).toBe(asked)
  })

  it('is never where my invitations land while I have one of my own', async () => {
    await start('/p/bob/', { status: 403 })
    server.propsOf(shared).set('calendar-order', '1')
    server.propsOf('/alice/cal/').set('calendar-order', '2')
    await client.pull()
    expect([row(shared).isDefault, row('/alice/cal/').isDefault]).toEqual([false, true])
  })

  it('a meeting of mine that also lies in the calendar of somebody else is mine only where it is mine', async () => {
    await start('/p/bob/', { status: 403 })
    const text = icsOf({ lines: [...meetingLines('bob@north.example', ['bob@north.example', 'ACCEPTED'], ['alice@north.example', 'NEEDS-ACTION'])] })
    server.put('/alice/cal/a.ics', text)
    server.put(`${shared}a.ics`, text)
    await client.pull()
    const roles = () => Object.fromEntries(client.store.read.occurrencesIn({ window: { startUtc: Date.parse('2026-11-24T00:00:00Z'), endUtc: Date.parse('2026-11-25T00:00:00Z') }, zone: 'UTC' }).map((one) => [one.collectionId, one.role]))
    expect(roles()).toEqual({ [row('/alice/cal/').id]: 'attendee', [row(shared).id]: 'plain' })
    expect(client.store.read.objectsByUid('a' as Uid, 'acc' as AccountId).map((one) => one.collectionId)).toEqual([row('/alice/cal/').id])
    // Learnt later, or given back: what is stored already is read again.
    server.traits.owners = {}
    await client.pull()
    expect(roles()[row(shared).id]).toBe('attendee')
    server.traits.owners = { [shared]: '/p/bob/' }
    await client.pull()
    expect(roles()[row(shared).id]).toBe('plain')
  })
})
