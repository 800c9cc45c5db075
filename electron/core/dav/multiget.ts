import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { hrefKey } from './hrefs.ts'
import { memberProperties, responsesTo } from './member-rows.ts'
import type { DavClient, DavResult, MembersSink, Room } from './shapes.ts'
import { elementsOf } from './write-request.ts'

export interface MultigetAsk {
  readonly href: Href
  readonly members: readonly Href[]
  readonly signal?: AbortSignal
  readonly room?: Room
}

const batchSize = 300
const inFlight = 3

/**
 * RFC 4791 §7.9 in batches with a few in flight: small ones one after the other cost a round trip each, one big one costs memory
 * on the server. An object that failed takes no other with it (T-Y09).
 * Hrefs in `missing` are gone: 404 or 410, or left out of the answer (DAViCal 1.1.12, sabre/dav 4.7.1).
 */
export async function multiget(dav: DavClient, ask: MultigetAsk, to: MembersSink): DavResult<{ readonly missing: readonly Href[] }> {
  const missing = new Map(ask.members.map((href) => [hrefKey(href, dav.baseUrl), href]))
  const { sink, flush } = responsesTo(to, {
    row: (href) => missing.delete(hrefKey(href, dav.baseUrl)),
    other(href, status) {
      // Any other failure (403, 500) says nothing of the object being gone: it stays as it was.
      if (status !== 404 && status !== 410) missing.delete(hrefKey(href, dav.baseUrl))
    },
  })
  const batches: (readonly Href[])[] = []
  for (let from = 0; from < ask.members.length; from += batchSize) batches.push(ask.members.slice(from, from + batchSize))
  let problem: AppError | null = null

  const one = async (members: readonly Href[]): Promise<void> => {
    const body = { 'c:calendar-multiget': { 'd:prop': elementsOf(memberProperties(true)), 'd:href': members } }
    const end = await dav.report(ask.href, 1, body, sink, { ...(ask.signal ? { signal: ask.signal } : {}), ...(ask.room ? { room: ask.room } : {}) })
    if (!end.ok) problem ??= end.problem
  }

  const worker = async (): Promise<void> => {
    for (let batch = batches.shift(); batch && !problem; batch = batches.shift()) await one(batch)
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  flush()
  return problem ? fail(problem) : ok({ missing: [...missing.values()] })
}
