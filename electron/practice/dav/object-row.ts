import { caldav } from '../xml/names.ts'
import type { Clark } from '../xml/names.ts'
import { element, escapeXml } from '../xml/write-xml.ts'
import type { Xml } from '../xml/write-xml.ts'
import { childOf } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'
import { prefers, propRow } from './answer.ts'
import type { DavContext } from './context.ts'
import { expandText } from './expand-text.ts'
import { readProperty } from './properties.ts'
import { pathOf } from './resource.ts'
import type { Resource } from './resource.ts'
import { rangeOf } from './time-range.ts'

const calendarData = caldav('calendar-data')

/** One object with the properties a REPORT asked for; `calendar-data` may come expanded (RFC 4791 §9.6.5). */
export function objectRow({ org, me, request }: DavContext, resource: Extract<Resource, { kind: 'object' }>, props: readonly XmlNode[]): Xml {
  const found: Xml[] = []
  const missing: Clark[] = []
  for (const prop of props) {
    const value = prop.name === calendarData ? dataOf(resource, prop, me.zone) : readProperty({ org, me, resource }, prop.name)
    if (value === null) missing.push(prop.name)
    else found.push(value)
  }
  return propRow(pathOf(resource), found, missing, prefers(request.headers, 'return=minimal'))
}

function dataOf({ object }: Extract<Resource, { kind: 'object' }>, prop: XmlNode, zone: string): Xml {
  const expand = childOf(prop, caldav('expand'))
  const range = expand === null ? null : rangeOf(expand)
  return element(calendarData, escapeXml(range === null ? object.text : expandText(object.text, range, zone)))
}
