import { SaxesParser, type SaxesTagNS } from 'saxes'
import { maskLines } from './mask-lines.ts'
import type { Mask } from './mask-words.ts'
import { XmlFault } from './xml.ts'

/**
 * XML with every text and every value of an attribute masked, one element a line. Names of elements stay where a namespace we know
 * defines them; statuses, sizes and times stay. Null: not well-formed, or with a DTD; then nobody knows what is a name and what a value.
 * `cut`: the text ends before its end; what was not closed by then is left open.
 */
export function maskXml(text: string, mask: Mask, cut = false): readonly string[] | null {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const open: { readonly name: string; text: string; children: number }[] = []
  const out: string[] = []
  const margin = (): string => '  '.repeat(open.length)
  const add = (piece: string): void => {
    const element = open.at(-1)
    if (element) element.text += piece
  }
  const fault = (error: Error): never => {
    throw new XmlFault(error.message)
  }
  parser.on('error', fault)
  parser.on('doctype', () => fault(new Error('a DTD')))
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('opentag', (tag) => {
    const parent = open.at(-1)
    if (parent) {
      parent.children += 1
      if (parent.text.trim() !== '') out.push(`${margin()}${mask.word(parent.text.trim())}`)
      parent.text = ''
    }
    const name = nameOf(tag.uri, tag.local, mask)
    out.push(`${margin()}<${name}${attributesOf(tag, mask)}>`)
    open.push({ name, text: '', children: 0 })
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (!element) return
    const inside = valueOf(element.name, element.text, mask)
    if (element.children === 0 && inside.length === 0) out.push(`${out.pop()?.slice(0, -1) ?? ''}/>`)
    else if (element.children === 0 && inside.length === 1) out[out.length - 1] += `${inside[0] ?? ''}</${element.name}>`
    else out.push(...inside.map((line) => `${margin()}  ${line}`), `${margin()}</${element.name}>`)
  })
  try {
    parser.write(text.replace(/^\uFEFF?\s*/, ''))
    if (!cut) parser.close()
  } catch (thrown) {
    if (thrown instanceof XmlFault) return null
    throw thrown
  }
  return out.length === 0 ? null : out
}

const prefixes: Readonly<Record<string, string>> = {
  'DAV:': 'D',
  'urn:ietf:params:xml:ns:caldav': 'C',
  'urn:ietf:params:xml:ns:carddav': 'CR',
  'http://calendarserver.org/ns/': 'CS',
  'http://apple.com/ns/ical/': 'A',
  'http://me.com/_namespace/': 'ME',
  'http://cyrusimap.org/ns/': 'CY',
  'http://davical.org/ns/': 'DC',
  'http://sabredav.org/ns': 'S',
  'http://owncloud.org/ns': 'OC',
  'http://nextcloud.com/ns': 'NC',
  'http://radicale.org/ns/': 'R',
  'http://xmlns.xandikos.org/': 'XA',
}

function nameOf(uri: string, local: string, mask: Mask): string {
  const prefix = prefixes[uri]
  const plain = /^[a-z][a-z\d_-]{0,60}$/i.test(local)
  return prefix !== undefined && plain ? `${prefix}:${local}` : `x:${mask.word(`${uri} ${local}`)}`
}

function attributesOf(tag: SaxesTagNS, mask: Mask): string {
  return Object.values(tag.attributes)
    .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
    .map(({ name, value }) => ` ${knownAttributes.has(name) ? name : mask.word(name)}="${attributeOf(tag.local, name, value, mask)}"`)
    .join('')
}

const knownAttributes: ReadonlySet<string> = new Set(['name', 'start', 'end', 'content-type', 'version', 'collation', 'negate-condition', 'match-type', 'test', 'xml:lang', 'novalue'])

function attributeOf(element: string, name: string, value: string, mask: Mask): string {
  if ((name === 'start' || name === 'end') && /^\d{8}T\d{6}Z$/.test(value)) return value
  // What a filter or a set of components names is a word of RFC 5545.
  if (name === 'name' && /^(?:comp|comp-filter|prop|prop-filter|param-filter)$/.test(element) && /^[A-Z][A-Z-]{1,30}$/.test(value)) return value
  if (name === 'content-type' && /^text\/(?:calendar|vcard)$/.test(value)) return value
  if (name === 'version' && /^\d\.\d$/.test(value)) return value
  if ((name === 'collation' || name === 'match-type' || name === 'negate-condition' || name === 'test') && /^(?:i;[a-z-]{1,20}|equals|contains|starts-with|ends-with|yes|no|anyof|allof)$/.test(value)) return value
  return mask.word(value)
}

/** What stands between the tags: most often one line. */
function valueOf(name: string, text: string, mask: Mask): readonly string[] {
  const value = text.trim()
  if (value === '') return []
  if (/^BEGIN:/i.test(value)) return maskLines(value, mask) ?? [mask.word(value)]
  if (name === 'D:status') return [/^HTTP\/\d(?:\.\d)? \d{3}\b/.exec(value)?.[0] ?? mask.word(value)]
  if (name === 'C:request-status') return [/^\d(?:\.\d{1,2}){1,2}/.exec(value)?.[0] ?? mask.word(value)]
  if (hrefs.has(name)) return [mask.href(value)]
  if (name === 'D:getetag' || name === 'C:schedule-tag') return [mask.etag(value)]
  if (/^\d{1,15}$/.test(value) && sizes.has(name)) return [value]
  if (name === 'D:getlastmodified' && /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(value)) return [value]
  if (name === 'D:sync-level' && /^(?:1|infinite)$/.test(value)) return [value]
  return [mask.address(value)]
}

const hrefs: ReadonlySet<string> = new Set(['D:href', 'CS:source'])
const sizes: ReadonlySet<string> = new Set(['D:getcontentlength', 'D:nresults', 'C:max-resource-size', 'C:max-instances', 'C:max-attendees-per-instance', 'D:quota-used-bytes', 'D:quota-available-bytes'])
