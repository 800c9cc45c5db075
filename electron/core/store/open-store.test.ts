import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Topic } from '../../../shared/contract/topics.ts'
import type { AccountId, CollectionId, Etag, Href, ObjectId, QueueId, Uid } from '../../../shared/model/ids.ts'
import { quietLog } from '../testing/fake-ports.ts'
import { aCollection, anAccount, aQueued, icsOf, meetingLines } from '../testing/store-rows.ts'
import { createTestClock } from '../testing/test-clock.ts'
import { openStore, type Store } from './open-store.ts'

const now = Date.parse('2026-11-22T13:00:00Z')
const at = (text: string) => Date.parse(text)
const week = { startUtc: at('2026-11-22T23:00:00Z'), endUtc: at('2026-11-29T23:00:00Z') }
const cal = 'cal' as CollectionId
const href = (name: string) => `/alice/cal/${name}` as Href

const opened: Store[] = []
afterEach(() => {
  for (const store of opened.splice(0)) store.close()
})

function open(path = ':memory:', clock = createTestClock(now)): { store: Store; clock: typeof clock } {
  const store = openStore(path, quietLog, clock)
  opened.push(store)
  if (store.read.account('acc' as AccountId) === null) {
    store.write(['accounts'], (tx) => {
      tx.putAccount(anAccount())
      tx.putCollection(aCollection())
    })
  }
  return { store, clock }
}

const put = (store: Store, name: string, text: string, etag = '"1"') =>
  store.write(['objects'], (tx) => tx.putServerObject({ collectionId: cal, href: href(name), etag: etag as Etag, scheduleTag: null, text }))
const titles = (store: Store, window = week, zone = 'Europe/Berlin') => store.read.occurrencesIn({ window, zone }).map((row) => row.title)

describe('window query', () => {
  it('gives what overlaps the half-open window, in order of start', () => {
    const { store } = open()
    put(store, 'before.ics', icsOf({ uid: 'b', title: 'ends at the start', start: '20261122T220000Z', end: '20261122T230000Z' }))
    put(store, 'late.ics', icsOf({ uid: 'l', title: 'late', start: '20261127T090000Z', end: '20261127T100000Z' }))
    put(store, 'in.ics', icsOf({ uid: 'i', title: 'reaches in', start: '20261122T220000Z', end: '20261122T233000Z' }))
    put(store, 'after.ics', icsOf({ uid: 'a', title: 'starts at the end', start: '20261129T230000Z', end: '20261129T233000Z' }))
    put(store, 'empty.ics', icsOf({ uid: 'e', title: 'no length', start: '20261125T090000Z', end: '20261125T090000Z' }))
    expect(titles(store)).toEqual(['reaches in', 'no length', 'late'])
  })

  it('finds an event that began long before the window', () => {
    const { store } = open()
    put(store, 'long.ics', icsOf({ title: 'sabbatical', start: '20260901T080000Z', end: '20261231T080000Z' }))
    expect(titles(store)).toEqual(['sabbatical'])
  })

  it.each([
    ['Europe/Berlin', '2026-11-22T23:00:00Z', '2026-11-23T23:00:00Z'],
    ['America/New_York', '2026-11-23T05:00:00Z', '2026-11-24T05:00:00Z'],
    ['Pacific/Apia', '2026-11-22T11:00:00Z', '2026-11-23T11:00:00Z'],
  ])('gives an all-day event on its own day alone, in %s', (zone, from, to) => {
    const { store } = open()
    put(store, 'day.ics', icsOf({ title: 'day off', start: '20261123', end: '20261124' }))
    const day = { startUtc: at(from), endUtc: at(to) }
    const dayMs = 86_400_000
    const rows = store.read.occurrencesIn({ window: day, zone })
    expect(rows.map(({ startDate, endDate }) => [startDate, endDate])).toEqual([['2026-11-23', '2026-11-24']])
    expect(titles(store, { startUtc: day.startUtc - dayMs, endUtc: day.startUtc }, zone)).toEqual([])
    expect(titles(store, { startUtc: day.endUtc, endUtc: day.endUtc + dayMs }, zone)).toEqual([])
  })

  it('leaves out hidden calendars, calendars that are gone and objects deleted here', () => {
    const { store } = open()
    const id = put(store, 'a.ics', icsOf())
    expect(titles(store)).toEqual(['Design review'])
    for (const hide of [{ visible: false }, { visible: true, gone: true }]) {
      store.write(['accounts'], (tx) => tx.patchCollection(cal, hide))
      expect(titles(store)).toEqual([])
    }
    store.write(['accounts'], (tx) => tx.patchCollection(cal, { gone: false }))
    store.write(['objects'], (tx) => tx.setDeletedHere(id, true))
    expect(titles(store)).toEqual([])
  })

  it('widens the index when a query looks further than it reaches', () => {
    const { store } = open()
    put(store, 'w.ics', icsOf({ title: 'weekly', lines: ['RRULE:FREQ=WEEKLY'] }))
    expect(store.read.indexedWindow().endUtc).toBeLessThan(at('2029-06-01T00:00:00Z'))
    const far = { startUtc: at('2031-01-06T00:00:00Z'), endUtc: at('2031-01-13T00:00:00Z') }
    expect(titles(store, far)).toEqual(['weekly'])
    expect(titles(store)).toEqual(['weekly'])
  })

  it('moves the index along as years go by', () => {
    const { store, clock } = open()
    put(store, 'w.ics', icsOf({ title: 'weekly', lines: ['RRULE:FREQ=WEEKLY'] }))
    clock.set(at('2028-06-01T00:00:00Z'))
    store.keepIndexFresh()
    expect(store.read.indexedWindow().endUtc).toBeGreaterThan(at('2030-05-01T00:00:00Z'))
  })

  it('gives one instance of a series by its recurrence id', () => {
    const { store } = open()
    const id = put(store, 'w.ics', icsOf({ lines: ['RRULE:FREQ=WEEKLY;COUNT=3'] }))
    expect(store.read.occurrence(id, '20261201T090000Z')?.startUtc).toBe(at('2026-12-01T09:00:00Z'))
    expect(store.read.occurrence(id, '20261202T090000Z')).toBeNull()
    expect(store.read.occurrence(id, null)?.startUtc).toBe(at('2026-11-24T09:00:00Z'))
    expect(store.read.occurrencesOf(id)).toHaveLength(3)
  })
})

