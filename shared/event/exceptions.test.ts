import { describe, expect, test } from 'vitest'
import type { EventDraft } from '../contract/events.ts'
import { writeCalendar, type Component } from '../ical/tree.ts'
import type { CollectionId } from '../model/ids.ts'
import { expandOccurrences } from '../recurrence/expand.ts'
import { applyDraft, draftOf, newDraft, validateDraft, type DraftContext } from './draft.ts'
import { exceptionFor, putException } from './exceptions.ts'

const ctx: DraftContext = { nowUtc: Date.UTC(2026, 8, 1), newUid: 'u', myAddress: 'mailto:alice@north.example', myName: 'Alice' }
const collectionId = 'c' as CollectionId
// Tuesdays at 15:00 in Berlin; the clocks change on 25 October.
const series: EventDraft = {
  ...newDraft({ collectionId, when: { kind: 'timed', localStart: '2026-10-13T15:00:00', localEnd: '2026-10-13T16:00:00', zone: 'Europe/Berlin' }, title: 'Review', organizer: 'alice@north.example' }),
  attendees: [{ address: 'bo@south.example', name: 'Bo', role: 'required', kind: 'individual', answer: 'needs-action' }],
  repeat: { freq: 'weekly', interval: 1, days: ['TU'], nth: null, end: { kind: 'count', count: 4 }, custom: null },
}
const saved = (draft: EventDraft, root: Component | null = null): Component => {
  const applied = applyDraft(root, draft, ctx)
  if (!applied.ok) throw new Error(applied.problem.code)
  return applied.value.root
}
const times = (root: Component): string[] => expandOccurrences(writeCalendar(root), { startUtc: Date.UTC(2026, 8, 1), endUtc: Date.UTC(2027, 0, 1) }, { floatingZone: 'UTC' }).instances.map((one) => new Date(one.startUtc).toISOString().slice(0, 16))

describe('exceptions of a draft', () => {
  const exceptions = [
    { date: '2026-10-20', to: null },
    { date: '2026-10-27', to: { localStart: '2026-10-27T17:00:00', localEnd: '2026-10-27T18:00:00' } },
  ]
  test('ICS-9 a new series is saved with a date left out and a date at another time', () => {
    const root = saved({ ...series, exceptions })
    expect(times(root)).toEqual(['2026-10-13T13:00', '2026-10-27T16:00', '2026-11-03T14:00'])
    const text = writeCalendar(root).replaceAll(/\r\n[ \t]/g, '')
    expect(text).toContain('EXDATE;TZID=Europe/Berlin:20261020T150000')
    // ITP-40: everybody is asked for the moved date as well, and it belongs to the same meeting.
    expect(text.match(/^RECURRENCE-ID;TZID=Europe\/Berlin:20261027T150000$/m)).not.toBeNull()
    expect(text.match(/ATTENDEE[^\r]*bo@south\.example/g)).toHaveLength(2)
  })
  test('an existing series takes them when all of it is edited', () => {
    const root = saved(series)
    const draft = draftOf(root, '20261013T130000Z', 'all', 'Europe/Berlin', [ctx.myAddress], { objectId: 'o' as never, collectionId })
    expect(times(saved({ ...draft!, exceptions }, root))).toEqual(['2026-10-13T13:00', '2026-10-27T16:00', '2026-11-03T14:00'])
  })
  test('a day that is none of its dates changes nothing; a moved meeting keeps its exceptions by their day', () => {
    expect(times(saved({ ...series, exceptions: [{ date: '2026-10-21', to: null }] }))).toHaveLength(4)
    const later = { ...series, when: { ...series.when, localStart: '2026-10-13T17:00:00', localEnd: '2026-10-13T18:00:00' } as EventDraft['when'] }
    expect(times(saved({ ...later, exceptions: [{ date: '2026-10-20', to: null }] }))).toEqual(['2026-10-13T15:00', '2026-10-27T16:00', '2026-11-03T16:00'])
  })
  test('a time that cannot be is told before anything is saved', () => {
    expect(validateDraft({ ...series, exceptions: [{ date: '2026-02-30', to: null }] })).toMatchObject([{ code: 'bad-date', field: 'repeat' }])
    expect(validateDraft({ ...series, exceptions: [{ date: '2026-10-20', to: { localStart: '2026-10-20T17:00:00', localEnd: '2026-10-20T16:00:00' } }] })).toMatchObject([{ field: 'repeat' }])
  })
  test('one exception a day, on the clock of the meeting', () => {
    const slot = { startUtc: Date.UTC(2026, 9, 20, 13), endUtc: Date.UTC(2026, 9, 20, 14) }
    const one = exceptionFor(series.when, slot, { startUtc: slot.startUtc + 7_200_000, endUtc: slot.endUtc + 7_200_000 })
    expect(one).toEqual({ date: '2026-10-20', to: { localStart: '2026-10-20T17:00:00', localEnd: '2026-10-20T18:00:00' } })
    expect(putException([{ date: '2026-10-27', to: null }, { date: '2026-10-20', to: null }], one).map((e) => [e.date, e.to === null])).toEqual([['2026-10-20', false], ['2026-10-27', true]])
  })
})
