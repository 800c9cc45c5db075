import { expect, test } from '../stories/fixtures.ts'
import type { Organisations } from '../servers/organisations.ts'
import { allSent, eventually, otherClient, signIn, slot, zone } from './desk.ts'

test.use({ apart: 'acceptance' })

/** `PARLEY_MANY=2000` for as many as somebody has after some years: the servers then take minutes to store them one by one. */
const many = Number(process.env['PARLEY_MANY'] ?? 150)
const seriesCount = 8
const taskCount = 4

test('a full calendar: everything arrives, both sides change it, and what nobody touched stays byte for byte (SYN-1, SYN-2, CAL-4, CAL-9) @on:cyrus,davical,radicale,xandikos', async ({ organisations }) => {
  test.setTimeout(120_000 + many * 300)
  const there = await openThere(organisations)
  const texts = new Map<string, string>()
  for (let n = 0; n < many; n += 1) texts.set(`many-${n}.ics`, textOf(n))
  await there.putAll(texts)
  try {
    const before = await there.etags()
    expect(before.size).toBe(many)
    const tasks = [...texts.keys()].slice(-taskCount)
    const tasksBefore = await Promise.all(tasks.map((name) => there.get(name)))

    const app = await signIn(organisations, 'carol')
    const calendarHere = async () => (await app.call('accounts', {})).accounts[0]?.calendars.find((one) => one.name === there.name)
    const titles = async (): Promise<string[]> => {
      const { occurrences } = await app.call('events-in-range', { window: { startUtc: slot(0, 0).startUtc, endUtc: slot(60, 0).startUtc }, zone })
      return occurrences.filter((one) => one.title.startsWith('Many ')).map((one) => one.title)
    }
    await eventually(app, calendarHere, (calendar) => expect([calendar?.eventCount, calendar?.unreadableCount]).toEqual([many, 0]))
    // Each series has three dates, of which one was moved.
    expect(await titles()).toHaveLength(many - taskCount - seriesCount + 3 * seriesCount)

    const { occurrences } = await app.call('events-in-range', { window: { startUtc: slot(0, 0).startUtc, endUtc: slot(60, 0).startUtc }, zone })
    const named = (title: string) => {
      const found = occurrences.find((one) => one.title === title)
      if (!found) throw new Error(`${title} is not there`)
      return found
    }
    const edit = async (title: string, next: string): Promise<void> => {
      const { objectId, recurrenceId } = named(title)
      const { draft } = await app.call('event-draft', { objectId, recurrenceId, scope: recurrenceId === null ? 'all' : 'this', zone })
      await app.call('save-event', { draft: { ...draft!, title: next } })
    }
    // Here: one changed, one date of a series changed, one deleted.
    await edit('Many 10', 'Many 10 changed here')
    const series = `Many ${many - taskCount - 1}`
    const untouchedDate = occurrences.filter((one) => one.title === series).at(-1)!
    await app.call('move-event', { objectId: untouchedDate.objectId, recurrenceId: untouchedDate.recurrenceId, scope: 'this', when: { kind: 'timed', localStart: slot(30, 7).localStart, localEnd: slot(30, 8).localEnd, zone } })
    await app.call('delete-event', { objectId: named('Many 11').objectId, recurrenceId: null, scope: 'all', tellOrganizer: false })
    // There: one changed, one deleted, one under another name, the calendar renamed.
    await there.put('many-20.ics', textOf(20).replace('SUMMARY:Many 20', 'SUMMARY:Many 20 changed there'))
    await there.remove('many-21.ics')
    await there.remove('many-22.ics')
    await there.put('renamed-22.ics', textOf(22))
    await there.rename('Still a full one')
    await allSent(app)

    await eventually(app, titles, (all) => {
      expect(all).toHaveLength(many - taskCount - seriesCount + 3 * seriesCount - 2)
      expect(all.filter((one) => /^Many (?:10|11|20|21|22)\b/.test(one)).toSorted()).toEqual(['Many 10 changed here', 'Many 20 changed there', 'Many 22'])
    })
    await eventually(app, async () => (await app.call('accounts', {})).accounts[0]?.calendars.map((one) => one.name), (names) => expect(names).toContain('Still a full one'))
    expect((await app.call('queue', {})).rows).toEqual([])

    const after = await there.etags()
    const touched = new Set(['many-10.ics', 'many-11.ics', 'many-20.ics', 'many-21.ics', 'many-22.ics', 'renamed-22.ics', `many-${many - taskCount - 1}.ics`])
    expect([...after.keys()].toSorted()).toEqual([...before.keys(), 'renamed-22.ics'].filter((name) => !['many-11.ics', 'many-21.ics', 'many-22.ics'].includes(name)).toSorted())
    expect([...after].filter(([name, etag]) => !touched.has(name) && before.get(name) !== etag)).toEqual([])
    expect(await Promise.all(tasks.map((name) => there.get(name)))).toEqual(tasksBefore)
    const kept = await there.get(`many-${many - taskCount - 1}.ics`)
    expect(kept.match(/RECURRENCE-ID/g)).toHaveLength(2)
    expect(kept).toContain('X-KEPT-IN-OVERRIDE:yes')
    await app.stop()
  } finally {
    await there.close()
  }
})