describe('what is derived from the text', () => {
  it('follows the zone of floating times', () => {
    const { store, clock } = open()
    const id = put(store, 'f.ics', icsOf({ start: '20261124T090000', end: '20261124T100000' }))
    expect(store.read.occurrence(id, null)?.startUtc).toBe(at('2026-11-24T08:00:00Z'))
    clock.setZone('Asia/Kolkata')
    store.keepIndexFresh()
    expect(store.read.occurrence(id, null)?.startUtc).toBe(at('2026-11-24T03:30:00Z'))
    store.write(['app'], (tx) => tx.patchSettings({ homeZone: 'America/New_York' }))
    expect(store.read.occurrence(id, null)?.startUtc).toBe(at('2026-11-24T14:00:00Z'))
  })

  it('follows the addresses that are mine (SCH-1)', () => {
    const { store } = open()
    const id = put(store, 'm.ics', icsOf({ lines: meetingLines('bob@north.example', ['bob@north.example', 'ACCEPTED'], ['al@south.example', 'TENTATIVE']) }))
    expect(store.read.parts(id)[0]).toMatchObject({ role: 'plain', myAnswer: null })
    store.write(['accounts'], (tx) => tx.patchAccount('acc' as AccountId, { addresses: ['mailto:AL@south.example'] }))
    expect(store.read.parts(id)[0]).toMatchObject({ role: 'attendee', myAnswer: 'tentative' })
  })

  it('keeps an object that cannot be read, with its text, and counts it', () => {
    const { store } = open()
    const id = put(store, 'torn.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n')
    expect(store.read.object(id)?.problem).toBeTruthy()
    expect(store.read.textOf(id)).toBe('BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\n')
    expect(store.read.objectCounts().get(cal)).toEqual({ events: 1, unreadable: 1 })
    put(store, 'torn.ics', icsOf(), '"2"')
    expect(store.read.objectCounts().get(cal)).toEqual({ events: 1, unreadable: 0 })
    expect(store.read.object(id)?.uid).toBe('a')
    store.write(['objects'], (tx) => tx.setDeletedHere(id, true))
    expect(store.read.objectCounts().get(cal)).toEqual({ events: 0, unreadable: 0 })
  })

  it('finds events by all words, without case and accents, nearest first', () => {
    const { store } = open()
    put(store, 'a.ics', icsOf({ uid: 'a', title: 'Déjeuner à Göttingen', start: '20261220T110000Z', end: '20261220T120000Z' }))
    put(store, 'b.ics', icsOf({ uid: 'b', title: 'Gottingen plan', start: '20261124T110000Z', end: '20261124T120000Z', lines: ['RRULE:FREQ=WEEKLY'] }))
    put(store, 'c.ics', icsOf({ uid: 'c', title: '50% off', start: '20261124T110000Z', end: '20261124T120000Z' }))
    const found = (text: string) => store.read.searchOccurrences(text, 10, now).map((row) => row.title)
    expect(found('göttingen')).toEqual(['Gottingen plan', 'Déjeuner à Göttingen'])
    expect(found('GOTT dej')).toEqual(['Déjeuner à Göttingen'])
    expect(found('0%')).toEqual(['50% off'])
    expect(found('%')).toEqual(['50% off'])
    expect(found('  ')).toEqual([])
  })
})

