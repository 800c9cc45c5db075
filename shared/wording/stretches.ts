import type { BusyKind, BusySpan } from '../model/busy.ts'
import type { Instant, Zone } from '../model/time.ts'
import { timeInWords } from '../time/words.ts'
import { localDate, shortDate, weekdayName } from './dates.ts'

const kindWords: Readonly<Record<BusyKind, string>> = { free: 'free', tentative: 'tentative', busy: 'busy', unavailable: 'away', unknown: 'unknown' }

/** Everything but free time, one line a stretch, for readers and for the list of differences. */
export function stretchesInWords(spans: readonly BusySpan[], zone: Zone): string[] {
  return spans.filter(({ kind }) => kind !== 'free').map((span) => `${stretch(span, zone)} ${kindWords[span.kind]}`)
}

export const differenceInWords = (d: { readonly startUtc: Instant; readonly endUtc: Instant; readonly here: BusyKind; readonly there: BusyKind }, zone: Zone): string =>
  `${stretch(d, zone)}: ${kindWords[d.there]} there, ${kindWords[d.here]} here`

function stretch({ startUtc, endUtc }: { readonly startUtc: Instant; readonly endUtc: Instant }, zone: Zone): string {
  const [from, to] = [localDate(startUtc, zone), localDate(endUtc - 1, zone)]
  const start = `${weekdayName(from).slice(0, 3)} ${shortDate(from)} ${timeInWords(startUtc, { zone })}`
  return from === to ? `${start}–${timeInWords(endUtc, { zone })}` : `${start} to ${weekdayName(to).slice(0, 3)} ${shortDate(to)} ${timeInWords(endUtc, { zone })}`
}
