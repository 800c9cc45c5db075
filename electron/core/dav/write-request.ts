import { davRequest, DAVNamespace, getDAVAttribute } from 'tsdav'
import type { DAVRequest } from 'tsdav'
import { must } from '../../../shared/model/result.ts'
import type { Headers } from './shapes.ts'

/** What stands in an element: nothing, text, or elements. An array repeats the element. */
export type XmlContent = null | string | XmlElements
/** Elements by name, in order, with the prefixes d, c (CalDAV), cs (calendarserver.org), ca (Apple) and card (CardDAV). */
export interface XmlElements {
  readonly [name: string]: XmlContent | readonly XmlContent[]
}
/** The one root element of a request, without its namespaces. */
export type RequestBody = XmlElements

export interface DavAsk {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: RequestBody
}
export interface WrittenAsk {
  readonly method: string
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

const namespaces = getDAVAttribute([DAVNamespace.DAV, DAVNamespace.CALDAV, DAVNamespace.CALENDAR_SERVER, DAVNamespace.CALDAV_APPLE, DAVNamespace.CARDDAV])

/**
 * tsdav writes the request and `carry`, lent to it as its fetch, sends it. It holds no credentials, follows no redirect and never sees
 * an answer: ours is read by `carry` while it arrives.
 */
export async function writeRequest<T>(ask: DavAsk, carry: (written: WrittenAsk) => Promise<T>): Promise<T> {
  const sent: T[] = []
  const init: DAVRequest = { method: ask.method as DAVRequest['method'], headers: { 'content-type': 'application/xml; charset=utf-8', ...ask.headers }, body: withNamespaces(ask.body) }
  await davRequest({
    url: ask.url,
    init,
    parseOutgoing: false,
    fetch: async (_url, written) => {
      sent.push(await carry({ method: ask.method, url: ask.url, headers: written?.headers as Headers, body: must(written?.body as string | undefined, 'written request') }))
      return new Response(null, { status: 204 })
    },
  })
  return must(sent[0], 'answer of a request')
}

export const propfindBody = (properties: readonly string[]): RequestBody => ({ 'd:propfind': { 'd:prop': elementsOf(properties) } })

/** Empty elements. */
export const elementsOf = (names: readonly string[]): XmlElements => Object.fromEntries(names.map((name) => [name, null]))

/** Attributes of an element. tsdav 2.3.4 escapes nothing in them but quotes: for words and times of ours, not for what comes from elsewhere. */
export const attributes = (values: Readonly<Record<string, string>>): XmlElements => ({ _attributes: values })

/** Text beside attributes. */
export const text = (value: string): XmlElements => ({ _text: value })

const withNamespaces = (body: RequestBody): object => Object.fromEntries(Object.entries(body).map(([name, content]) => [name, { _attributes: namespaces, ...(toWritten(content) as object) }]))

/** tsdav 2.3.4 takes `&amp;` in a text for an escape of its own and would make `&` of it. */
const escaped = (value: string): string => value.replaceAll('&amp;', '&amp;amp;')

function toWritten(content: XmlContent | readonly XmlContent[]): unknown {
  if (content === null) return {}
  if (typeof content === 'string') return { _text: escaped(content) }
  if (isMany(content)) return content.map(toWritten)
  const { _attributes, _text, ...elements } = content
  return {
    ...(_attributes === undefined ? {} : { _attributes }),
    ...(typeof _text === 'string' ? { _text: escaped(_text) } : {}),
    ...Object.fromEntries(Object.entries(elements).map(([name, inner]) => [name, toWritten(inner)])),
  }
}

const isMany = (content: XmlElements | readonly XmlContent[]): content is readonly XmlContent[] => Array.isArray(content)
