import { fail, ok, type Result } from '../model/result.ts'
import { readDuration } from './moment.ts'
import type { IcalProblem } from './tree.ts'

/** One event of a feed, with its overrides and the zones it names, as an object of its own (RFC 4791 §4.1). */
export interface FeedItem {
  readonly uid: string
  readonly text: string
}

export interface Feed {
  /** NAME (RFC 7986 §5.1), else X-WR-CALNAME; empty when neither is there. */
  readonly name: string
  /** `#rrggbb`, of X-APPLE-CALENDAR-COLOR or of a basic colour name in COLOR (RFC 7986 §5.9); null when there is none we know. */
  readonly color: string | null
  /** REFRESH-INTERVAL (RFC 7986 §5.7), else X-PUBLISHED-TTL; null when neither says a time above zero. */
  readonly refreshMs: number | null
  /** In the order in which they first appear. */
  readonly items: readonly FeedItem[]
  /** Tasks, notes and the like, which are not shown. */
  readonly others: number
}

const basicColors: Readonly<Record<string, string>> = {
  black: '#000000', silver: '#c0c0c0', gray: '#808080', grey: '#808080', white: '#ffffff', maroon: '#800000', red: '#ff0000', purple: '#800080',
  fuchsia: '#ff00ff', magenta: '#ff00ff', green: '#008000', lime: '#00ff00', olive: '#808000', yellow: '#ffff00', navy: '#000080', blue: '#0000ff',
  teal: '#008080', aqua: '#00ffff', cyan: '#00ffff', orange: '#ffa500', pink: '#ffc0cb', tomato: '#ff6347', gold: '#ffd700', turquoise: '#40e0d0', violet: '#ee82ee', brown: '#a52a2a',
}

interface Line {
  /** As it came, folds kept. */
  readonly raw: string
  readonly name: string
  /** Unfolded. */
  readonly text: string
}

interface Block {
  readonly kind: string
  readonly lines: string[]
  uid: string
  tzid: string
  readonly zones: Set<string>
}

/**
 * A whole calendar as one text (ICS-21) → its events, one object each, byte for byte but for alarms, which are not taken over, and METHOD,
 * which is ignored: a feed invites nobody. In: any line ends, a byte order mark, several calendars behind one another. An event without a
 * UID gets one made of `digest` of its text. Anything that does not begin as a calendar, or ends too early, is a problem as a whole:
 * half a feed must not pass for all of it.
 */
export function splitFeed(text: string, digest: (text: string) => string): Result<Feed, IcalProblem> {
  const said = new Map<string, string>()
  const zones = new Map<string, string>()
  const events = new Map<string, Block[]>()
  const open: string[] = []
  let block: Block | null = null
  let others = 0
  let begun = false
  for (const line of linesOf(text)) {
    if (line.text.trim() === '') continue
    if (!begun && !/^BEGIN:VCALENDAR[ \t]*$/i.test(line.text)) return fail({ code: 'not-calendar', detail: 'The text does not start with BEGIN:VCALENDAR.' })
    begun = true
    const kind = line.name === 'BEGIN' || line.name === 'END' ? line.text.slice(line.name.length + 1).trim().toUpperCase() : ''
    if (line.name === 'BEGIN') {
      open.push(kind)
      if (open.length === 1 && kind !== 'VCALENDAR') return fail({ code: 'torn', detail: `${kind} stands outside of a calendar.` })
      if (open.length === 2) block = { kind, lines: [], uid: '', tzid: '', zones: new Set() }
    }
    if (block !== null && !open.includes('VALARM')) block.lines.push(line.raw)
    if (line.name === 'END') {
      if (open.pop() !== kind) return fail({ code: 'torn', detail: `END:${kind} closes nothing that is open.` })
      if (open.length !== 1 || block === null) continue
      if (block.kind === 'VTIMEZONE') zones.set(block.tzid, block.lines.join('\r\n'))
      else if (block.kind === 'VEVENT') keep(events, withUid(block, digest))
      else others += 1
      block = null
    } else if (open.length === 1) {
      if (!said.has(line.name)) said.set(line.name, valueOf(line.text))
    } else if (open.length === 2 && block !== null) readInto(block, line)
  }
  if (open.length > 0) return fail({ code: 'torn', detail: `${open.at(-1)} begins but does not end.` })
  if (!begun) return fail({ code: 'empty', detail: 'The text is empty.' })
  return ok({
    name: unescape(said.get('NAME') ?? said.get('X-WR-CALNAME') ?? '').trim(),
    color: colorIn(said),
    refreshMs: refreshIn(said.get('REFRESH-INTERVAL')) ?? refreshIn(said.get('X-PUBLISHED-TTL')),
    items: [...events].map(([uid, blocks]) => ({ uid, text: objectOf(blocks, zones) })),
    others,
  })
}

