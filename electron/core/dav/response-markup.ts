import { readTree, XmlFault, type GrowingNode } from './xml.ts'
import type { XmlNode } from './shapes.ts'

/** An element whose text is named by position: `slots` index the texts between the tags of a response. */
interface Pattern {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Pattern[]
  readonly slots: readonly number[]
}

export interface MarkupCache {
  readonly rootTag: string
  /** Markup of a response, all its tags one after the other → its pattern; null: saxes would not have it. */
  readonly patterns: Map<string, Pattern | null>
  /** Tags and pattern of the response before this one: most look just like it. */
  last: { readonly tags: readonly string[]; readonly pattern: Pattern } | null
}

type Found =
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'known'; readonly node: XmlNode; readonly end: number }
  /** For saxes, up to `end`, which is the end of a tag, comment or instruction. */
  | { readonly kind: 'other'; readonly end: number }

const maxPatterns = 64

/** `namespaces`: what the multistatus element declares; the responses inherit it. */
export function createMarkupCache(namespaces: Readonly<Record<string, string>>): MarkupCache {
  const declared = Object.entries(namespaces).map(([prefix, uri]) => ` ${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${uri.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')}"`)
  return { rootTag: `<x-root${declared.join('')}>`, patterns: new Map(), last: null }
}

/**
 * What comes at `at`, which lies directly inside the multistatus element: text, a response, or something else.
 * A response is taken only when it is whole, holds nothing but tags, texts and CDATA, and its markup parses.
 */
export function nextResponse(text: string, at: number, cache: MarkupCache): Found {
  const lt = text.indexOf('<', at)
  if (lt < 0) return { kind: 'incomplete' }
  const first = markupEnd(text, lt)
  if (first < 0) return { kind: 'incomplete' }
  const qname = tagName(text, lt + 1)
  if (qname === null || !(qname === 'response' || qname.endsWith(':response'))) return { kind: 'other', end: first }

  const alike = cache.last === null ? null : likeTheLast(text, lt, cache.last)
  if (alike !== null) return alike

  const tags: string[] = []
  const texts: string[] = []
  let depth = 0
  let from = lt
  let pending = ''
  for (;;) {
    const open = text.indexOf('<', from)
    if (open < 0) return { kind: 'incomplete' }
    if (open > from) {
      const piece = decode(text.slice(from, open))
      if (piece === null) return { kind: 'other', end: first }
      pending += piece
    }
    const second = text.charCodeAt(open + 1)
    if (second === bang) {
      if (text.length < open + 9) return { kind: 'incomplete' }
      if (!text.startsWith('<![CDATA[', open)) return { kind: 'other', end: first }
      const end = text.indexOf(']]>', open + 9)
      if (end < 0) return { kind: 'incomplete' }
      pending += newlines(text.slice(open + 9, end))
      from = end + 3
      continue
    }
    if (second === question) return { kind: 'other', end: first }
    const close = markupEnd(text, open)
    if (close < 0) return { kind: 'incomplete' }
    const tag = text.slice(open, close)
    texts.push(pending)
    pending = ''
    tags.push(tag)
    from = close
    if (second === slash) depth -= 1
    else if (tag.charCodeAt(tag.length - 2) !== slash) depth += 1
    if (depth === 0) break
    if (depth > 100) return { kind: 'other', end: first }
  }

  const markup = tags.join('')
  let pattern = cache.patterns.get(markup)
  if (pattern === undefined) {
    if (cache.patterns.size >= maxPatterns) return { kind: 'other', end: first }
    pattern = learn(markup, cache.rootTag)
    cache.patterns.set(markup, pattern)
  }
  if (pattern === null) return { kind: 'other', end: first }
  cache.last = { tags, pattern }
  return { kind: 'known', node: fill(pattern, texts), end: from }
}

