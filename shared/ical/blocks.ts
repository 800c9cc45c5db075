import { resolveZone } from '../time/zones.ts'
import { addNeededZones } from './vtimezone.ts'
import { fold, readCalendar, writeCalendar } from './tree.ts'

/** All that a file says under one UID, as a calendar of its own with the zones it names; its lines are those of the file. */
export interface FileObject {
  /** '' where the file gives none. */
  readonly uid: string
  readonly text: string
}

/** A component that begins and does not end, or ends in the wrong place. */
export interface TornBlock {
  readonly title: string
  /** First line of its DTSTART as written; '' without one. */
  readonly start: string
}

export interface FileContents {
  /** Of each calendar in the file; '' without METHOD. */
  readonly methods: readonly string[]
  /** In the order of the file. */
  readonly objects: readonly FileObject[]
  readonly torn: readonly TornBlock[]
  /** Events that stand in the file again, word for word or in an older version (by SEQUENCE): the later one counts. */
  readonly repeated: number
  /** Tasks, journals and other components that are no events. */
  readonly others: number
}

interface Block {
  readonly name: string
  readonly lines: readonly string[]
  readonly torn: boolean
  readonly zones: ReadonlyMap<string, string>
}

/**
 * A file of many events taken apart at its lines, so that one broken event spoils no other and nothing is rewritten (CAL-9). Several
 * calendars in one file are read one by one, each with its own zones (RFC 5545 §3.4). Null: there is no calendar in the text. Never throws.
 */
export function splitCalendar(text: string): FileContents | null {
  const { blocks, methods } = blocksOf(text)
  if (methods.length === 0) return null
  const byUid = new Map<string, Map<string, Block>>()
  let [repeated, others, nameless] = [0, 0, 0]
  const torn: TornBlock[] = []
  for (const block of blocks) {
    const fields = fieldsOf(block)
    if (block.name !== 'VEVENT') others += 1
    else if (block.torn) torn.push({ title: fields.get('SUMMARY') ?? '', start: fields.get('DTSTART') ?? '' })
    else {
      const uid = fields.get('UID')?.trim() ?? ''
      // Events without a UID have nothing to do with one another.
      const key = uid === '' ? `\n${(nameless += 1)}` : uid
      const parts = byUid.get(key) ?? new Map<string, Block>()
      byUid.set(key, parts)
      const part = fields.get('RECURRENCE-ID')?.trim() ?? ''
      const before = parts.get(part)
      if (before !== undefined) repeated += 1
      if (before === undefined || sequenceIn(fields) >= sequenceIn(fieldsOf(before))) parts.set(part, block)
    }
  }
  const objects = [...byUid].map(([key, parts]) => ({ uid: key.startsWith('\n') ? '' : key, text: calendarOf([...parts.values()]) }))
  return { methods, objects, torn, repeated, others }
}

const sequenceIn = (fields: ReadonlyMap<string, string>): number => Number.parseInt(fields.get('SEQUENCE') ?? '', 10) || 0

const head = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Parley//EN']

function calendarOf(blocks: readonly Block[]): string {
  const zones = new Map(blocks.flatMap((block) => zonesNeeded(block)))
  return `${[...head, ...zones.values(), ...blocks.flatMap((block) => block.lines), 'END:VCALENDAR'].join('\r\n')}\r\n`
}

/** Those of its own calendar that it names. */
const zonesNeeded = (block: Block): [string, string][] => tzidsIn(block).flatMap((tzid) => (block.zones.has(tzid) ? [[tzid, block.zones.get(tzid) as string]] : []))

function tzidsIn({ lines }: Block): string[] {
  const text = unfold(lines.join('\n'))
  return [...new Set([...text.matchAll(/;TZID=(?:"([^"\n]*)"|([^;:"\n]*))/gi)].map((found) => found[1] ?? found[2] ?? ''))]
}

/**
 * The components of many objects in one text, each in its own lines, with every zone that is named (ICS-12). Where two objects mean
 * different rules by one TZID that no table knows, they stand in two calendars of the same file (RFC 5545 §3.4). Texts that are no calendar, and torn components, are left out and counted.
 */
