import { beforeEach, describe, expect, it } from 'vitest'
import type { CollectionId, Href, ObjectId, QueueId } from '../../../shared/model/ids.ts'
import { aCollection, aQueued } from '../testing/store-rows.ts'
import { createWorld, type World } from '../testing/world.ts'
import { query as queue } from './queue.ts'

const text = (uid: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\nSUMMARY:Review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`

describe('what a discard leaves is known before', () => {
  let w: World
  beforeEach(() => {
    w = createWorld()
  })
  const put = (id: string, more: Parameters<typeof aQueued>[0]) => w.store.write(['queue'], (tx) => tx.enqueue(aQueued({ id: id as QueueId, ...more })))
  const fates = async () => (await queue(w.queries)({})).rows.map((row) => row.ifDiscarded)
  const made = (): ObjectId => {
    w.store.write(['queue'], (tx) => tx.createLocalObject({ id: 'mine' as ObjectId, collectionId: 'cal' as CollectionId, href: '/alice/cal/mine.ics' as Href, text: text('b') }))
    return 'mine' as ObjectId
  }

  it('a change of what the server has: it goes back', async () => {
    put('q1', { objectId: w.put('x.ics', text('a'), { quiet: true }), text: text('a') })
    expect(await fates()).toEqual(['back'])
  })
  it('what was made here and never arrived: nothing of it stays', async () => {
    put('q1', { objectId: made(), text: text('b') })
    expect(await fates()).toEqual(['gone'])
  })
  it('made here and changed again: each alone leaves the other', async () => {
    const objectId = made()
    put('q1', { objectId, text: text('b') })
    put('q2', { objectId, text: text('b') })
    expect(await fates()).toEqual(['back', 'back'])
  })
  it('deleted on the server meanwhile: nothing of it stays', async () => {
    put('q1', { objectId: w.put('x.ics', text('a'), { quiet: true }), text: text('a'), state: 'needs-you', conflict: { kind: 'deleted-there', theirText: null, theirEtag: null } })
    expect(await fates()).toEqual(['gone'])
  })
  it('a message about an event: the event stays', async () => {
    put('q1', { objectId: w.put('x.ics', text('a'), { quiet: true }), kind: 'send-mail' })
    expect(await fates()).toEqual(['stays'])
  })
})

describe('T-C09: the server has this meeting already', () => {
  let w: World
  let there: ObjectId
  beforeEach(() => {
    w = createWorld()
    w.store.write(['accounts'], (tx) => tx.putCollection(aCollection({ id: 'second' as CollectionId, href: '/alice/second/' as Href })))
    there = w.put('x.ics', text('a'), { quiet: true, calendar: 'second' })
  })

  const refusedWith = async (uid: string, precondition: string, href?: string): Promise<ObjectId | null | undefined> => {
    w.store.write(['queue'], (tx) => {
      tx.createLocalObject({ id: 'mine' as ObjectId, collectionId: 'cal' as CollectionId, href: '/alice/cal/mine.ics' as Href, text: text(uid) })
      tx.enqueue(aQueued({ objectId: 'mine' as ObjectId, state: 'needs-you', text: text(uid), error: { kind: 'refused', effect: 'saved-here', retry: 'never', httpStatus: 403, precondition, ...(href === undefined ? {} : { href }) } }))
    })
    return (await queue(w.queries)({})).rows[0]?.other
  }

  it.each([
    ['the answer names it', 'b', 'unique-scheduling-object-resource', '/alice/second/x.ics'],
    ['as a whole URL', 'b', 'no-uid-conflict', 'http://127.0.0.1:1/alice/second/x.ics'],
    ['the answer names none, and the UID finds it', 'a', 'no-uid-conflict', undefined],
  ])('can be opened: %s', async (_name, uid, precondition, href) => {
    expect(await refusedWith(uid, precondition, href)).toBe(there)
  })
  it.each([
    ['another fault', 'a', 'valid-calendar-data', '/alice/second/x.ics'],
    ['it is not here yet', 'b', 'no-uid-conflict', '/alice/third/y.ics'],
  ])('nothing is offered: %s', async (_name, uid, precondition, href) => {
    expect(await refusedWith(uid, precondition, href)).toBeNull()
  })
})
