import { describe, expect, it } from 'vitest'
import type { CallInput, CallOutput } from '../../../shared/contract/calls.ts'
import { splitCalendar } from '../../../shared/ical/blocks.ts'
import type { AccountId, CollectionId, ObjectId } from '../../../shared/model/ids.ts'
import { aCollection, icsOf } from '../testing/store-rows.ts'
import { createWorld, type World } from '../testing/world.ts'
import { query } from './ics-export.ts'

const cal = 'cal' as CollectionId
const other = 'other' as CollectionId
function world(): World {
  const made = createWorld()
  made.store.write(['accounts'], (tx) => tx.putCollection(aCollection({ id: other, href: '/alice/other/' as never, name: 'Garden / beans', isDefault: false })))
  return made
}
const exported = (w: World, asked: CallInput<'ics-export'>): Promise<CallOutput<'ics-export'>> => query(w.queries)(asked)
const uids = (text: string): string[] => (splitCalendar(text)?.objects ?? []).map((one) => one.uid)

describe('export', () => {
  it('CAL-9: a calendar has the lines of its events as they stand here, unsent changes among them, deletions not', async () => {
    const w = world()
    const odd = ['X-ODD;P="a:b":kept', 'DESCRIPTION:folded\r\n  here']
    w.put('a.ics', icsOf({ uid: 'a', lines: odd }))
    const b = w.put('b.ics', icsOf({ uid: 'b' }))
    const c = w.put('c.ics', icsOf({ uid: 'c' }))
    w.put('d.ics', icsOf({ uid: 'd' }), { calendar: 'other' })
    w.store.write(['objects'], (tx) => {
      tx.setDeletedHere(b, true)
      tx.setLocalText(c, icsOf({ uid: 'c', title: 'Changed here' }))
    })
    const file = await exported(w, { kind: 'calendar', collectionId: cal })
    expect(file).toMatchObject({ fileName: 'Calendar.ics', objects: 2, left: 0 })
    expect(uids(file.text)).toEqual(['a', 'c'])
    expect(file.text).toContain(odd.join('\r\n'))
    expect(file.text).toContain('SUMMARY:Changed here')
  })

  it('an account has all its calendars, one event only itself, and a name is safe on every disk', async () => {
    const w = world()
    const a = w.put('a.ics', icsOf({ uid: 'a', title: '../../What: next?' }))
    w.put('d.ics', icsOf({ uid: 'd' }), { calendar: 'other' })
    expect(uids((await exported(w, { kind: 'account', accountId: 'acc' as AccountId })).text).toSorted()).toEqual(['a', 'd'])
    const one = await exported(w, { kind: 'event', objectId: a })
    expect([one.fileName, uids(one.text)]).toEqual(['What next.ics', ['a']])
    expect((await exported(w, { kind: 'calendar', collectionId: other })).fileName).toBe('Garden beans.ics')
  })

  it('what cannot be read is counted and left; what is not there gives a file without events', async () => {
    const w = world()
    w.put('a.ics', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n')
    w.put('b.ics', icsOf({ uid: 'b' }))
    expect(await exported(w, { kind: 'calendar', collectionId: cal })).toMatchObject({ objects: 1, left: 1 })
    expect(await exported(w, { kind: 'event', objectId: 'gone' as ObjectId })).toMatchObject({ fileName: 'calendar.ics', objects: 0, left: 0 })
  })
})