export function joinCalendars(texts: readonly string[], name: string): { readonly text: string; readonly left: number } {
  const files: { readonly zones: Map<string, string>; readonly lines: string[] }[] = [{ zones: new Map(), lines: [] }]
  let left = 0
  for (const text of texts) {
    const { blocks, methods } = blocksOf(text)
    if (methods.length === 0 || blocks.length === 0 || blocks.some((block) => block.torn)) left += 1
    else {
      for (const block of blocks) {
        const zones = zonesNeeded(withOwnZones(block, text))
        const fits = (file: (typeof files)[number]): boolean => zones.every(([tzid, rules]) => (file.zones.get(tzid) ?? rules) === rules || resolveZone(tzid) !== null)
        const file = files.find(fits) ?? { zones: new Map<string, string>(), lines: [] }
        if (!files.includes(file)) files.push(file)
        for (const [tzid, rules] of zones) if (!file.zones.has(tzid)) file.zones.set(tzid, rules)
        file.lines.push(...block.lines)
      }
    }
  }
  const title = fold(`X-WR-CALNAME:${name.replace(/[\\;,]/g, String.raw`\$&`).replace(/\s+/g, ' ')}`)
  return { text: files.map((file) => `${[...head, title, ...file.zones.values(), ...file.lines, 'END:VCALENDAR'].join('\r\n')}\r\n`).join(''), left }
}

/** Many programs store no VTIMEZONE for zones that everybody knows; a file for any program has to bring it. */
function withOwnZones(block: Block, text: string): Block {
  if (tzidsIn(block).every((tzid) => block.zones.has(tzid))) return block
  const read = readCalendar(text)
  if (!read.ok) return block
  addNeededZones(read.value)
  return { ...block, zones: new Map([...blocksOf(writeCalendar(read.value)).zones, ...block.zones]) }
}

/** The components of all calendars in a text, line ends made CRLF and nothing else changed. */
function blocksOf(text: string): { readonly blocks: readonly Block[]; readonly methods: readonly string[]; readonly zones: ReadonlyMap<string, string> } {
  const blocks: Block[] = []
  const methods: string[] = []
  let zones = new Map<string, string>()
  let open: string[] = []
  let lines: string[] = []
  const end = (torn: boolean): void => {
    const block: Block = { name: open[0] ?? lines[0]?.slice(6).trim().toUpperCase() ?? '', lines, torn, zones }
    if (block.name !== 'VTIMEZONE') blocks.push(block)
    else if (!torn) zones.set(fieldsOf(block).get('TZID') ?? '', lines.join('\r\n'))
    open = []
    lines = []
  }
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    if (line.trim() === '') continue
    const mark = /^(BEGIN|END):\s*([\w-]+)\s*$/i.exec(line)
    const name = mark?.[2]?.toUpperCase() ?? ''
    const begins = mark?.[1]?.toUpperCase() === 'BEGIN'
    if (open.length > 0 && (begins ? isTop(name) : name === 'VCALENDAR')) end(true)
    if (name === 'VCALENDAR') {
      if (!begins) continue
      zones = new Map()
      methods.push('')
    } else if (open.length > 0) {
      lines.push(line)
      if (begins) open.push(name)
      else if (mark !== null && open.at(-1) === name) {
        open.pop()
        if (open.length === 0) end(false)
      } else if (mark !== null && name === lines[0]?.slice(6).trim().toUpperCase()) end(true)
    } else if (begins && methods.length > 0) {
      open = [name]
      lines = [line]
    } else if (/^METHOD[;:]/i.test(line) && methods.length > 0) methods[methods.length - 1] = line.slice(line.indexOf(':') + 1).trim().toUpperCase()
  }
  if (open.length > 0) end(true)
  return { blocks, methods, zones }
}

const isTop = (name: string): boolean => ['VCALENDAR', 'VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY', 'VTIMEZONE', 'VAVAILABILITY'].includes(name)

const unfold = (text: string): string => text.replace(/\r?\n[ \t]/g, '')

/** First of each name on the component itself, unfolded, escapes as written; those of what lies inside it are not its own. */
function fieldsOf({ lines }: Pick<Block, 'lines'>): Map<string, string> {
  const fields = new Map<string, string>()
  let depth = 0
  for (const line of unfold(lines.join('\n')).split('\n')) {
    if (/^BEGIN:/i.test(line)) depth += 1
    else if (/^END:/i.test(line)) depth -= 1
    else if (depth === 1) {
      const found = /^([A-Za-z0-9-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/s.exec(line)
      const name = found?.[1]?.toUpperCase()
      if (name !== undefined && !fields.has(name)) fields.set(name, found?.[2] ?? '')
    }
  }
  return fields
}
