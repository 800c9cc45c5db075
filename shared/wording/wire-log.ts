import type { Zone } from '../model/time.ts'
import { timeInWords } from './times.ts'

interface Kept {
  readonly exchanges: number
  readonly dropped: number
  readonly text: string
}

export const wireLogStanding = (untilUtc: number | null, zone: Zone): string => (untilUtc === null ? 'Off.' : `On until ${timeInWords(untilUtc, { zone })}. Then it switches itself off.`)

export function wireLogSize({ exchanges, dropped }: Kept): string {
  if (exchanges === 0) return 'Nothing has been asked since it was switched on.'
  return `${exchanges} request${exchanges === 1 ? '' : 's'}, oldest first.${dropped === 0 ? '' : ` ${dropped} older made room.`}`
}

/** What is shown and what is saved: the same. */
export const wireLogFile = (kept: Kept): string =>
  [
    'Parley wire log. > is what was asked, < what was answered.',
    'Each ‹…› stands for a name, an address, a title, a token or another value; the same value has the same sign everywhere.',
    wireLogSize(kept),
    '',
    kept.text,
  ].join('\n')
