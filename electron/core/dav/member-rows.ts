import type { Etag, ScheduleTag } from '../../../shared/model/ids.ts'
import { caldav, dav } from './names.ts'
import type { MemberRow, MembersHeard, MembersSink, MultistatusResponse, ResponseSink, TakeRows } from './shapes.ts'

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

/** Where the responses to a question for members go, so that its rows come to `to`; `flush` hands over the last of them. */
export function responsesTo(to: MembersSink, heard: MembersHeard): { readonly sink: ResponseSink; readonly flush: () => void } {
  if (typeof to !== 'function') return { sink: { open: (charset) => to.open(heard, charset) }, flush: () => undefined }
  const rows = inChunks(to)
  const sink = (response: MultistatusResponse): void => {
    const row = memberRow(response)
    if (row === null) return heard.other(response.href, response.status)
    heard.row(row.href)
    rows.push(row)
  }
  return { sink, flush: rows.flush }
}

/** Hands rows on in chunks: what is done with one may take some milliseconds, and nothing else runs meanwhile. */
function inChunks(take: TakeRows, size = 60): { push(row: MemberRow): void; flush(): void } {
  let chunk: MemberRow[] = []
  const flush = (): void => {
    if (chunk.length === 0) return
    const full = chunk
    chunk = []
    take(full)
  }
  return {
    push: (row) => {
      if (chunk.push(row) >= size) flush()
    },
    flush,
  }
}
