import ICAL from 'ical.js'
import { fail, ok, type Result } from '../model/result.ts'

export type Component = ICAL.Component
export type Property = ICAL.Property

/** In words for the details pane; `code` decides what is done. */
export interface IcalProblem {
  readonly code: 'empty' | 'not-calendar' | 'torn' | 'syntax'
  readonly detail: string
}

export type JProperty = [name: string, params: Record<string, string | string[]>, type: string, ...values: unknown[]]
type JComponent = [name: string, properties: JProperty[], components: JComponent[]]

/**
 * The lines a property came in, with their folds, and what the parser made of them. As long as nobody changed the
 * property it is written as it came: the parser forgets RSCALE, `37.50`, quotes and the case of names (T-R24).
 */
const origins = new WeakMap<JProperty, { readonly lines: string; readonly value: string }>()

interface Line {
  text: string
  lines: string
}

/**
 * Text of one object → its tree. Takes a BOM, any line ends, folds by tab, lines broken in the middle of a text,
 * and several VCALENDARs (their contents move into the first). Cut off or wrongly nested text is 'torn'. Never throws.
 */
export function readCalendar(text: string): Result<Component, IcalProblem> {
  const lines = logicalLines(text)
  if (lines.length === 0) return fail({ code: 'empty', detail: 'The text is empty.' })
  if (!/^BEGIN:VCALENDAR\s*$/i.test((lines[0] as Line).text)) return fail({ code: 'not-calendar', detail: 'The text does not start with BEGIN:VCALENDAR.' })
  const torn = nestingFault(lines)
  if (torn) return fail({ code: 'torn', detail: torn })
  try {
    const parsed: unknown = ICAL.parse(lines.map((line) => line.text).join('\r\n'))
    const calendars = (Array.isArray((parsed as unknown[])[0]) ? parsed : [parsed]) as JComponent[]
    rememberLines(calendars, lines)
    return ok(new ICAL.Component(oneCalendar(calendars)))
  } catch (error) {
    return fail({ code: 'syntax', detail: error instanceof Error ? error.message : String(error) })
  }
}

/** Unfolded lines; what cannot begin a line belongs to the text before it, as some writers forget to escape line ends. */
function logicalLines(text: string): Line[] {
  const out: Line[] = []
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)) {
    const last = out.at(-1)
    if (last && (line.startsWith(' ') || line.startsWith('\t'))) {
      last.text += line.slice(1)
      last.lines += `\r\n${line}`
    } else if (line.trim() === '') continue
    else if (last && !/^[A-Za-z0-9_.-]+[;:]/.test(line)) {
      if (/^END:VCALENDAR\s*$/i.test(last.text)) break
      last.text += `\\n${line}`
      last.lines = ''
    } else out.push({ text: line, lines: line })
  }
  return out
}

function nestingFault(lines: readonly Line[]): string | null {
  const open: string[] = []
  for (const { text } of lines) {
    const match = /^(BEGIN|END):(.*)$/i.exec(text)
    if (!match) continue
    const name = (match[2] as string).trim().toUpperCase()
    if ((match[1] as string).toUpperCase() === 'BEGIN') open.push(name)
    else if (open.pop() !== name) return `END:${name} closes nothing that is open.`
  }
  return open.length === 0 ? null : `${open.at(-1)} begins but does not end.`
}

function rememberLines(calendars: readonly JComponent[], lines: readonly Line[]): void {
  const open: { component: JComponent; property: number; child: number }[] = []
  const top: { component: JComponent; property: number; child: number } = { component: ['', [], [...calendars]], property: 0, child: 0 }
  for (const { text, lines: source } of lines) {
    const here = open.at(-1) ?? top
    if (/^BEGIN:/i.test(text)) {
      const component = here.component[2][here.child++]
      if (!component) return
      open.push({ component, property: 0, child: 0 })
    } else if (/^END:/i.test(text)) open.pop()
    else {
      const property = here.component[1][here.property++]
      if (!property || text.slice(0, property[0].length).toLowerCase() !== property[0]) return
      if (source !== '') origins.set(property, { lines: source, value: JSON.stringify(property) })
    }
  }
}

