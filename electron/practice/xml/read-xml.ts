import { SaxesParser } from 'saxes'
import { fail, ok } from '../../../shared/model/result.ts'
import type { Result } from '../../../shared/model/result.ts'
import { clark } from './names.ts'
import type { Clark } from './names.ts'

export interface XmlNode {
  readonly name: Clark
  /** Attributes without a namespace, by local name. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Text and CDATA of this element alone, as written. */
  readonly text: string
}

const maxDepth = 60

/** Reads a request body. Saxes expands no entity of a DTD, so there are no bombs; depth is bounded here. */
export function readXml(body: string): Result<XmlNode, string> {
  interface Open {
    name: Clark
    attributes: Record<string, string>
    children: XmlNode[]
    text: string
  }
  const open: Open[] = []
  let root: XmlNode | null = null
  let problem: string | null = null
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    problem ??= error.message
  })
  parser.on('opentag', (tag) => {
    if (open.length >= maxDepth) problem ??= 'nested too deeply'
    const attributes: Record<string, string> = Object.create(null) as Record<string, string>
    for (const attribute of Object.values(tag.attributes)) if (attribute.prefix === '') attributes[attribute.local] = attribute.value
    open.push({ name: clark(tag.uri, tag.local), attributes, children: [], text: '' })
  })
  const text = (piece: string): void => {
    const top = open.at(-1)
    if (top !== undefined) top.text += piece
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('closetag', () => {
    const done = open.pop()
    if (done === undefined) return
    const parent = open.at(-1)
    if (parent === undefined) root = done
    else parent.children.push(done)
  })
  try {
    parser.write(body.replace(/^\uFEFF/, '')).close()
  } catch (error) {
    problem ??= error instanceof Error ? error.message : String(error)
  }
  if (problem !== null) return fail(problem)
  return root === null ? fail('no root element') : ok(root)
}

export const childOf = (node: XmlNode, name: Clark): XmlNode | null => node.children.find((child) => child.name === name) ?? null
export const childrenOf = (node: XmlNode, name: Clark): readonly XmlNode[] => node.children.filter((child) => child.name === name)
