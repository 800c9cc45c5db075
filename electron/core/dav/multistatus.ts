import type { Href } from '../../../shared/model/ids.ts'
import type { TakeResponse, XmlNode } from './shapes.ts'
import { createMarkupCache, nextResponse, type MarkupCache } from './response-markup.ts'
import { childrenOf, readTree, XmlFault } from './xml.ts'

export interface MultistatusReader {
  write(chunk: string): void
  /** Throws `XmlFault` when the document was cut off or is not a multistatus. */
  end(): { readonly syncToken: string | null }
}

const responseName = '{DAV:}response'

/**
 * Reads a `DAV:multistatus` while it comes in (RFC 4918 §13) and hands over each response once it is whole.
 *
 * The parser proper is saxes. Because thousands of responses of one answer differ only in their texts, `fast` recognises a
 * response whose markup was seen before and takes its texts out directly; everything else goes to saxes.
 * Both ways give the same for well-formed input (`multistatus.test.ts` compares them on generated documents).
 */
export function readMultistatus(take: TakeResponse, options: { readonly fast: boolean } = { fast: true }): MultistatusReader {
  const seen: { syncToken: string | null; root: boolean; cache: MarkupCache | null } = { syncToken: null, root: false, cache: null }
  const tree = readTree({
    onOpen: (node, depth, raw) => {
      if (depth !== 0) return
      if (node.name !== '{DAV:}multistatus') throw new XmlFault(`a ${node.name} instead of a multistatus`)
      seen.root = true
      if (options.fast) seen.cache = createMarkupCache(raw.ns ?? {})
    },
    onClose: (node, depth) => {
      if (depth !== 1) return
      if (node.name === responseName) emit(node, take)
      else if (node.name === '{DAV:}sync-token') seen.syncToken = node.text.trim()
    },
    keep: (depth) => depth >= 2,
  })

  /** Text not yet consumed; begins between two tags. */
  let held = ''
  let started = false

  const consume = (): number => {
    let at = 0
    while (at < held.length) {
      if (seen.cache && tree.open.length === 1) {
        const found = nextResponse(held, at, seen.cache)
        if (found.kind === 'incomplete') return at
        if (found.kind === 'known') emit(found.node, take)
        else tree.write(held.slice(at, found.end))
        at = found.end
      } else {
        // In the prolog, or in a response that saxes reads: tag by tag, until we are between two responses again.
        const end = held.indexOf('>', at) + 1
        if (end === 0) return at
        tree.write(held.slice(at, end))
        at = end
      }
    }
    return at
  }

  return {
    write: (chunk) => {
      held += chunk
      if (!started) held = held.replace(/^\uFEFF?\s*/, '')
      if (held === '') return
      started = true
      if (options.fast) held = held.slice(consume())
      else {
        tree.write(held)
        held = ''
      }
    },
    end: () => {
      if (held !== '') tree.write(held)
      tree.end()
      if (!seen.root) throw new XmlFault('empty')
      return { syncToken: seen.syncToken }
    },
  }
}

/** A response may name several hrefs that share one status (RFC 4918 §14.24). */
function emit(node: XmlNode, take: TakeResponse): void {
  const hrefs: string[] = []
  let status: number | null = null
  const props = new Map<string, XmlNode>()
  const refused = new Map<string, number>()
  let precondition: string | null = null
  let description = ''
  for (const child of node.children) {
    switch (child.name) {
      case '{DAV:}href':
        hrefs.push(child.text.trim())
        break
      case '{DAV:}status':
        status = statusOf(child.text)
        break
      case '{DAV:}propstat':
        readPropstat(child, props, refused)
        break
      case '{DAV:}error':
        precondition = child.children[0]?.name ?? null
        break
      case '{DAV:}responsedescription':
        description = child.text.trim()
        break
    }
  }
  for (const href of hrefs) if (href !== '') take({ href: href as Href, status, props, refused, precondition, description })
}

function readPropstat(propstat: XmlNode, props: Map<string, XmlNode>, refused: Map<string, number>): void {
  let status = 200
  for (const child of propstat.children) if (child.name === '{DAV:}status') status = statusOf(child.text)
  for (const prop of childrenOf(propstat, '{DAV:}prop'))
    for (const property of prop.children) {
      if (status >= 200 && status < 300) props.set(property.name, property)
      else refused.set(property.name, status)
    }
}

/** The number alone counts: `HTTP/1.1 404` without a phrase and `HTTP/2 200` are both seen (HTTP-3). 0 when there is none. */
export function statusOf(line: string): number {
  return Number(/^\s*(?:HTTP\/[\d.]+\s+)?(\d{3})\b/i.exec(line)?.[1] ?? 0)
}
