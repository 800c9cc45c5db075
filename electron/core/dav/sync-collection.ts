import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { davError } from './errors.ts'
import { sameHref } from './hrefs.ts'
import { memberProperties, responsesTo } from './member-rows.ts'
import type { DavClient, DavResult, MembersSink, Room } from './shapes.ts'
import { elementsOf } from './write-request.ts'

export interface SyncAsk {
  readonly href: Href
  /** Null: everything. */
  readonly token: string | null
  /** Ask for calendar-data in the same answer (one round trip); rows without it still need a multiget. */
  readonly withData: boolean
  readonly signal?: AbortSignal
  readonly room?: Room
}
export interface SyncEnd {
  /** Store it in the same transaction as the rows (SYN-6). */
  readonly token: string | null
  readonly removed: readonly Href[]
  /** 507 for the collection itself: ask again with the new token (SYN-3). */
  readonly truncated: boolean
  readonly rows: number
}

/**
 * One page of RFC 6578 changes. Rows come in chunks while the answer is still arriving; members that vanished are in `removed`.
 * A token that no longer counts gives `cause: 'sync-token'` (SYN-5): ask again with `token: null` and compare.
 */
export async function syncCollection(dav: DavClient, ask: SyncAsk, to: MembersSink): DavResult<SyncEnd> {
  const answer = await page(dav, ask, to)
  if (answer.ok || !ask.withData || !mayMindData(answer.problem)) return answer
  // Not every server gives texts in this report: without them it is what every client asks for.
  return await page(dav, { ...ask, withData: false }, to)
}

/** Statuses with which a server may refuse calendar-data here; a token it names is at fault for itself. */
const mayMindData = ({ httpStatus, precondition }: AppError): boolean => precondition !== 'valid-sync-token' && httpStatus !== undefined && [400, 403, 415, 422, 500, 501].includes(httpStatus)

async function page(dav: DavClient, ask: SyncAsk, to: MembersSink): DavResult<SyncEnd> {
  const removed: Href[] = []
  let truncated = false
  let rows = 0
  const body = { 'd:sync-collection': { 'd:sync-token': ask.token, 'd:sync-level': '1', 'd:prop': elementsOf(memberProperties(ask.withData)) } }
  const asked = dav.url(ask.href)
  const { sink, flush } = responsesTo(to, {
    row: () => (rows += 1),
    other(href, status) {
      if (status === 507 && sameHref(href, asked, asked)) truncated = true
      else if (status === 404 || status === 410) removed.push(href)
    },
  })
  const end = await dav.report(
    ask.href,
    0,
    body,
    sink,
    { ...(ask.signal ? { signal: ask.signal } : {}), ...(ask.room ? { room: ask.room } : {}) },
  )
  if (!end.ok) return fail(ask.token !== null && isTokenFault(end.problem) ? tokenFault(end.problem) : end.problem)
  flush()
  const token = end.value.syncToken
  if (truncated && (token === null || token === ask.token)) {
    // T-Y20: the same page would come for ever.
    return fail(tokenFault(davError({ kind: 'bad-data', cause: 'sync-token', retry: 'now' }, { host: dav.host, detail: 'truncated without a new token' })))
  }
  return ok({ token: token === '' ? null : token, removed, truncated, rows })
}

/**
 * The precondition is what the standard names; 400, 409 and 410 were seen with and without it (SYN-5), and
 * Xandikos 0.2.8 answers an unknown token with 500. Asking once more without a token is right in all these cases.
 */
function isTokenFault({ httpStatus, precondition, kind }: AppError): boolean {
  if (precondition === 'valid-sync-token') return true
  return kind !== 'sign-in' && httpStatus !== undefined && [400, 409, 410, 412, 500].includes(httpStatus)
}

const tokenFault = (error: AppError): AppError => ({ ...error, kind: 'bad-data', cause: 'sync-token', retry: 'now' })
