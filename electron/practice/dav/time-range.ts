import type { Interval } from '../../../shared/model/time.ts'
import type { XmlNode } from '../xml/read-xml.ts'

const never = Date.UTC(1900, 0, 1)
const forever = Date.UTC(2101, 0, 1)

/** `start` and `end` of a time-range or expand element, UTC; one of them may be missing (CAL-2). Null: not understood. */
export function rangeOf(node: XmlNode): Interval | null {
  const { start, end } = node.attributes
  if (start === undefined && end === undefined) return null
  const startUtc = start === undefined ? never : utcOf(start)
  const endUtc = end === undefined ? forever : utcOf(end)
  return startUtc === null || endUtc === null || endUtc <= startUtc ? null : { startUtc, endUtc }
}

/** `20261122T100000Z` and nothing else. */
function utcOf(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number]
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  return month > 12 || day > 31 || hour > 23 || minute > 59 || second > 60 ? null : at
}

export const utcText = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