function oneCalendar(calendars: readonly JComponent[]): JComponent {
  const [first, ...rest] = calendars as [JComponent, ...JComponent[]]
  for (const [, properties, components] of rest) {
    first[1].push(...properties.filter(([name]) => !first[1].some((own) => own[0] === name)))
    first[2].push(...components.filter((c) => c[0] !== 'vtimezone' || !first[2].some((own) => own[0] === 'vtimezone' && tzidIn(own) === tzidIn(c))))
  }
  return first
}

const tzidIn = ([, properties]: JComponent): unknown => properties.find(([name]) => name === 'tzid')?.[3]

/** CRLF, folded at 75 octets; properties that nobody changed keep their own lines. */
export const writeCalendar = (root: Component): string => `${write(root.jCal as unknown as JComponent)}\r\n`

/** Text of one component, e.g. a VTIMEZONE, without a line end. */
export const writeComponent = (component: Component): string => write(component.jCal as unknown as JComponent)

function write([name, properties, components]: JComponent): string {
  const upper = name.toUpperCase()
  const design = ICAL.design.getDesignSet(name)
  const lines = properties.map((property) => {
    const origin = origins.get(property)
    return origin && origin.value === JSON.stringify(property) ? origin.lines : fold(ICAL.stringify.property(property, design, true))
  })
  return [`BEGIN:${upper}`, ...lines, ...components.map(write), `END:${upper}`].join('\r\n')
}

const octetsOf = (char: string): number => {
  const code = char.codePointAt(0) as number
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** ICS-1: at most 75 octets a line, its leading space among them (the parser's own folding writes 76), never inside a character. */
export function fold(line: string): string {
  if (line.length <= 18) return line
  let out = ''
  let octets = 0
  for (const char of line) {
    const size = octetsOf(char)
    if (octets + size > 75) {
      out += '\r\n '
      octets = 1
    }
    out += char
    octets += size
  }
  return out
}

/** A tree of its own; also of a component inside one. */
export const copyOf = (root: Component): Component => new ICAL.Component(copy(root.jCal as unknown as JComponent))

const copy = ([name, properties, components]: JComponent): JComponent => [
  name,
  properties.map((property) => {
    const twin = structuredCopy(property)
    const origin = origins.get(property)
    if (origin) origins.set(twin, origin)
    return twin
  }),
  components.map(copy),
]

const structuredCopy = (property: JProperty): JProperty => JSON.parse(JSON.stringify(property)) as JProperty

/** An empty VCALENDAR of ours. */
export function newCalendar(method?: string): Component {
  const root = new ICAL.Component('vcalendar')
  root.addPropertyWithValue('version', '2.0')
  root.addPropertyWithValue('prodid', '-//Parley//Parley//EN')
  root.addPropertyWithValue('calscale', 'GREGORIAN')
  if (method) root.addPropertyWithValue('method', method)
  return root
}

/** A new component inside `parent`, e.g. `vevent`. */
export function addComponent(parent: Component, name: string): Component {
  const child = new ICAL.Component(name.toLowerCase())
  parent.addSubcomponent(child)
  return child
}

export const addEvent = (root: Component): Component => addComponent(root, 'vevent')

/** Puts a raw property at the end; what it replaces is the caller's to remove. */
export function addRaw(component: Component, property: JProperty): Property {
  const added = new ICAL.Property(property as unknown as unknown[], component)
  component.addProperty(added)
  return added
}

/** The parser's plain form of a property: nothing is decoded, so nothing can throw. */
export const rawOf = (property: Property): JProperty => property.jCal as unknown as JProperty

/** VEVENTs in the order of the text. */
export const eventsOf = (root: Component): Component[] => root.getAllSubcomponents('vevent')

/** The VEVENT without RECURRENCE-ID. */
export const masterOf = (root: Component): Component | null => eventsOf(root).find((event) => !event.hasProperty('recurrence-id')) ?? null

export const overridesOf = (root: Component): Component[] => eventsOf(root).filter((event) => event.hasProperty('recurrence-id'))
