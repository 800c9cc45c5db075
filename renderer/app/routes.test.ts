import { describe, expect, it } from 'vitest'
import type { InviteId } from '../../shared/model/ids.ts'
import type { Looking } from '../state/looking.ts'
import { dateIn } from './date-words.ts'
import { fromHash, toHash } from './routes.ts'
import { windowTitle } from './window-title.ts'

const place = (more: Partial<Looking>): Pick<Looking, 'route' | 'mode' | 'date'> => ({ route: { kind: 'calendar' }, mode: 'week', date: null, ...more })

describe('the address', () => {
  const cases = [
    { hash: '#/week', place: place({}) },
    { hash: '#/month/2026-10-14', place: place({ mode: 'month', date: '2026-10-14' }) },
    { hash: '#/invitations', place: place({ route: { kind: 'invites', inviteId: null } }) },
    { hash: '#/invitations/a%2Fb', place: place({ route: { kind: 'invites', inviteId: 'a/b' as InviteId } }) },
    { hash: '#/people', place: place({ route: { kind: 'people-grid' } }) },
    { hash: '#/not-sent', place: place({ route: { kind: 'queue' } }) },
    { hash: '#/settings/accounts', place: place({ route: { kind: 'settings', section: 'accounts' } }) },
    { hash: '#/add-account', place: place({ route: { kind: 'add-account' } }) },
  ]
  for (const { hash, place: there } of cases)
    it(`${hash} leads there and back`, () => {
      expect(toHash(there)).toBe(hash)
      expect({ ...place({}), ...fromHash(hash) }).toEqual(there)
    })
  it('that is not ours leads nowhere', () => expect([fromHash('#/nonsense'), fromHash(''), fromHash('#/week/yesterday')]).toEqual([null, null, { route: { kind: 'calendar' }, mode: 'week', date: null }]))
})

describe('a day in words', () => {
  const today = '2026-10-13'
  const cases = [
    ['today', '2026-10-13'],
    ['tomorrow', '2026-10-14'],
    ['14 Oct', '2026-10-14'],
    ['Oct 14', '2026-10-14'],
    ['14 october 2027', '2027-10-14'],
    ['2026-12-01', '2026-12-01'],
    ['24.12.', '2026-12-24'],
    ['friday', '2026-10-16'],
    ['tue', '2026-10-20'],
    ['31 feb', null],
    ['monkey', null],
    ['mon', '2026-10-19'],
    ['budget', null],
  ] as const
  for (const [text, date] of cases) it(`“${text}” is ${date ?? 'no day'}`, () => expect(dateIn(text, today)).toBe(date))
})

it('the window tells how much waits for the person', () => {
  expect([windowTitle({ invitations: 3, unsent: 2, needsYou: 1 }), windowTitle({ invitations: 0, unsent: 2, needsYou: 0 })]).toEqual(['(4) Parley', 'Parley'])
})
