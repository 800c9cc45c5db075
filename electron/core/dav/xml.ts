import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { XmlNode } from './shapes.ts'

/** The text is not well-formed XML (or not what it must be): the whole answer cannot be trusted. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault'
}

export interface GrowingNode extends XmlNode {
  readonly children: GrowingNode[]
  text: string
}

const maxDepth = 200

export interface TreeReader {
  write(chunk: string): void
  end(): void
  /** Open elements, outermost first. */
  readonly open: readonly GrowingNode[]
}

/**
 * XML into nodes, by namespace and not by prefix (HTTP-13). Entities of a DTD are not expanded: they are faults.
 * `onOpen` sees an element before its children, `onClose` when it is whole; `keep` false lets go of a child once closed.
 */
export function readTree(on: {
  readonly onOpen?: (node: GrowingNode, depth: number, raw: SaxesTagNS) => void
  readonly onClose: (node: GrowingNode, depth: number) => void
  readonly keep: (depth: number) => boolean
}): TreeReader {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const open: GrowingNode[] = []
  const addText = (text: string): void => {
    const node = open.at(-1)
    if (node) node.text += text
  }
  parser.on('error', (error) => {
    throw new XmlFault(error.message)
  })
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('opentag', (tag) => {
    const attributes: Record<string, string> = {}
    for (const attribute of Object.values(tag.attributes)) attributes[attribute.name] = attribute.value
    const node: GrowingNode = { name: `{${tag.uri}}${tag.local}`, attributes, children: [], text: '' }
    const parent = open.at(-1)
    if (parent && on.keep(open.length)) parent.children.push(node)
    open.push(node)
    if (open.length > maxDepth) throw new XmlFault('nested too deeply')
    on.onOpen?.(node, open.length - 1, tag)
  })
  parser.on('closetag', () => {
    const node = open.pop()
    if (node) on.onClose(node, open.length)
  })
  return {
    open,
    // Characters that XML forbids are kept out instead of losing a whole calendar for one form feed in a title.
    write: (chunk) => void parser.write(chunk.replace(forbidden, '\uFFFD')),
    end: () => void parser.close(),
  }
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** A whole document; null when it is not XML. */
export function parseXml(text: string): XmlNode | null {
  let root: GrowingNode | null = null
  try {
    const reader = readTree({ onClose: (node, depth) => (root = depth === 0 ? node : root), keep: () => true })
    reader.write(text.replace(/^\uFEFF?\s*/, ''))
    reader.end()
    return root
  } catch (thrown) {
    if (thrown instanceof XmlFault) return null
    throw thrown
  }
}

export const childOf = (node: XmlNode | undefined, name: string): XmlNode | undefined => node?.children.find((child) => child.name === name)
export const childrenOf = (node: XmlNode | undefined, name: string): readonly XmlNode[] => node?.children.filter((child) => child.name === name) ?? []
/** Trimmed text of every `DAV:href` child. */
export const hrefsOf = (node: XmlNode | undefined): readonly string[] =>
  childrenOf(node, '{DAV:}href')
    .map((child) => child.text.trim())
    .filter((href) => href !== '')