describe('server text and local text', () => {
  it('draws the local text and keeps the server text beside it', () => {
    const { store } = open()
    const id = put(store, 'a.ics', icsOf())
    store.write(['objects'], (tx) => tx.setLocalText(id, icsOf({ title: 'Mine' })))
    put(store, 'a.ics', icsOf({ title: 'Theirs' }), '"2"')
    expect(store.read.occurrencesIn({ window: week, zone: 'UTC' })).toMatchObject([{ title: 'Mine', unsent: true }])
    expect(store.read.object(id)).toMatchObject({ serverText: icsOf({ title: 'Theirs' }), etag: '"2"', localText: icsOf({ title: 'Mine' }) })
    store.write(['objects'], (tx) => tx.setLocalText(id, null))
    expect(store.read.occurrencesIn({ window: week, zone: 'UTC' })).toMatchObject([{ title: 'Theirs', unsent: false }])
  })

  it('T-Y08: hrefs that are spelled in other ways are the same object', () => {
    const { store } = open()
    const id = put(store, 'al%40x.ics', icsOf())
    for (const other of ['/alice/cal/al@x.ics', 'http://cal.example/alice/cal/al%40x.ics', 'http%3A//127.0.0.1%3A18121/alice/cal/al%40x.ics']) {
      expect(store.read.objectByHref(cal, other as Href)?.id).toBe(id)
    }
  })

  it('an object deleted on the server stays while it has unsent work', () => {
    const { store } = open()
    const id = put(store, 'a.ics', icsOf())
    store.write(['objects'], (tx) => tx.setLocalText(id, icsOf({ title: 'Mine' })))
    store.write(['objects'], (tx) => tx.removeServerObject(id))
    expect(store.read.object(id)).toMatchObject({ serverText: null, etag: null, localText: icsOf({ title: 'Mine' }) })
    store.write(['objects'], (tx) => tx.setLocalText(id, null))
    expect(store.read.object(id)).toBeNull()
  })
})

describe('news (SCH-42)', () => {
  const invitation = (title: string, partstat = 'NEEDS-ACTION') =>
    icsOf({ title, lines: meetingLines('bob@north.example', ['bob@north.example', 'ACCEPTED'], ['alice@north.example', partstat]) })

  it('a new invitation, then changes to it, keep the version last looked at', () => {
    const { store } = open()
    const id = put(store, 'm.ics', invitation('One'))
    expect(store.read.news()).toMatchObject([{ objectId: id, beforeText: null, removed: false }])
    store.write(['invites'], (tx) => tx.clearNews([id]))
    put(store, 'm.ics', invitation('Two'), '"2"')
    put(store, 'm.ics', invitation('Three'), '"3"')
    expect(store.read.news()).toMatchObject([{ objectId: id, beforeText: invitation('One'), removed: false }])
    store.write(['objects'], (tx) => tx.removeServerObject(id))
    expect(store.read.news()).toMatchObject([{ objectId: id, beforeText: invitation('One'), removed: true }])
  })

  it('plain events, meetings that are over and the text we sent ourselves are no news', () => {
    const { store } = open()
    put(store, 'plain.ics', icsOf({ uid: 'p' }))
    put(store, 'over.ics', icsOf({ uid: 'o', start: '20260101T090000Z', end: '20260101T100000Z', lines: meetingLines('bob@north.example', ['alice@north.example', 'NEEDS-ACTION']) }))
    const id = put(store, 'm.ics', invitation('One'))
    store.write(['invites'], (tx) => tx.clearNews([id]))
    const sent = invitation('One', 'ACCEPTED')
    store.write(['objects'], (tx) => tx.putServerObject({ collectionId: cal, href: href('m.ics'), etag: '"2"' as Etag, scheduleTag: null, text: sent }, { sent }))
    expect(store.read.news()).toEqual([])
  })

  it('what the server added to our own write is news', () => {
    const { store } = open()
    const sent = icsOf({ lines: meetingLines('alice@north.example', ['bob@north.example', 'NEEDS-ACTION']) })
    const stored = icsOf({ lines: meetingLines('alice@north.example', ['bob@north.example', 'ACCEPTED']) })
    store.write(['objects'], (tx) => tx.createLocalObject({ id: 'mine' as ObjectId, collectionId: cal, href: href('n.ics'), text: sent }))
    store.write(['objects'], (tx) => tx.putServerObject({ collectionId: cal, href: href('n.ics'), etag: '"1"' as Etag, scheduleTag: null, text: stored }, { sent }))
    expect(store.read.news()).toMatchObject([{ objectId: 'mine', beforeText: sent }])
  })
})

