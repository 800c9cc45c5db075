import { fail, ok } from '../../../shared/model/result.ts'
import { davError } from './errors.ts'
import { readWhole, send, type Transport } from './http.ts'
import { isPrivateAddress } from './private-network.ts'
import type { DavResult } from './shapes.ts'

const relation = /\/ws-calendar\/ns\/REST\/(?:current-)?principal-freebusy$/
const maxBytes = 200_000

export interface OfferAsk {
  /** An origin, or the address of a service. */
  readonly url: string
  readonly approved: boolean
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/**
 * FBU-33: a CalWS-REST server names its freebusy service by a link relation (CC 1011), in a `Link` header (RFC 8288) or in an XRD or
 * HTML document. Rare; null when it does not. Only what kept an answer from coming is a problem: any status is an answer.
 */
export async function findOfferedFreeBusy(transport: Transport, ask: OfferAsk): DavResult<{ readonly status: number; readonly url: string | null }> {
  const reply = await send(transport, {
    method: 'GET',
    url: ask.url,
    headers: { accept: 'application/xrd+xml, text/html;q=0.8, */*;q=0.5' },
    body: null,
    auth: { kind: 'anonymous' },
    authOrigin: new URL(ask.url).origin,
    allowPlainHttp: false,
    timeoutMs: ask.timeoutMs,
    ...(ask.signal ? { signal: ask.signal } : {}),
    otherOrigin: 'give-back',
    ...(ask.approved ? {} : { refuse: (target: URL) => (isPrivateAddress(target.hostname) ? davError({ kind: 'refused', cause: 'private-network', retry: 'never' }, { host: target.host }) : null) }),
  })
  if (!reply.ok) return fail(reply.problem)
  const body = await readWhole(reply.value, maxBytes)
  const inHeader = linksOfHeader(reply.value.headers.link ?? '')
  // A page that is too long to be a list of links is none.
  const inBody = body.ok ? linksOfMarkup(body.value) : []
  const href = [...inHeader, ...inBody].find(({ rels }) => rels.some((rel) => relation.test(rel)))?.href ?? null
  return ok({ status: reply.value.status, url: href === null || !URL.canParse(href, reply.value.url) ? null : new URL(href, reply.value.url).href })
}

interface Link {
  readonly href: string
  readonly rels: readonly string[]
}

function linksOfHeader(header: string): readonly Link[] {
  return [...header.matchAll(/<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s;,]+))*)/g)].map(([, href = '', parameters = '']) => ({ href, rels: wordsOf(/;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters)) }))
}

function linksOfMarkup(text: string): readonly Link[] {
  return [...text.matchAll(/<(?:[\w.-]+:)?link\b([^>]*)>/gi)].flatMap(([, inside = '']) => {
    const href = /\bhref\s*=\s*["']([^"']*)["']/i.exec(inside)?.[1]
    return href === undefined ? [] : [{ href: href.replaceAll('&amp;', '&'), rels: wordsOf(/\brel\s*=\s*["']([^"']*)["']/i.exec(inside)) }]
  })
}

const wordsOf = (match: RegExpExecArray | null): readonly string[] => (match?.[1] ?? match?.[2] ?? '').trim().split(/\s+/).filter((word) => word !== '')
