import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import { readCalendar } from '../../../shared/ical/tree.ts'
import { readFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { readVcards } from '../../../shared/ical/vcard.ts'
import { bookSlug } from '../organisation.ts'
import { domains, people } from '../people.ts'
import { hrefsIn, propfindBody, send, start } from '../testing/practice-client.ts'
import type { Started } from '../testing/practice-client.ts'
import { seedOps } from './seed.ts'
import { storyMonday } from './story-time.ts'

test.each([
  ['2026-11-22T12:00:00Z', '2026-11-23'],
  ['2026-11-23T12:00:00Z', '2026-11-23'],
  ['2026-11-25T22:00:00Z', '2026-11-23'],
  ['2026-11-25T23:30:00Z', '2026-11-30'],
  ['2026-11-28T12:00:00Z', '2026-11-30'],
])('on %s the story’s week begins on %s', (now, monday) => {
  expect(storyMonday(Date.parse(now))).toBe(monday)
})

describe.each(['2026-11-22T12:00:00Z', '2026-03-28T12:00:00Z', '2027-10-30T12:00:00Z'])('seeded on %s', (now) => {
  const ops = domains.flatMap(({ domain }) => seedOps({ domain, now: Date.parse(now), empty: false }))
  const stored = ops.flatMap((op) => (op.op === 'object' ? [op] : []))
  const objects = stored.filter(({ slug }) => slug !== bookSlug)

  test('every card is one with a name and an address', () => {
    const cards = stored.filter(({ slug }) => slug === bookSlug).map(({ text }) => readVcards(text))
    expect(cards.length).toBeGreaterThan(0)
    for (const card of cards) expect(card).toMatchObject([{ name: expect.stringMatching(/./) as string, mails: [expect.stringContaining('@') as string] }])
  })
  test('every object can be read, is folded, ends after it begins', () => {
    expect(objects.length).toBeGreaterThan(100)
    for (const { text, name } of objects) {
      const read = readCalendar(text)
      const scan = scanObject(text)
      expect([name, read.ok, !isIcalProblem(scan) && scan.events.length]).toEqual([name, true, 1])
      expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
      if (isIcalProblem(scan)) continue
      const [event] = scan.events
      expect((event?.end?.wallMs ?? 0) > (event?.start?.wallMs ?? 0)).toBe(true)
    }
  })

  test('a UID is in one calendar of a person, and every object in a collection that exists', () => {
    const collections = new Set(ops.flatMap((op) => (op.op === 'collection' ? [`${op.user}/${op.slug}`] : [])))
    const seen = new Set<string>()
    for (const { user, slug, name } of objects) {
      expect(collections).toContain(`${user}/${slug}`)
      if (slug === 'inbox') continue
      expect(seen.has(`${user}/${name}`)).toBe(false)
      seen.add(`${user}/${name}`)
    }
  })

  test('copies of a meeting agree about everything but delivery', () => {
    const byName = new Map<string, string[]>()
    for (const { slug, name, text } of objects) if (slug !== 'inbox' && text.includes('ORGANIZER')) byName.set(name, [...(byName.get(name) ?? []), text.replace(/\r\n /g, '').replace(/;SCHEDULE-STATUS=[\d.]+/g, '')])
    expect(byName.size).toBeGreaterThan(12)
    for (const texts of byName.values()) expect(new Set(texts).size).toBe(1)
  })
})

describe('what a newcomer sees', () => {
  let on: Started
  beforeAll(async () => {
    on = await start({ empty: false })
  })
  afterAll(() => on.stop())

  test('Alice finds three invitations', async () => {
    const list = await on.as('alice', 'PROPFIND', '/dav/calendars/alice/inbox/', { headers: { Depth: '1' }, body: propfindBody('getetag') })
    const items = await Promise.all(hrefsIn(list).slice(1).map(async (href) => (await on.as('alice', 'GET', href)).body))
    expect(items.map((text) => `${/METHOD:(\w+)/.exec(text)?.[1]} ${/SUMMARY:([^\r]*)/.exec(text)?.[1]} ${/SEQUENCE:(\d)/.exec(text)?.[1]}`)).toEqual(['REQUEST Security walk-through 0', 'REQUEST Quarterly budget 0', 'REQUEST Supplier day 0'])
  })

  test('on Wednesday from 15:00 to 16:30 all are free but Carol, who is not sure, as in the people grid', async () => {
    const window = { startUtc: Date.parse('2026-11-25T14:00:00Z'), endUtc: Date.parse('2026-11-25T15:30:00Z') }
    const kinds: Record<string, string[]> = {}
    for (const { address, user } of people) {
      const url = on.practice.freebusyUrlOf(address)
      const answer = await send(`${url}${url.includes('?') ? '&' : '?'}start=2026-11-25T14:00:00Z&end=2026-11-25T15:30:00Z`, 'GET', {}, '')
      const read = readFreeBusy(answer.body, window)
      kinds[user] = read.ok ? read.value.spans.map((span) => span.kind) : [read.problem.code]
    }
    expect(kinds).toEqual({ alice: ['free'], bob: ['free'], carol: ['free', 'tentative', 'free'], aurora: ['free'], dave: ['free'], erin: ['free'], frank: ['free'] })
  })

})