describe('send queue', () => {
  it('undo of a change puts the text before it back; of a creation, the object goes', () => {
    const { store } = open()
    const id = put(store, 'a.ics', icsOf())
    store.write(['queue', 'objects'], (tx) => {
      for (const [n, title] of [['q1', 'One'], ['q2', 'Two']] as const) {
        const text = icsOf({ title })
        tx.setLocalText(id, text)
        tx.enqueue(aQueued({ id: n as QueueId, objectId: id, text }))
      }
      tx.createLocalObject({ id: 'new' as ObjectId, collectionId: cal, href: href('new.ics'), text: icsOf({ uid: 'new', title: 'New' }) })
      tx.enqueue(aQueued({ id: 'q3' as QueueId, objectId: 'new' as ObjectId, text: icsOf({ uid: 'new' }) }))
    })
    const undo = (...ids: string[]) => store.write(['queue', 'objects'], (tx) => tx.undoQueued(ids as QueueId[]))
    expect(undo('q1')).toBe(false)
    expect(undo('q2')).toBe(true)
    expect(store.read.textOf(id)).toBe(icsOf({ title: 'One' }))
    expect(undo('q1', 'q3')).toBe(true)
    expect(store.read.object(id)).toMatchObject({ localText: null })
    expect(store.read.object('new' as ObjectId)).toBeNull()
    expect(store.read.queue()).toEqual([])
  })

  it('undo of a deletion brings the object back', () => {
    const { store } = open()
    const id = put(store, 'a.ics', icsOf())
    store.write(['queue', 'objects'], (tx) => {
      tx.setDeletedHere(id, true)
      tx.enqueue(aQueued({ objectId: id, kind: 'delete' }))
    })
    expect(titles(store)).toEqual([])
    store.write(['queue', 'objects'], (tx) => tx.undoQueued(['q1' as QueueId]))
    expect(titles(store)).toEqual(['Design review'])
  })

  it.each([{ state: 'sending' as const }, { maybeSent: true }])('what may have left cannot be undone: %o', (patch) => {
    const { store } = open()
    const id = put(store, 'a.ics', icsOf())
    store.write(['queue'], (tx) => {
      tx.enqueue(aQueued({ objectId: id, text: icsOf() }))
      tx.patchQueue('q1' as QueueId, patch)
    })
    expect(store.write(['queue'], (tx) => tx.undoQueued(['q1' as QueueId]))).toBe(false)
  })

  it('numbers are never given twice, also after the last row has gone', () => {
    const { store } = open()
    const seqs = [1, 2].map((n) =>
      store.write(['queue'], (tx) => {
        const row = tx.enqueue(aQueued({ id: `q${n}` as QueueId, objectId: null }))
        tx.removeQueued(row.id)
        return row.seq
      }),
    )
    expect(seqs).toEqual([1, 2])
  })
})

