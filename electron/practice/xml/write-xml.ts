import { ns, splitClark } from './names.ts'
import type { Clark } from './names.ts'
import type { XmlNode } from './read-xml.ts'

/** XML that is already written and escaped. */
export type Xml = string & { readonly xml?: true }

const prefixes: Readonly<Record<string, string>> = { [ns.dav]: 'D', [ns.caldav]: 'C', [ns.cs]: 'CS', [ns.apple]: 'A', [ns.carddav]: 'CARD', [ns.nextcloud]: 'NC', [ns.ischedule]: 'I' }
const declarations = Object.entries(prefixes)
  .map(([uri, prefix]) => ` xmlns:${prefix}="${uri}"`)
  .join('')

export function escapeXml(text: string): Xml {
  // A bare CR would be read back as LF (XML 1.0 §2.11), and iCalendar lines end with CRLF.
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\r/g, '&#13;')
}

/** `content` is XML already; use `escapeXml` for text. */
export function element(name: Clark, content: Xml | readonly Xml[] = '', attributes: Readonly<Record<string, string>> = {}): Xml {
  const { namespace, local } = splitClark(name)
  const prefix = prefixes[namespace]
  const tag = prefix === undefined ? local : `${prefix}:${local}`
  const own = prefix === undefined ? ` xmlns="${escapeXml(namespace)}"` : ''
  const more = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('')
  const inside = typeof content === 'string' ? content : content.join('')
  return inside === '' ? `<${tag}${own}${more}/>` : `<${tag}${own}${more}>${inside}</${tag}>`
}

/** A whole document: the root gets the declarations of every prefix in use. */
export function xmlDocument(name: Clark, content: Xml | readonly Xml[]): string {
  const { namespace, local } = splitClark(name)
  const tag = `${prefixes[namespace] ?? 'D'}:${local}`
  const inside = typeof content === 'string' ? content : content.join('')
  return `<?xml version="1.0" encoding="utf-8"?>\n<${tag}${declarations}>${inside}</${tag}>\n`
}

/** Writes back what a client stored (dead properties, RFC 4918 §4.3); namespaces are kept, prefixes are ours. */
export function writeNode(node: XmlNode): Xml {
  const content = escapeXml(node.children.length > 0 && node.text.trim() === '' ? '' : node.text) + node.children.map(writeNode).join('')
  return element(node.name, content, node.attributes)
}
