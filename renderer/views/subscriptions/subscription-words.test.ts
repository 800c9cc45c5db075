import { describe, expect, it } from 'vitest'
import type { Subscription } from '../../../shared/contract/subscriptions.ts'
import { addressTyped, eventsInWords, minutesInWords, standingInWords } from './subscription-words.ts'

const now = Date.parse('2026-11-22T10:00:00Z')
const sub = (patch: Partial<Subscription>): Subscription => ({ state: 'fresh', lastSuccessUtc: now - 600_000, nextTryUtc: now + 3_600_000, ...patch }) as Subscription

describe('how a subscribed calendar stands', () => {
  it.each([
    [{}, 'Last read today 09:50; again at 11:00'],
    [{ state: 'trouble', nextTryUtc: now }, 'Last read today 09:50; again as soon as it can be'],
    [{ state: 'first', lastSuccessUtc: null, nextTryUtc: null }, 'Not read yet; again as soon as it can be'],
    [{ state: 'stopped', nextTryUtc: null }, 'Last read today 09:50. Not tried again by itself'],
    [{ state: 'paused' }, 'Last read today 09:50. Paused'],
    [{ state: 'fetching' }, 'Being read now'],
  ] as const)('%j → %s', (patch, words) => {
    expect(standingInWords(sub(patch), now, 'UTC')).toBe(words)
  })
  it.each([
    [' example.org/a.ics ', 'https://example.org/a.ics'],
    ['example.org:8443/a.ics', 'https://example.org:8443/a.ics'],
    ['http://example.org/a.ics', 'http://example.org/a.ics'],
    ['webcal://example.org/a.ics', 'webcal://example.org/a.ics'],
    ['file:///etc/hosts', 'file:///etc/hosts'],
    ['  ', ''],
  ])('the address %j is read as %j', (typed, read) => {
    expect(addressTyped(typed)).toBe(read)
  })
  it.each([[15, '15 minutes'], [60, '1 hour'], [90, '90 minutes'], [2_880, '2 days']] as const)('%i min → %s', (min, words) => {
    expect(minutesInWords(min)).toBe(words)
  })
  it('counts', () => {
    expect([eventsInWords(1, 0, 0), eventsInWords(12, 2, 3)]).toEqual(['1 event', '12 events · 2 cannot be read · 3 tasks and others are not shown'])
  })
})