function* linesOf(text: string): Generator<Line> {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const physical = text.slice(start).split(/\r\n|\n|\r/)
  for (let at = 0; at < physical.length; at += 1) {
    let raw = physical[at] ?? ''
    let unfolded = raw
    while (/^[ \t]/.test(physical[at + 1] ?? '')) {
      at += 1
      raw += `\r\n${physical[at]}`
      unfolded += physical[at]?.slice(1) ?? ''
    }
    yield { raw, name: /^[^:;]*/.exec(unfolded)?.[0].trim().toUpperCase() ?? '', text: unfolded }
  }
}

function readInto(block: Block, { name, text }: Line): void {
  if (name === 'UID' && block.uid === '') block.uid = valueOf(text).trim()
  else if (name === 'TZID') block.tzid = valueOf(text).trim()
  if (!/^(?:DTSTART|DTEND|EXDATE|RDATE|RECURRENCE-ID)$/.test(name)) return
  const tzid = /^[^:"]*;TZID=(?:"([^"]*)"|([^;:]*))/i.exec(text)
  if (tzid) block.zones.add((tzid[1] ?? tzid[2] ?? '').trim())
}

function withUid(block: Block, digest: (text: string) => string): Block {
  if (block.uid !== '') return block
  const uid = `${digest(block.lines.join('\n'))}@no-uid`
  const [first = '', ...rest] = block.lines
  return { ...block, uid, lines: [first, `UID:${uid}`, ...rest] }
}

function keep(events: Map<string, Block[]>, block: Block): void {
  const known = events.get(block.uid)
  if (known) known.push(block)
  else events.set(block.uid, [block])
}

function objectOf(blocks: readonly Block[], zones: ReadonlyMap<string, string>): string {
  const needed = [...new Set(blocks.flatMap((block) => [...block.zones]))].flatMap((tzid) => zones.get(tzid) ?? [])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Parley//Parley//EN', ...needed, ...blocks.map((block) => block.lines.join('\r\n')), 'END:VCALENDAR', ''].join('\r\n')
}

/** Behind the first colon that no quotes protect. */
const valueOf = (line: string): string => /^(?:[^:"]|"[^"]*")*:(.*)$/s.exec(line.slice(0, 4_000))?.[1] ?? ''

const unescape = (text: string): string => text.replace(/\\(.)/gs, (_, c: string) => (c === 'n' || c === 'N' ? ' ' : c))

function colorIn(said: ReadonlyMap<string, string>): string | null {
  const apple = said.get('X-APPLE-CALENDAR-COLOR')?.trim()
  if (apple !== undefined && /^#[0-9a-f]{6}/i.test(apple)) return apple.slice(0, 7).toLowerCase()
  return basicColors[said.get('COLOR')?.trim().toLowerCase() ?? ''] ?? null
}

function refreshIn(value: string | undefined): number | null {
  const read = value === undefined ? null : readDuration(value)
  const ms = read === null ? 0 : read.days * 86_400_000 + read.ms
  return ms > 0 ? ms : null
}