/** The same tags again, each in its place: then the texts between them are all there is to find. Null: something is different. */
function likeTheLast(text: string, from: number, { tags, pattern }: NonNullable<MarkupCache['last']>): Found | null {
  const texts: string[] = ['']
  let at = from
  for (const tag of tags) {
    if (!text.startsWith(tag, at)) return null
    at += tag.length
    if (texts.length === tags.length) break
    const open = text.indexOf('<', at)
    if (open < 0) return null
    texts.push(open === at ? '' : text.slice(at, open))
    at = open
  }
  // A CR that is written as a reference is none of the line ends that XML makes LF: such texts are decoded one by one.
  const lateLineEnds = !texts.some((piece) => piece.includes('&#') && /&#(?:0*13|x0*d);/i.test(piece))
  const decoded = texts.map(lateLineEnds ? unescaped : decode)
  if (!decoded.every((piece) => piece !== null)) return null
  return { kind: 'known', node: lateLineEnds ? fillLate(pattern, decoded) : fill(pattern, decoded), end: at }
}

const bang = 0x21
const slash = 0x2f
const question = 0x3f

function tagName(text: string, at: number): string | null {
  nameAt.lastIndex = at
  return nameAt.exec(text)?.[0] ?? null
}
const nameAt = /[\w][\w.-]*(?::[\w][\w.-]*)?/y

/** Just after the tag, comment, CDATA section or instruction that begins at `lt`; -1 when it is not all there yet. */
function markupEnd(text: string, lt: number): number {
  const ends = (mark: string, from: number): number => {
    const at = text.indexOf(mark, from)
    return at < 0 ? -1 : at + mark.length
  }
  const second = text.charCodeAt(lt + 1)
  if (second === question) return ends('?>', lt + 2)
  if (second === bang) {
    if (text.length < lt + 9) return -1
    if (text.startsWith('<!--', lt)) return ends('-->', lt + 4)
    if (text.startsWith('<![CDATA[', lt)) return ends(']]>', lt + 9)
  }
  for (let end = ends('>', lt); end >= 0; end = ends('>', end)) if (quotesAreClosed(text.slice(lt, end))) return end
  return -1
}

function quotesAreClosed(tag: string): boolean {
  if (!tag.includes('"') && !tag.includes("'")) return true
  return tag.replace(/"[^"]*"|'[^']*'/g, '').search(/["']/) < 0
}

/** What an XML parser makes of character data: line ends to LF, the five entities and character references. Null: ask saxes. */
function decode(raw: string): string | null {
  return unescaped(newlines(raw))
}

/** The same but for the line ends. */
function unescaped(text: string): string | null {
  if (text.includes(']]>')) return null
  if (!text.includes('&')) return text
  let sound = true
  const decoded = text.replace(/&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));|&/g, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return entities[name] ?? ''
    const code = hex === undefined ? (decimal === undefined ? -1 : Number(decimal)) : Number.parseInt(hex, 16)
    if (code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff)) return String.fromCodePoint(code)
    sound = false
    return ''
  })
  return sound ? decoded : null
}
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const newlines = (text: string): string => (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)

/** Lets saxes read the markup once, with the number of each text in its place. */
function learn(markup: string, rootTag: string): Pattern | null {
  let count = 0
  const numbered = markup.replace(/<(?:"[^"]*"|'[^']*'|[^"'>])*>/g, (tag) => `${count++};${tag}`)
  let response: GrowingNode | null = null
  try {
    const reader = readTree({ onClose: (node, depth) => (response = depth === 1 ? node : response), keep: () => true })
    reader.write(rootTag)
    reader.write(numbered)
    reader.write('</x-root>')
    reader.end()
  } catch (thrown) {
    if (thrown instanceof XmlFault) return null
    throw thrown
  }
  const root = response as GrowingNode | null
  return root?.name === '{DAV:}response' ? toPattern(root) : null
}

function toPattern(node: GrowingNode): Pattern {
  const slots = node.text.split(';').filter((slot) => slot !== '')
  return { name: node.name, attributes: node.attributes, children: node.children.map(toPattern), slots: slots.map(Number) }
}

/** Makes line ends LF only for those who read `text`: most of an answer are calendar objects, and these want CRLF. */
class LateNode implements XmlNode {
  readonly name: string
  readonly attributes: XmlNode['attributes']
  readonly children: readonly XmlNode[]
  readonly source: string

  constructor({ name, attributes }: Pattern, children: readonly XmlNode[], source: string) {
    this.name = name
    this.attributes = attributes
    this.children = children
    this.source = source
  }

  get text(): string {
    return newlines(this.source)
  }
}

function fillLate(pattern: Pattern, texts: readonly string[]): XmlNode {
  let source = ''
  for (const slot of pattern.slots) source += texts[slot] ?? ''
  return new LateNode(pattern, pattern.children.map((child) => fillLate(child, texts)), source)
}

function fill(pattern: Pattern, texts: readonly string[]): XmlNode {
  let text = ''
  for (const slot of pattern.slots) text += texts[slot] ?? ''
  return { name: pattern.name, attributes: pattern.attributes, children: pattern.children.map((child) => fill(child, texts)), text }
}
