import type { Interval, Zone } from '../../../shared/model/time.ts'
import { readCalendar } from '../../../shared/ical/tree.ts'
import type { Component, Property } from '../../../shared/ical/tree.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import { caldav } from '../xml/names.ts'
import { childOf, childrenOf } from '../xml/read-xml.ts'
import type { XmlNode } from '../xml/read-xml.ts'
import { rangeOf } from './time-range.ts'

/** A `C:filter` made ready (RFC 4791 §9.7). `problem` names the condition that failed. */
export type Filter = { readonly ok: true; readonly passes: (text: string) => boolean } | { readonly ok: false; readonly condition: 'valid-filter' | 'supported-filter' | 'supported-collation' }

const collations = ['i;ascii-casemap', 'i;octet', 'default', 'i;unicode-casemap']

/** `alwaysInRange`: the Inbox, where components match every time-range (SCH-43). */
export function readFilter(node: XmlNode | null, options: { readonly zone: Zone; readonly alwaysInRange: boolean }): Filter {
  if (node === null) return { ok: false, condition: 'valid-filter' }
  const [calendar, ...more] = childrenOf(node, caldav('comp-filter'))
  if (calendar === undefined || more.length > 0 || calendar.attributes['name']?.toUpperCase() !== 'VCALENDAR') return { ok: false, condition: 'valid-filter' }
  const condition = conditionOf(calendar)
  if (condition !== null) return { ok: false, condition }
  return {
    ok: true,
    passes(text) {
      const read = readCalendar(text)
      return read.ok && insideFits(read.value, calendar, { ...options, text })
    },
  }
}

/** What is wrong with a filter, looked at as a whole before anything is compared. */
function conditionOf(node: XmlNode): 'valid-filter' | 'supported-filter' | 'supported-collation' | null {
  for (const child of node.children) {
    if (child.name === caldav('time-range')) {
      if (rangeOf(child) === null) return 'valid-filter'
    } else if (child.name === caldav('text-match')) {
      if (!collations.includes(child.attributes['collation'] ?? 'default')) return 'supported-collation'
    } else if (child.name === caldav('comp-filter') || child.name === caldav('prop-filter') || child.name === caldav('param-filter')) {
      if (child.attributes['name'] === undefined) return 'valid-filter'
      const inner = conditionOf(child)
      if (inner !== null) return inner
    } else if (child.name !== caldav('is-not-defined')) return 'supported-filter'
  }
  return null
}

interface Ground {
  readonly zone: Zone
  readonly alwaysInRange: boolean
  /** The whole object: recurrence needs the master and its overrides together. */
  readonly text: string
}

function insideFits(component: Component, filter: XmlNode, ground: Ground): boolean {
  const range = childOf(filter, caldav('time-range'))
  if (range !== null && !isInRange(component, rangeOf(range), ground)) return false
  return (
    childrenOf(filter, caldav('prop-filter')).every((one) => propertyFits(component, one)) && childrenOf(filter, caldav('comp-filter')).every((one) => componentFits(component, one, ground))
  )
}

function componentFits(parent: Component, filter: XmlNode, ground: Ground): boolean {
  const found = parent.getAllSubcomponents((filter.attributes['name'] ?? '').toLowerCase())
  if (childOf(filter, caldav('is-not-defined')) !== null) return found.length === 0
  return found.some((component) => insideFits(component, filter, ground))
}

function isInRange(component: Component, range: Interval | null, ground: Ground): boolean {
  if (range === null || ground.alwaysInRange) return true
  if (component.name !== 'vevent') return true
  const { instances } = expandOccurrences(ground.text, range, { floatingZone: ground.zone, cap: 1 })
  return instances.length > 0
}

function propertyFits(component: Component, filter: XmlNode): boolean {
  const found = component.getAllProperties((filter.attributes['name'] ?? '').toLowerCase())
  if (childOf(filter, caldav('is-not-defined')) !== null) return found.length === 0
  return found.some((property) => {
    const match = childOf(filter, caldav('text-match'))
    return (match === null || textFits(String(property.getFirstValue() ?? ''), match)) && childrenOf(filter, caldav('param-filter')).every((one) => parameterFits(property, one))
  })
}

function parameterFits(property: Property, filter: XmlNode): boolean {
  const value = property.getParameter((filter.attributes['name'] ?? '').toLowerCase()) as string | string[] | undefined
  if (childOf(filter, caldav('is-not-defined')) !== null) return value === undefined
  const match = childOf(filter, caldav('text-match'))
  return value !== undefined && (match === null || [value].flat().some((one) => textFits(one, match)))
}

/** Substring, case folded unless the collation is `i;octet` (RFC 4791 §9.7.5). */
function textFits(value: string, match: XmlNode): boolean {
  const exact = match.attributes['collation'] === 'i;octet'
  const has = exact ? value.includes(match.text) : value.toLowerCase().includes(match.text.trim().toLowerCase())
  return has !== (match.attributes['negate-condition'] === 'yes')
}
