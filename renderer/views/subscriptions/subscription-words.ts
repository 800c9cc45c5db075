import type { Subscription } from '../../../shared/contract/subscriptions.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import { timeInWords } from '../../../shared/wording/times.ts'
import type { Option } from '../../parts/Field.tsx'

export const intervalOptions: readonly Option<string>[] = [
  { value: '15', label: 'Every 15 minutes' },
  { value: '60', label: 'Every hour' },
  { value: '240', label: 'Every 4 hours' },
  { value: '1440', label: 'Every day' },
  { value: '10080', label: 'Every week' },
]

/** People type addresses as they say them: `example.org/holidays.ics` is meant as https. A number after the colon is a port, not the end of a scheme. */
export function addressTyped(text: string): string {
  const typed = text.trim()
  return typed === '' || /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(typed) ? typed : `https://${typed}`
}

/** `90` → `90 minutes`, `120` → `2 hours`, `1440` → `1 day`. */
export function minutesInWords(min: number): string {
  const [count, unit] = min % 1_440 === 0 ? [min / 1_440, 'day'] : min % 60 === 0 ? [min / 60, 'hour'] : [min, 'minute']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** When it was last read, and when again: one line. */
export function standingInWords({ state, lastSuccessUtc, nextTryUtc }: Subscription, nowUtc: Instant, zone: Zone): string {
  const last = lastSuccessUtc === null ? 'Not read yet' : `Last read ${momentInSentence(lastSuccessUtc, nowUtc, zone)}`
  const next = nextTryUtc === null || nextTryUtc <= nowUtc ? 'again as soon as it can be' : nextTryUtc - nowUtc < 86_400_000 ? `again at ${timeInWords(nextTryUtc, { zone })}` : `again ${momentInSentence(nextTryUtc, nowUtc, zone)}`
  switch (state) {
    case 'fetching':
      return 'Being read now'
    case 'paused':
      return `${last}. Paused`
    case 'stopped':
      return `${last}. Not tried again by itself`
    case 'first':
    case 'fresh':
    case 'trouble':
      return `${last}; ${next}`
  }
}

/** What a failed reading leaves: said above the cause. */
export const keptInWords = ({ lastSuccessUtc }: Pick<Subscription, 'lastSuccessUtc'>): string => (lastSuccessUtc === null ? 'Nothing of it could be read yet.' : 'The events read last are still shown.')

export const eventsInWords = (events: number, unreadable: number, others: number): string =>
  [events === 1 ? '1 event' : `${events} events`, ...(unreadable > 0 ? [`${unreadable} cannot be read`] : []), ...(others > 0 ? [`${others} tasks and others are not shown`] : [])].join(' · ')
