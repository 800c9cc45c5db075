import { expect, it } from 'vitest'
import type { Occurrence } from '../../../shared/contract/events.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { withoutDeclined } from './occurrence-words.ts'

const one = (id: string, patch: Partial<Occurrence> = {}): Occurrence => ({ objectId: id as ObjectId, recurrenceId: null, status: 'confirmed', myAnswer: null, role: 'plain', showAs: 'busy', ...patch }) as Occurrence

it('hidden are what I declined and what was called off, but not the one that was asked for (ITP-17)', () => {
  const all = [one('mine'), one('asks', { role: 'attendee', myAnswer: 'needs-action' }), one('no', { role: 'attendee', myAnswer: 'declined' }), one('off', { status: 'cancelled' })]
  expect(withoutDeclined(all, null).map((o) => o.objectId)).toEqual(['mine', 'asks'])
  expect(withoutDeclined(all, { objectId: 'no' as ObjectId, recurrenceId: null }).map((o) => o.objectId)).toEqual(['mine', 'asks', 'no'])
  expect(withoutDeclined(all, { objectId: 'no' as ObjectId, recurrenceId: '20261014T080000Z' }).map((o) => o.objectId)).toEqual(['mine', 'asks'])
})
