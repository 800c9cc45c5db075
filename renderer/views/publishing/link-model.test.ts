import { describe, expect, it } from 'vitest'
import type { PublishedLink } from '../../../shared/contract/publishing.ts'
import { newLink, stateInWords } from './link-model.ts'

const nowUtc = Date.parse('2026-11-22T10:00:00Z')
const zone = 'Europe/Berlin'
const link = (more: Partial<PublishedLink>): PublishedLink => ({ id: 'l', settings: newLink([]), hasSecret: false, state: 'published', restsWith: null, lastSuccessUtc: nowUtc - 600_000, lastTriedUtc: null, nextTryUtc: null, problem: null, ...more })

describe('FBP-3: what became of a link, in words', () => {
  it.each<[Partial<PublishedLink>, string, RegExp]>([
    [{ state: 'published' }, 'Published', /^Last published .*10:50.*; again when your calendar changes, and every day$/],
    [{ state: 'waiting', lastSuccessUtc: null }, 'Waiting', /^Never published yet; it goes out as soon as it can$/],
    [{ state: 'paused' }, 'Paused', /what stands there stays as it is$/],
    [{ state: 'published', restsWith: 'alice@north.example' }, 'Paused', /it rests with your account alice@north.example and goes on with it$/],
    [{ state: 'trouble', nextTryUtc: nowUtc + 600_000 }, 'Look here', /tried again .*11:10/],
    [{ state: 'stopped' }, 'Stopped', /it rests until you change something$/],
  ])('%o', (more, word, detail) => {
    const words = stateInWords(link(more), nowUtc, zone)
    expect(words.word).toBe(word)
    expect(words.detail).toMatch(detail)
  })
})

it('FBP-2, FBP-4: a new link shows sixty days in half hours and every calendar that counts, and allows nothing unencrypted', () => {
  expect(newLink([])).toMatchObject({ backDays: 1, aheadDays: 60, roundMin: 30, collectionIds: null, allowPlain: false, pastUnreadable: false })
})
