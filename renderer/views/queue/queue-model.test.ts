import { describe, expect, it } from 'vitest'
import { storyNowUtc, storyQueue, storyZone } from '../../testing/story.ts'
import { comparable, conflictWords, discardWords, exportText, goesByItself, groupRows, stateWords } from './queue-model.ts'

const now = { nowUtc: storyNowUtc, zone: storyZone, online: true }
const row = storyQueue[0]!

describe('what is not sent yet', () => {
  it('is listed apart from what needs the person, and nothing is left out', () => {
    const { needsYou, waiting } = groupRows(storyQueue)
    expect([needsYou.map((one) => one.id), waiting.map((one) => one.id)]).toEqual([
      ['q3', 'q4'],
      ['q1', 'q2'],
    ])
  })
  it('stays in the order of the core: a change and its message have one and the same time', () => {
    const pair = [{ ...row, id: 'z' as typeof row.id }, { ...row, id: 'a' as typeof row.id }]
    expect(groupRows(pair).waiting.map((one) => one.id)).toEqual(['z', 'a'])
  })
  const cases = [
    { name: 'held', row: { ...row, state: 'held', leavesAtUtc: storyNowUtc + 7_400, messages: 3 }, words: 'Leaves in 8 s · 3 messages · north.example' },
    { name: 'held for long', row: { ...row, state: 'held', leavesAtUtc: storyNowUtc + 150_000, messages: 1 }, words: 'Leaves in 3 min · 1 message · north.example' },
    { name: 'overdue', row: { ...row, state: 'held', leavesAtUtc: storyNowUtc - 1, messages: 0 }, words: 'Leaves now · north.example' },
    { name: 'tried', row: { ...row, state: 'waiting', leavesAtUtc: null, nextTryUtc: storyNowUtc + 240_000, attempts: 2, messages: 0 }, words: 'Parley tries again by itself at 10:46 · tried 2 times · north.example' },
    { name: 'of a paused account', row: { ...row, paused: true, state: 'held', leavesAtUtc: storyNowUtc + 7_400, messages: 3 }, words: 'Waits: this account is paused · 3 messages · north.example' },
    { name: 'sending', row: { ...row, state: 'sending', leavesAtUtc: null, messages: 0 }, words: 'Being sent · north.example' },
  ] as const
  for (const { name, row: one, words } of cases) it(`says how it stands: ${name}`, () => expect(stateWords(one, now)).toBe(words))
  it('a server that cannot be reached is said in the line; what needs the person is not', () => {
    const error = { kind: 'offline', effect: 'saved-here', retry: 'later', cause: 'connection-refused', host: 'north.example', accountId: 'a' } as const
    const tried = { ...row, state: 'waiting', error, leavesAtUtc: null, nextTryUtc: storyNowUtc + 240_000, attempts: 1, messages: 0 } as const
    expect(stateWords(tried, now)).toBe('north.example cannot be reached · Parley tries again by itself at 10:46 · tried once · north.example')
    expect([tried, { ...tried, state: 'needs-you' as const }, { ...tried, error: { ...error, kind: 'sign-in' as const } }].map(goesByItself)).toEqual([true, false, false])
  })
  it('says that it waits for the network', () => {
    expect(stateWords({ ...row, state: 'waiting', leavesAtUtc: null, messages: 0 }, { ...now, online: false })).toBe('Leaves when you are online · north.example')
  })
  it('names two different acts for every kind of conflict', () => {
    for (const kind of ['both-changed', 'deleted-there', 'changed-there-deleted-here'] as const) {
      const words = conflictWords(kind)
      expect(words.mine).not.toBe(words.theirs)
      expect(words.safe).toMatch(/until you choose/)
    }
  })
  it.each([
    ['event', 'back', /goes back to how it was/],
    ['event', 'gone', /it goes away. Save a copy/],
    ['event', 'stays', /not sent. The event stays/],
    ['calendar', 'back', /calendar goes back/],
    ['calendar', 'gone', /calendar, so it goes away/],
  ] as const)('a discard says first what it leaves: %s, %s', (about, ifDiscarded, words) => expect(discardWords({ about, ifDiscarded })).toMatch(words))
  it('says "nothing" of no version that it cannot read', () => {
    const unread = { field: 'everything', before: '', mine: '', theirs: '' }
    const place = { field: 'place', before: '', mine: 'Aurora', theirs: '' }
    expect(comparable([unread, place])).toEqual([place])
  })
  it('can be taken away as text with both versions', () => {
    const text = exportText(storyQueue[2]!)
    for (const part of ['Design review', 'Wed 14 Oct, 16:00–17:00', 'Thu 15 Oct, 10:00–11:00']) expect(text).toContain(part)
  })
})
