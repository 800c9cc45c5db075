import { describe, expect, it } from 'vitest'
import type { PublishedLink } from '../../../shared/contract/publishing.ts'
import { differenceInWords, newLink, stateInWords, stretchesInWords } from './link-model.ts'

const nowUtc = Date.parse('2026-11-22T10:00:00Z')
const zone = 'Europe/Berlin'
const at = (text: string): number => Date.parse(`${text}:00Z`)
const link = (more: Partial<PublishedLink>): PublishedLink => ({ id: 'l', settings: newLink([]), hasSecret: false, state: 'published', lastSuccessUtc: nowUtc - 600_000, lastTriedUtc: null, nextTryUtc: null, problem: null, ...more })

describe('FBP-3: what became of a link, in words', () => {
  it.each<[Partial<PublishedLink>, string, RegExp]>([
    [{ state: 'published' }, 'Published', /^Last published .*10:50.*; again when your calendar changes, and every day$/],
    [{ state: 'waiting', lastSuccessUtc: null }, 'Waiting', /^Never published yet; it goes out as soon as it can$/],
    [{ state: 'paused' }, 'Paused', /what stands there stays as it is$/],
    [{ state: 'trouble', nextTryUtc: nowUtc + 600_000 }, 'Look here', /tried again .*11:10/],
    [{ state: 'stopped' }, 'Stopped', /it rests until you change something$/],
  ])('%o', (more, word, detail) => {
    const words = stateInWords(link(more), nowUtc, zone)
    expect(words.word).toBe(word)
    expect(words.detail).toMatch(detail)
  })
})

it('a bar in words: what is not free, with its days', () => {
  expect(
    stretchesInWords(
      [
        { startUtc: at('2026-11-23T08:00'), endUtc: at('2026-11-23T09:30'), kind: 'busy' },
        { startUtc: at('2026-11-23T09:30'), endUtc: at('2026-11-23T10:00'), kind: 'free' },
        { startUtc: at('2026-11-24T16:00'), endUtc: at('2026-11-26T08:00'), kind: 'unavailable' },
      ],
      zone,
    ),
  ).toEqual(['Mon 23 Nov 09:00–10:30 busy', 'Tue 24 Nov 17:00 to Thu 26 Nov 09:00 away'])
  expect(differenceInWords({ startUtc: at('2026-11-23T08:00'), endUtc: at('2026-11-23T09:00'), here: 'busy', there: 'free' }, zone)).toBe('Mon 23 Nov 09:00–10:00: free there, busy here')
})

it('FBP-2, FBP-4: a new link shows sixty days in half hours and every calendar that counts, and allows nothing unencrypted', () => {
  expect(newLink([])).toMatchObject({ backDays: 1, aheadDays: 60, roundMin: 30, collectionIds: null, allowPlain: false, pastUnreadable: false })
})
