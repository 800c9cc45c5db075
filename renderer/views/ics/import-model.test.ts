import { describe, expect, it } from 'vitest'
import { countWords, hereWords, importsNothing, knownWords, moreWords, restWords } from './import-model.ts'

describe('words of an import', () => {
  it.each([
    [{ others: 0, repeated: 0 }, ''],
    [{ others: 1, repeated: 0 }, '1 task or note is left out; Parley keeps events.'],
    [{ others: 2, repeated: 1 }, '2 tasks or notes are left out; Parley keeps events. 1 event stands in the file more than once; the newest version is taken.'],
  ])('%j', (found, words) => expect(restWords(found)).toBe(words))
  it('those that are here already are told from the new ones, and those not shown are counted', () => {
    expect((['new', 'same', 'other'] as const).map(hereWords)).toEqual(['', 'Here already', 'Here, but different'])
    const one = { title: 'A', when: 'Mon', repeats: false, here: 'new' } as const
    expect([moreWords({ events: 1, first: [one] }), moreWords({ events: 1_051, first: [one] })]).toEqual(['', 'and 1,050 more'])
  })
  it('where all are here already there is something to import only if they are updated or kept twice', () => {
    const [all, some] = [{ events: 2, here: 2 }, { events: 2, here: 1 }]
    expect((['skip', 'update', 'both'] as const).map((known) => [importsNothing(all, known), importsNothing(some, known)])).toEqual([[true, false], [false, false], [false, false]])
    expect([knownWords(all, 'skip'), knownWords(some, 'skip')]).toEqual(['They stay as they are here; there is nothing to import.', 'They stay as they are here; only the others are imported.'])
  })
  it('counts', () => expect([countWords(1), countWords(1_000)]).toEqual(['1 event', '1,000 events']))
})
