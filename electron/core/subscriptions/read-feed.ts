import { createHash } from 'node:crypto'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { FeedPreview } from '../../../shared/contract/subscriptions.ts'
import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'
import { type Feed, splitFeed } from '../../../shared/ical/split-feed.ts'
import { nearestHue } from '../../../shared/model/hues.ts'
import { fail, type Result } from '../../../shared/model/result.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { davError } from '../dav/errors.ts'

export const digestOf = (text: string): string => createHash('sha1').update(text).digest('hex')

const dayMs = 86_400_000
const leastMin = 15
const mostMin = 10_080
const shown = 5

/** A page in place of a calendar and half a calendar are faults as a whole: what is held stays (ICS-21). */
export function readFeed(body: string, host: string): Result<Feed, AppError> {
  const feed = splitFeed(body, digestOf)
  return feed.ok ? feed : fail(davError({ kind: 'bad-data', cause: feed.problem.code === 'torn' ? 'feed-torn' : 'not-a-calendar', retry: 'later' }, { host }))
}

/** The publisher's wish in whole minutes. Whoever wishes for a year is asked each week all the same. */
export const wantedMinOf = ({ refreshMs }: Feed): number | null => (refreshMs === null ? null : Math.min(mostMin, Math.ceil(refreshMs / 60_000)))

/** ICS-21: the longest of mine, theirs and a quarter of an hour. */
export const everyMin = (row: { readonly intervalMin: number; readonly wantedMin: number | null }): number => Math.max(leastMin, row.intervalMin, row.wantedMin ?? 0)

/** What a person sees before adding it. */
export function previewOf(feed: Feed, { nowUtc, zone }: { readonly nowUtc: Instant; readonly zone: Zone }): Omit<FeedPreview, 'already'> {
  const window = { startUtc: nowUtc, endUtc: nowUtc + 366 * dayMs }
  let unreadable = 0
  const next: FeedPreview['next'] = []
  for (const { text } of feed.items) {
    const scanned = scanObject(text)
    if (isIcalProblem(scanned)) {
      unreadable += 1
      continue
    }
    const { instances, problem } = expandOccurrences(scanned, window, { floatingZone: zone, cap: 2_000 })
    if (problem !== undefined) unreadable += 1
    for (const at of instances.slice(0, shown)) {
      const title = scanned.events[at.part]?.summary ?? ''
      next.push({ title, startUtc: at.startDate === null ? at.startUtc : startOfDay(at.startDate, zone), endUtc: at.endDate === null ? at.endUtc : startOfDay(at.endDate, zone), startDate: at.startDate })
    }
  }
  next.sort((a, b) => a.startUtc - b.startUtc)
  return { name: feed.name, hue: nearestHue(feed.color), events: feed.items.length, unreadable, others: feed.others, wantedMin: wantedMinOf(feed), next: next.slice(0, shown) }
}

