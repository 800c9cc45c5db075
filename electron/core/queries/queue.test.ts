import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CollectionId, Href, ObjectId } from '../../../shared/model/ids.ts'
import { aCollection, aQueued } from '../testing/store-rows.ts'
import { createWorld, type World } from '../testing/world.ts'
import { query as queue } from './queue.ts'

const text = (uid: string): string => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//EN\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\nSUMMARY:Review\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`

describe('T-C09: the server has this meeting already', () => {
  let w: World
  let there: ObjectId
  beforeEach(() => {
    w = createWorld()
    w.store.write(['accounts'], (tx) => tx.putCollection(aCollection({ id: 'second' as CollectionId, href: '/alice/second/' as Href })))
    there = w.put('x.ics', text('a'), { quiet: true, calendar: 'second' })
  })
  afterEach(() => w.close())

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
