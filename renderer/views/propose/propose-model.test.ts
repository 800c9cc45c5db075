import { describe, expect, it } from 'vitest'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { answerWith, concerning, ghostsOf, stateWords, timeWords, undecided } from './propose-model.ts'

const at = (start: string, end: string): ProposalView['time'] => ({ startUtc: Date.parse(start), endUtc: Date.parse(end), startDate: null, endDate: null })
const one = (patch: Partial<ProposalView> = {}): ProposalView => ({
  id: 'p',
  accountId: 'acc' as ProposalView['accountId'],
  objectId: 'o' as ProposalView['objectId'],
  recurrenceId: null,
  wholeSeries: false,
  title: 'Review',
  mine: true,
  who: { address: 'bob@x.example', name: 'Bob' },
  organizer: { address: 'ana@x.example', name: 'Ana' },
  time: at('2026-11-25T09:00:00Z', '2026-11-25T10:00:00Z'),
  now: at('2026-11-24T09:00:00Z', '2026-11-24T10:00:00Z'),
  words: '',
  madeAtUtc: 0,
  state: 'open',
  closedWords: '',
  canDecide: false,
  canWithdraw: false,
  ...patch,
})

describe('a proposal in words', () => {
  it.each([
    ['unsent', 'not sent yet', ''],
    ['open', 'waiting for Ana', ''],
    ['taken', 'Ana took it', 'You took it'],
    ['declined', 'Ana keeps the time', 'You kept the time'],
    ['outdated', 'the meeting has moved since', 'Made for an earlier time'],
    ['withdrawn', 'you took it back', 'Bob took it back'],
  ] as const)('%s', (state, mine, theirs) => expect([stateWords(one({ state })), stateWords(one({ state, mine: false }))]).toEqual([mine, theirs]))

  it('one date says its day, a series the time of all', () => {
    const now = Date.parse('2026-11-20T09:00:00Z')
    expect([timeWords(one(), 'time', 'Europe/Berlin', now), timeWords(one({ wholeSeries: true }), 'now', 'Europe/Berlin', now)]).toEqual(['Wed 25 Nov, 10:00–11:00', '10:00–11:00 on every date'])
  })

  it('on one date of a series stands what is about it or about all, what waits first', () => {
    const all = [one({ id: 'done', state: 'declined' }), one({ id: 'other', recurrenceId: '20261201T090000Z' }), one({ id: 'this', recurrenceId: '20261124T090000Z' })]
    expect(concerning(all, '20261124T090000Z').map((p) => p.id)).toEqual(['this', 'done'])
    expect(concerning(all, null).map((p) => p.id)).toEqual(['other', 'this', 'done'])
  })
})

describe('ghost bars on the people grid', () => {
  const theirs = (id: string, patch: Partial<ProposalView> = {}): ProposalView => one({ id, mine: false, canDecide: true, ...patch })
  it('ITP-36 only what waits for the organizer: not what was decided, is mine, or stands there already', () => {
    const all = [theirs('open'), theirs('outdated', { state: 'outdated' }), theirs('declined', { state: 'declined', canDecide: false }), theirs('moved there by hand', { state: 'taken' }), one({ id: 'mine' }), theirs('another date', { recurrenceId: '20261201T090000Z' })]
    expect(undecided(all, '20261124T090000Z').map((p) => p.id)).toEqual(['open', 'outdated'])
    expect(undecided(all, null).map((p) => p.id)).toEqual(['open', 'another date', 'outdated'])
  })

  it('from early to late, those outside of the grid left out, marks that would touch below each other', () => {
    const hour = (id: string, x: number | null): ProposalView => theirs(id, { time: at(new Date(x ?? 10_000).toISOString(), '2026-11-25T10:00:00Z') })
    const place = ({ startUtc }: { readonly startUtc: number }): { x: number; width: number } | null => (startUtc === 10_000 ? null : { x: startUtc, width: 46 })
    expect(ghostsOf([hour('late', 200), hour('outside', null), hour('a', 100), hour('b', 110), hour('c', 130)], place, 30).map((ghost) => [ghost.one.id, ghost.x, ghost.lane])).toEqual([['a', 100, 0], ['b', 110, 1], ['c', 130, 0], ['late', 200, 0]])
  })
})

it.each([
  ['a maybe is usual', ['tentative', 'declined'], null, 'tentative'],
  ['who has said maybe chooses: a no is not said for them', ['declined', 'accepted'], null, null],
  ['what was chosen', ['declined', 'accepted'], 'accepted', 'accepted'],
  ['what was chosen and is no longer offered', ['declined', 'accepted'], 'tentative', null],
] as const)('the answer that goes along: %s', (_name, answers, chosen, out) => expect(answerWith(answers, chosen)).toBe(out))
