import { expect, it } from 'vitest'
import { differenceInWords, stretchesInWords } from './stretches.ts'

const zone = 'Europe/Berlin'
const at = (text: string): number => Date.parse(`${text}:00Z`)

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