describe('transactions and changes', () => {
  it('a throw takes everything back and tells nobody', () => {
    const { store } = open()
    const told: (readonly Topic[])[] = []
    store.onChange((topics) => told.push(topics))
    expect(() =>
      store.write(['people'], (tx) => {
        tx.setMemo('a', '1')
        store.write(['queue'], (inner) => inner.setMemo('b', '2'))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect([store.read.memo('a'), store.read.memo('b')]).toEqual([null, null])
    store.write(['people'], (tx) => store.write(['queue'], () => tx.setMemo('a', '1')))
    expect(told).toEqual([['people', 'queue']])
  })

  it('removing an account takes along all that is its own, and nothing else', () => {
    const { store } = open()
    store.write(['accounts'], (tx) => {
      tx.putAccount(anAccount({ id: 'other' as AccountId }))
      tx.putCollection(aCollection({ id: 'c2' as CollectionId, accountId: 'other' as AccountId }))
      tx.putServerObject({ collectionId: 'c2' as CollectionId, href: href('o.ics'), etag: null, scheduleTag: null, text: icsOf({ title: 'Other' }) })
      tx.putSealed('acc' as AccountId, 'password', new Uint8Array([1, 2, 3]))
    })
    const id = put(store, 'a.ics', icsOf({ lines: ['RRULE:FREQ=DAILY'] }))
    store.write(['queue'], (tx) => tx.enqueue(aQueued({ objectId: id })))
    expect(store.read.sealed('acc' as AccountId, 'password')).toEqual(new Uint8Array([1, 2, 3]))
    store.write(['accounts'], (tx) => tx.removeAccount('acc' as AccountId))
    expect(store.read.accounts().map((row) => row.id)).toEqual(['other'])
    expect(store.read.collections().map((row) => row.id)).toEqual(['c2'])
    expect(titles(store)).toEqual(['Other'])
    expect([store.read.queue(), store.read.sealed('acc' as AccountId, 'password'), store.read.parts(id), store.read.occurrencesOf(id)]).toEqual([[], null, [], []])
  })

  it('a store on disk is the same after it was opened again', () => {
    const dir = mkdtempSync(join(tmpdir(), 'parley-store-'))
    try {
      const path = join(dir, 'store.sqlite')
      const { store } = open(path)
      put(store, 'w.ics', icsOf({ title: 'weekly', lines: ['RRULE:FREQ=WEEKLY'] }))
      store.write(['app'], (tx) => tx.patchSettings({ weekStart: 7, holdSeconds: 5 }))
      const before = [titles(store), store.read.settings(), store.read.accounts(), store.read.collections()]
      store.close()
      opened.splice(0)
      const again = open(path).store
      expect([titles(again), again.read.settings(), again.read.accounts(), again.read.collections()]).toEqual(before)
    } finally {
      for (const store of opened.splice(0)) store.close()
      rmSync(dir, { recursive: true })
    }
  })
})

describe('people and answers', () => {
  it('a person seen again keeps the name and the better source', () => {
    const { store } = open()
    const see = (patch: object) => store.write(['people'], (tx) => tx.seePerson({ address: 'bob@north.example', name: '', kind: 'unknown', source: 'recent', detail: '', lastSeenUtc: 5, ...patch }))
    see({ name: 'Bob Builder', kind: 'individual', source: 'directory' })
    see({ lastSeenUtc: 9 })
    expect(store.read.person('bob@north.example')).toEqual({ address: 'bob@north.example', name: 'Bob Builder', kind: 'individual', source: 'directory', detail: '', zone: null, lastSeenUtc: 9, times: 2 })
    expect(store.read.searchPeople('build bob@n', 5)).toHaveLength(1)
    expect(store.read.searchPeople('carol', 5)).toEqual([])
  })

  it.each([
    ['a meeting that says nothing of the kind unmakes no room', 'room', { kind: 'individual', source: 'recent' }, 'room'],
    ['a meeting that says room makes one', 'individual', { kind: 'room', source: 'recent' }, 'room'],
    ['a directory knows better', 'room', { kind: 'individual', source: 'directory' }, 'individual'],
    ['unknown says nothing', 'group', { kind: 'unknown', source: 'directory' }, 'group'],
    ['a person is what an unknown turns out to be', 'unknown', { kind: 'individual', source: 'recent' }, 'individual'],
  ] as const)('%s', (_name, before, seen, after) => {
    const { store } = open()
    const see = (kind: typeof before, source: 'recent' | 'directory') => store.write(['people'], (tx) => tx.seePerson({ address: 'x@north.example', name: '', kind, source, detail: '', lastSeenUtc: 5 }))
    see(before, 'directory')
    store.write(['people'], (tx) => tx.seePerson({ address: 'x@north.example', name: '', detail: '', lastSeenUtc: 6, ...seen }))
    expect(store.read.person('x@north.example')?.kind).toBe(after)
  })

  it('keeps one answer a source, person and account', () => {
    const { store } = open()
    const asked = { startUtc: 0, endUtc: 10 }
    const answer = (label: string, accountId: AccountId | null) =>
      store.write(['busy'], (tx) => tx.putBusyAnswer({ address: 'bob@north.example', source: 'outbox', label, accountId, state: 'unknown', askedAtUtc: 1, asked, coverage: null, reason: null, spans: [] }))
    answer('first', null)
    answer('second', null)
    answer('third', 'acc' as AccountId)
    expect(store.read.busyAnswers(['bob@north.example', 'eve@x.example']).map((row) => row.label)).toEqual(['second', 'third'])
  })

  it('objects are found by UID in every calendar', () => {
    const { store } = open()
    const id = put(store, 'a.ics', icsOf({ uid: 'U-1' }))
    expect(store.read.objectsByUid('U-1' as Uid).map((row) => row.id)).toEqual([id])
    expect(store.read.objectsByUid('U-1' as Uid, 'none' as AccountId)).toEqual([])
  })
})
