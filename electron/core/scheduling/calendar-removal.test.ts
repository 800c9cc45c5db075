import { expect, it } from 'vitest'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { removalWords } from '../../../shared/wording/calendars.ts'
import { icsOf, meetingLines } from '../testing/store-rows.ts'
import { createWorld, worldNow } from '../testing/world.ts'
import { removalOf } from './calendar-removal.ts'

const [alice, bob, carol] = ['alice@north.example', 'bob@north.example', 'carol@north.example']

it('T-C12 a calendar with meetings of mine and of others: each kind is counted and said before it goes', () => {
  const w = createWorld({})
  const put = (uid: string, lines: readonly string[], day = '20261124'): unknown => w.put(`${uid}.ics`, icsOf({ uid, start: `${day}T090000Z`, end: `${day}T100000Z`, lines: ['SEQUENCE:0', ...lines] }))
  for (const uid of ['m1', 'm2', 'm3']) put(uid, meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED'], [carol, 'NEEDS-ACTION']))
  for (const uid of ['i1', 'i2']) put(uid, meetingLines(bob, [bob, 'ACCEPTED'], [alice, 'ACCEPTED']))
  put('plain', [])
  put('past', meetingLines(alice, [alice, 'ACCEPTED'], [bob, 'ACCEPTED']), '20261110')
  const removal = must(removalOf(w.store.read, 'cal' as CollectionId, worldNow), 'removal')
  expect(removal).toMatchObject({ events: 7, meetings: 3, people: 6, invitations: 2 })
  const words = removalWords(removal).join('\n')
  expect(words).toContain('3 meetings ahead are yours, with 6 people. Some servers then tell them that they are cancelled; others tell nobody.')
  expect(words).toContain('You are invited to 2 meetings in it. Some servers then tell the organizers that you do not come; others tell nobody.')
})
