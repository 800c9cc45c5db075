import { describe, expect, it } from 'vitest'
import type { InviteItem } from '../../../shared/contract/invites.ts'
import type { AccountId, InviteId, ObjectId } from '../../../shared/model/ids.ts'
import { badgeOf, between, isAnswerable, lineOf, neighbour, onwards, sectionsOf, withoutConflict } from './invites-model.ts'

const berlin = 'Europe/Berlin'
const item = (id: string, patch: Partial<InviteItem> = {}): InviteItem => ({
  id: id as InviteId, accountId: 'a' as AccountId, objectId: id as ObjectId, recurrenceId: null, section: 'needs-answer', title: id,
  startUtc: Date.parse('2026-10-14T08:30Z'), endUtc: Date.parse('2026-10-14T09:30Z'), startDate: null, organizer: { address: 'erin@south.example', name: 'Erin Walsh' },
  conflicts: 0, dates: null, myAnswer: 'needs-action', reply: 'none', news: '', ...patch,
})

describe('the list', () => {
  const items = [item('late', { startUtc: 9, section: 'answered' }), item('b', { startUtc: 2 }), item('a', { startUtc: 1 }), item('moved', { section: 'changed' })]
  it('what waits for the person comes first, the next date first', () => {
    expect(sectionsOf(items).map((view) => [view.section, view.items.map((one) => one.id)])).toEqual([
      ['needs-answer', ['a', 'b']],
      ['changed', ['moved']],
      ['answered', ['late']],
    ])
  })
  it('J and K go over section borders and stop at the ends', () => {
    const views = sectionsOf(items)
    expect(neighbour(views, 'b' as InviteId, 1)).toBe('moved')
    expect(neighbour(views, 'a' as InviteId, -1)).toBe('a')
    expect(neighbour(views, null, 1)).toBe('a')
    expect(neighbour([], null, 1)).toBeNull()
  })
  it('after an answer one goes on to what still waits, not into what is answered', () => {
    const waits = [item('a', { startUtc: 1 }), item('b', { startUtc: 2 }), item('c', { startUtc: 3 })]
    const before = sectionsOf([...waits, item('old', { startUtc: 9, section: 'answered' })])
    const answered = (...ids: string[]) => sectionsOf([...waits.map((one) => (ids.includes(one.id) ? { ...one, section: 'answered' as const } : one)), item('old', { startUtc: 9, section: 'answered' })])
    const to = (views: ReturnType<typeof sectionsOf>, id: string, after: string[] | null) => onwards(views, id as InviteId, after as InviteId[] | null)
    expect(to(before, 'b', ['c'])).toBe('c')
    expect(to(answered('b'), 'b', ['c'])).toBe('c')
    expect(to(answered('b', 'c'), 'b', ['c'])).toBe('a')
    expect(to(answered('c'), 'c', [])).toBe('a')
    expect(to(answered('a', 'b', 'c'), 'b', ['c'])).toBe('c')
    // Somebody who walks through what is answered just walks on.
    expect(to(answered('b'), 'b', null)).toBe('old')
    expect(to(before, 'old', null)).toBe('old')
  })
  it('only what has nothing in its way is accepted in one go', () => {
    const open = [item('clear'), item('clash', { conflicts: 1 }), item('over', { conflicts: null }), item('series', { dates: { total: 6, clear: 5 } }), item('clear series', { dates: { total: 6, clear: 6 } }), item('changed', { section: 'changed' })]
    expect(withoutConflict(open).map((one) => one.id)).toEqual(['clear', 'clear series'])
  })
})

describe('several at once', () => {
  const items = [item('a', { startUtc: 1 }), item('called off', { startUtc: 2, section: 'cancelled', conflicts: null }), item('b', { startUtc: 3 }), item('c', { startUtc: 4, section: 'changed', conflicts: 2 })]
  const views = sectionsOf(items)
  const from = (a: string | null, b: string): string[] => between(views, a as InviteId | null, b as InviteId)
  it('what was called off, is over or is gone cannot be answered', () => {
    expect([...items, item('gone', { objectId: null })].filter(isAnswerable).map((one) => one.id)).toEqual(['a', 'b', 'c'])
  })
  it('a stretch goes both ways, over section borders, and leaves out what cannot be answered', () => {
    expect([from('a', 'c'), from('c', 'a'), from('b', 'b'), from(null, 'b'), from('left meanwhile', 'b')]).toEqual([['a', 'b', 'c'], ['a', 'b', 'c'], ['b'], ['b'], ['b']])
  })
})

describe('the line under the title', () => {
  const cases: { name: string; item: InviteItem; text: string; bad?: boolean }[] = [
    { name: 'time and organizer', item: item('x'), text: 'Wed 10:30 · Erin Walsh' },
    { name: 'a series tells its dates', item: item('x', { dates: { total: 12, clear: 10 } }), text: 'Wed 10:30, 12 dates · Erin Walsh' },
    { name: 'all day', item: item('x', { startDate: '2026-10-16' }), text: 'Fri all day · Erin Walsh' },
    { name: 'answered: what became of the reply', item: item('x', { section: 'answered', reply: 'delivered' }), text: 'Wed 10:30 · reply delivered' },
    { name: 'not sent yet', item: item('x', { section: 'answered', reply: 'unsent' }), text: 'Wed 10:30 · not sent yet' },
    { name: 'refused', item: item('x', { section: 'problems', reply: 'refused' }), text: 'Your reply was refused', bad: true },
    { name: 'my own meeting did not reach everybody', item: item('x', { section: 'problems', myAnswer: 'accepted' }), text: 'Wed 10:30 · your own meeting' },
    { name: 'news for the organizer', item: item('x', { news: 'Bob accepted' }), text: 'Bob accepted' },
    { name: 'an organizer without a name', item: item('x', { organizer: { address: 'e@s.example', name: '' } }), text: 'Wed 10:30 · e@s.example' },
  ]
  it.each(cases)('$name', ({ item: one, text, bad }) => {
    expect(lineOf(one, berlin)).toEqual({ text, bad: bad ?? false })
  })
})

describe('the badge', () => {
  const cases: [string, Partial<InviteItem>, string | null][] = [
    ['no conflicts', {}, 'No conflicts'],
    ['one conflict', { conflicts: 1 }, '1 conflict'],
    ['several', { conflicts: 2 }, '2 conflicts'],
    ['a series with some in the way', { conflicts: 0, dates: { total: 6, clear: 5 } }, '5 of 6 clear'],
    ['a clear series', { dates: { total: 6, clear: 6 } }, 'No conflicts'],
    ['over', { conflicts: null }, 'Over'],
    ['cancelled', { section: 'cancelled' }, 'Cancelled'],
    ['answered', { section: 'answered', myAnswer: 'tentative' }, 'Maybe'],
    ['refused by the other server', { section: 'problems', myAnswer: 'accepted', reply: 'refused' }, 'Not delivered'],
    ['my own meeting did not reach everybody', { section: 'problems', myAnswer: 'accepted' }, 'Not delivered'],
    ['news of my own meeting is no answer of mine', { section: 'answered', myAnswer: 'accepted', news: 'Bob accepted' }, null],
  ]
  it.each(cases)('%s', (_name, patch, text) => {
    expect(badgeOf(item('x', patch))?.text ?? null).toBe(text)
  })
})
