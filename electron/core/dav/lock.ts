import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { errorOfAnswer } from './errors.ts'
import type { DavClient, DavResult, Headers } from './shapes.ts'

/** `held`: by us, under this token · `taken`: by somebody else · `none`: this server locks nothing here. */
export type Locking = { readonly kind: 'held'; readonly token: string } | { readonly kind: 'taken' | 'none' }

const lockInfo = '<?xml version="1.0" encoding="utf-8"?>\n<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>'

/** An exclusive write lock on a collection and all in it (RFC 4918 §9.10), for `seconds` at most. */
export async function lockCollection(dav: DavClient, href: Href, seconds: number): DavResult<Locking> {
  const answer = await dav.lock(href, lockInfo, { headers: { depth: 'infinity', timeout: `Second-${seconds}` } })
  if (!answer.ok) return answer
  const { status, headers } = answer.value
  if (status === 423) return ok({ kind: 'taken' })
  if (status === 200 || status === 201) {
    const token = /<([^>]+)>/.exec(headers['lock-token'] ?? '')?.[1]
    return ok(token === undefined ? { kind: 'none' } : { kind: 'held', token })
  }
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? ok({ kind: 'none' }) : status === 501 ? ok({ kind: 'none' }) : fail(errorOfAnswer(answer.value, dav.host))
}

/** Gives it back. One that ran out meanwhile is none any more: that is no fault. */
export async function unlockCollection(dav: DavClient, href: Href, token: string): DavResult<void> {
  const answer = await dav.unlock(href, { headers: { 'lock-token': `<${token}>` } })
  if (!answer.ok) return answer
  const { status } = answer.value
  return (status >= 200 && status < 300) || status === 409 || status === 412 || status === 404 ? ok(undefined) : fail(errorOfAnswer(answer.value, dav.host))
}

/** What a write inside a locked collection has to say (RFC 4918 §10.4). */
export const underLock = (dav: DavClient, href: Href, { token }: { readonly token: string }): Headers => ({ if: `<${dav.url(href)}> (<${token}>)` })
