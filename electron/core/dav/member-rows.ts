import type { Etag, ScheduleTag } from '../../../shared/model/ids.ts'
import { caldav, dav } from './names.ts'
import type { MemberRow, MultistatusResponse, TakeRows } from './shapes.ts'

/** What to ask of a member; `data` with its text. */
export const memberProperties = (withData: boolean): readonly string[] => ['d:getetag', 'c:schedule-tag', ...(withData ? ['c:calendar-data'] : [])]

const etagName = dav('getetag')
const tagName = caldav('schedule-tag')
const dataName = caldav('calendar-data')

/** Null for what is no calendar object: a failed response, a collection (SYN-7), or a member that told nothing of itself. */
export function memberRow({ href, status, props }: MultistatusResponse): MemberRow | null {
  if ((status !== null && (status < 200 || status >= 300)) || href.endsWith('/')) return null
  const etag = props.get(etagName)?.text.trim()
  const data = props.get(dataName)
  const text = data?.source ?? data?.text
  if (!etag && !text) return null
  const tag = props.get(tagName)?.text.trim()
  return { href, etag: etag ? (etag as Etag) : null, scheduleTag: tag ? (tag as ScheduleTag) : null, text: text ? withCrlf(text) : null }
}

/** XML turns line ends to LF and some servers keep CR as `&#13;`: one form for all, so that texts can be compared (HTTP-13). */
export function withCrlf(text: string): string {
  if (!text.includes('\r')) return text.replaceAll('\n', '\r\n')
  return bareEnd.test(text) ? text.replace(/\r\n|\r|\n/g, '\r\n') : text
}
const bareEnd = /\r(?!\n)|(?:^|[^\r])\n/

/** Hands rows on in chunks: what is done with one may take some milliseconds, and nothing else runs meanwhile. */
export function inChunks(take: TakeRows, size = 60): { push(row: MemberRow): void; flush(): void; readonly count: () => number } {
  let chunk: MemberRow[] = []
  let count = 0
  const flush = (): void => {
    if (chunk.length === 0) return
    const full = chunk
    chunk = []
    take(full)
  }
  return {
    push: (row) => {
      count += 1
      if (chunk.push(row) >= size) flush()
    },
    flush,
    count: () => count,
  }
}