/** Simple events of an hour, then series of which one date was moved, then tasks. Each says its number. */
function textOf(n: number): string {
  const basic = (days: number, hour: number): string => slot(days, hour).localStart.replace(/[-:]/g, '')
  const [day, hour] = [1 + (n % 28), 6 + (n % 12)]
  const part = (kind: string, uid: string, lines: readonly string[]): string[] => [`BEGIN:${kind}`, `UID:${uid}`, 'DTSTAMP:20260101T000000Z', ...lines, `END:${kind}`]
  const uid = `many-${n}`
  const title = `SUMMARY:Many ${n}`
  const body =
    n >= many - taskCount
      ? part('VTODO', uid, [title, 'X-TASK;X-LIST="a;b":as it was', 'PERCENT-COMPLETE:40', 'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-PT15M', 'DESCRIPTION:Task', 'END:VALARM'])
      : n >= many - taskCount - seriesCount
        ? [
            ...part('VEVENT', uid, [`DTSTART:${basic(2, hour)}Z`, 'DURATION:PT30M', 'RRULE:FREQ=WEEKLY;COUNT=3', title]),
            ...part('VEVENT', uid, [`RECURRENCE-ID:${basic(9, hour)}Z`, `DTSTART:${basic(10, hour)}Z`, 'DURATION:PT30M', 'X-KEPT-IN-OVERRIDE:yes', title]),
          ]
        : part('VEVENT', uid, [`DTSTART:${basic(day, hour)}Z`, 'DURATION:PT1H', `X-NUMBER:${n}`, title])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Other//Program//EN', ...body, 'END:VCALENDAR', ''].join('\r\n')
}

/** Another program, with a calendar of its own making beside the first one. */
async function openThere(organisations: Organisations) {
  const person = organisations.person('carol')
  const { calendars } = await otherClient(organisations, 'carol')
  const name = 'A full one'
  const home = new URL('.', calendars[0]!.url.replace(/\/$/, '')).href
  const base = new URL('a-full-one/', home).href
  const authorization = `Basic ${Buffer.from(`${person.user}:${person.password}`).toString('base64')}`
  const ask = async (method: string, url: string, body: string | null, headers: Record<string, string> = {}): Promise<string> => {
    const answer = await fetch(url, { method, body, headers: { authorization, ...headers } })
    const text = await answer.text()
    if (answer.status >= 300) throw new Error(`${method} ${url}: ${answer.status} ${text.slice(0, 300)}`)
    return text
  }
  const xml = { 'content-type': 'application/xml; charset=utf-8' }
  const prop = `<D:prop><D:displayname>${name}</D:displayname></D:prop>`
  await ask('MKCALENDAR', base, `<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set>${prop}</D:set></C:mkcalendar>`, xml)
  const put = async (file: string, text: string): Promise<void> => void (await ask('PUT', `${base}${file}`, text, { 'content-type': 'text/calendar; charset=utf-8' }))
  return {
    name,
    put,
    async putAll(texts: ReadonlyMap<string, string>): Promise<void> {
      const waiting = [...texts]
      const work = async (): Promise<void> => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await put(...next)
      }
      await Promise.all(Array.from({ length: 8 }, work))
    },
    get: (file: string) => ask('GET', `${base}${file}`, null),
    remove: async (file: string): Promise<void> => void (await ask('DELETE', `${base}${file}`, null)),
    rename: async (next: string): Promise<void> => void (await ask('PROPPATCH', base, `<D:propertyupdate xmlns:D="DAV:"><D:set>${prop.replace(name, next)}</D:set></D:propertyupdate>`, xml)),
    async etags(): Promise<Map<string, string>> {
      const listed = await ask('PROPFIND', base, '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>', { ...xml, depth: '1' })
      const rows = [...listed.matchAll(/<(?:\w+:)?href>([^<]*\.ics)<\/(?:\w+:)?href>[\s\S]*?<(?:\w+:)?getetag[^>]*>([^<]*)</g)]
      return new Map(rows.map(([, href, etag]) => [href?.split('/').at(-1) ?? '', etag ?? '']))
    },
    close: async (): Promise<void> => void (await ask('DELETE', base, null)),
  }
}
