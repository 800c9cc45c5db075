import type { BusyKind, BusySpan } from '../model/busy.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { Instant, Interval } from '../model/time.ts'
import { toTimeline } from './timeline.ts'
import type { FreeBusyAnswer, FreeBusyProblem } from './vfreebusy.ts'

/** Outlook's own numbers: 4 means "no data" (Microsoft's KB 813268 swaps 1 and 2, its programs do not). */
const kinds: Readonly<Record<string, BusyKind>> = { '0': 'free', '1': 'tentative', '2': 'busy', '3': 'unavailable', '4': 'unknown' }

/**
 * Answer of Outlook Web Access 2000–2007: XML with one digit an interval in `fbdata` (T-F32). `asked` is what the request said,
 * since the answer does not repeat it. Digits we do not know are unknown time.
 */
export function readOwaFreeBusy(text: string, asked: { readonly startUtc: Instant; readonly intervalMin: number }, window: Interval): Result<FreeBusyAnswer, FreeBusyProblem> {
  const digits = /<(?:\w+:)?fbdata[^>]*>\s*(\d*)\s*<\/(?:\w+:)?fbdata>/i.exec(text)?.[1]
  if (digits === undefined) return fail({ code: 'not-free-busy', detail: text.trim().slice(0, 80) })
  const stepMs = asked.intervalMin * 60_000
  const stated = digits.split('').map((d, i): BusySpan => ({ startUtc: asked.startUtc + i * stepMs, endUtc: asked.startUtc + (i + 1) * stepMs, kind: kinds[d] ?? 'unknown' }))
  const spans = toTimeline(stated, null, window)
  const known = spans.filter((s) => s.kind !== 'unknown')
  const first = known[0]
  return ok({ spans, coverage: first ? { startUtc: first.startUtc, endUtc: known.at(-1)!.endUtc } : null, from: 'vfreebusy', silent: stated.every((s) => s.kind === 'unknown'), stampUtc: null })
}
