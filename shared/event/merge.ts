import { readCalendar, writeCalendar, writeComponent, copyOf, eventsOf, rawOf, type Component, type JProperty } from '../ical/tree.ts'
import { rruleOf, spanOf } from '../ical/fields.ts'
import { sameAddress } from '../ical/people.ts'
import { addNeededZones } from '../ical/vtimezone.ts'
import { repeatInWords, toRepeatRule } from '../recurrence/describe.ts'
import { daysInWords, whenInWords } from '../time/words.ts'
import { keyOf } from './difference.ts'
import { zoneOfEvent } from './event-when.ts'

export interface FieldClash {
  /** In words for people: `time`, `title`, `place`, … */
  readonly field: string
  readonly before: string
  readonly mine: string
  readonly theirs: string
}
export type MergeOutcome = { readonly kind: 'clean'; readonly text: string } | { readonly kind: 'clash'; readonly fields: readonly FieldClash[] }

/**
 * Three versions of one object: as it was, as I made it, as it is on the server. All are whole texts.
 * Property by property, part by part (by RECURRENCE-ID), people one by one, alarms by their text: what only one side touched is taken,
 * what both changed alike is no clash, what both changed differently is. Stamps are never worth a question.
 * A text that cannot be read, or a part one side removed and the other changed, is a clash of the whole.
 * Clean: the server's bytes with my changes put in, so that what neither of us knows stays.
 * `prefer: 'mine'`: the person has decided; where both changed the same, mine is taken, and the rest of theirs stays.
 */
export function mergeObjects(base: string, mine: string, theirs: string, prefer: 'ask' | 'mine' = 'ask'): MergeOutcome {
  const trees = [base, mine, theirs].map((text) => readCalendar(text))
  const [was, my, their] = trees.map((t) => (t.ok ? t.value : null))
  if (!was || !my || !their) return { kind: 'clash', fields: [{ field: 'everything', before: '', mine: '', theirs: '' }] }
  const clashes: Clashes = { found: [], mineWins: prefer === 'mine' }
  const out = copyOf(their)
  mergeProperties(out, was, my, clashes)
  mergeParts(out, was, my, clashes)
  if (clashes.found.length > 0) return { kind: 'clash', fields: clashes.found }
  for (const zone of my.getAllSubcomponents('vtimezone')) {
    if (!out.getAllSubcomponents('vtimezone').some((z) => firstValue(z, 'tzid') === firstValue(zone, 'tzid'))) out.addSubcomponent(copyOf(zone))
  }
  addNeededZones(out)
  return { kind: 'clean', text: writeCalendar(out) }
}

interface Clashes {
  readonly found: FieldClash[]
  readonly mineWins: boolean
}

/** Whether mine is to be taken where both sides changed the same; else it is noted, for the person. */
function takesMine(clashes: Clashes, clash: FieldClash): boolean {
  if (!clashes.mineWins) clashes.found.push(clash)
  return clashes.mineWins
}

function mergeParts(out: Component, was: Component, my: Component, clashes: Clashes): void {
  const parts = (root: Component): Map<string, Component> => new Map(eventsOf(root).map((e) => [keyOf(e), e]))
  const [before, mine, theirs] = [parts(was), parts(my), parts(out)]
  for (const key of new Set([...before.keys(), ...mine.keys(), ...theirs.keys()])) {
    const [b, m, t] = [before.get(key), mine.get(key), theirs.get(key)]
    if (b === undefined) mergeNewPart(out, m, t, clashes)
    else if (m !== undefined && t !== undefined) {
      mergeProperties(t, b, m, clashes)
      mergeAlarms(t, b, m)
    } else if (m === undefined && t !== undefined) {
      if (meaningOf(b) === meaningOf(t) || takesMine(clashes, { field: fieldOfPart(key), before: titleOf(b), mine: '', theirs: titleOf(t) })) out.removeSubcomponent(t)
    } else if (m !== undefined && meaningOf(b) !== meaningOf(m)) {
      if (takesMine(clashes, { field: fieldOfPart(key), before: titleOf(b), mine: titleOf(m), theirs: '' })) out.addSubcomponent(copyOf(m))
    }
  }
}

/** A part only one side made comes in as it is; both made one: they must mean the same. */
function mergeNewPart(out: Component, m: Component | undefined, t: Component | undefined, clashes: Clashes): void {
  if (m === undefined) return
  if (t === undefined) out.addSubcomponent(copyOf(m))
  else mergeProperties(t, null, m, clashes)
}

const fieldOfPart = (key: string): string => (key === '' ? 'everything' : 'this date')
const titleOf = (event: Component): string => firstValue(event, 'summary') || 'No title'

/** Written anew with each save: mine is the later one. */
const stamps = new Set(['dtstamp', 'last-modified', 'created', 'prodid', 'version', 'calscale', 'method'])
/** Several of these live side by side: each is compared by itself. */
const many = new Set(['attendee', 'exdate', 'rdate', 'categories', 'comment', 'contact', 'attach', 'related-to', 'resources', 'conference', 'image', 'link', 'concept', 'request-status'])
/** These go together: half a time is none. */
const groups: Readonly<Record<string, readonly string[]>> = { time: ['dtstart', 'dtend', 'duration', 'rrule'] }
const groupOf = (name: string): string => Object.keys(groups).find((g) => groups[g]!.includes(name)) ?? name

/** In place on `out`, which is the other side. */
function mergeProperties(out: Component, was: Component | null, my: Component, clashes: Clashes): void {
  const differs = (c: Component): boolean => was !== null && timeText(c) !== timeText(was)
  const [iMoved, theyMoved] = [differs(my), differs(out)]
  // T-C07: an answer was given to the old time; it does not go out for the new one unasked.
  if (theyMoved && !iMoved && was !== null && iAnswered(was, my)) takesMine(clashes, { field: 'time', before: timeSaid(was), mine: timeSaid(my), theirs: timeSaid(out) })
  const names = new Set([was, my, out].flatMap((c) => (c === null ? [] : c.getAllProperties().map((p) => p.name))))
  for (const group of new Set([...names].map(groupOf))) {
    const members = groups[group] ?? [group]
    if (many.has(group)) mergeMany(group, { out, was, my, clashes, iMoved })
    else if (group === 'sequence') mergeSequence(out, my)
    else mergeOne(group, members, out, was, my, clashes)
  }
}

function mergeOne(group: string, members: readonly string[], out: Component, was: Component | null, my: Component, clashes: Clashes): void {
  const [b, m, t] = [was, my, out].map((c) => (c === null ? '' : members.map((name) => textOfAll(c, name)).join('\n')))
  if (m === t || m === b) return
  if (t !== b && !stamps.has(group)) {
    const said = (c: Component | null): string => (c === null ? '' : group === 'time' ? timeSaid(c) : members.flatMap((name) => c.getAllProperties(name).map((p) => sayValue(rawOf(p)))).join(', '))
    if (!takesMine(clashes, { field: fieldWords[group] ?? group, before: said(was), mine: said(my), theirs: said(out) })) return
  }
  for (const name of members) {
    out.removeAllProperties(name)
    for (const p of my.getAllProperties(name)) out.addProperty(copyProperty(p))
  }
}

/** The higher number: of equal ones the later DTSTAMP wins at the attendees (ITP-1). */
function mergeSequence(out: Component, my: Component): void {
  const [m, t] = [my, out].map((c) => Number(firstValue(c, 'sequence') || Number.NaN))
  if (m === undefined || Number.isNaN(m) || (t !== undefined && t >= m)) return
  out.removeAllProperties('sequence')
  for (const p of my.getAllProperties('sequence')) out.addProperty(copyProperty(p))
}

interface Sides {
  readonly out: Component
  readonly was: Component | null
  readonly my: Component
  readonly clashes: Clashes
  /** My side lies elsewhere in time: answers that came in meanwhile were given to the old time (SCH-8). */
  readonly iMoved: boolean
}

const timeText = (c: Component): string => (groups['time'] ?? []).map((name) => textOfAll(c, name)).join('\n')
/** On the event's own clocks, as the clash is about its text and not about who looks. */
function timeSaid(c: Component): string {
  const zone = zoneOfEvent(c, 'UTC')
  const span = spanOf(c, zone)
  if (span === null) return ''
  const when = span.startDate !== null && span.endDate !== null ? daysInWords(span.startDate, span.endDate) : `${whenInWords(span.startUtc, span.endUtc, { zone })} (${zone})`
  const rule = rruleOf(c)
  return rule === null ? when : `${when}, ${repeatInWords(toRepeatRule(rule, zone))}`
}

function iAnswered(was: Component, my: Component): boolean {
  return my.getAllProperties('attendee').some((m) => {
    const b = was.getAllProperties('attendee').find((p) => isSame('attendee', p, m))
    const answer = paramOf(m, 'partstat') || 'NEEDS-ACTION'
    return answer !== 'NEEDS-ACTION' && b !== undefined && answer !== (paramOf(b, 'partstat') || 'NEEDS-ACTION')
  })
}

type Property = ReturnType<Component['getAllProperties']>[number]

/** One by one: people by address, others by what they say. */
function mergeMany(name: string, { out, was, my, clashes, iMoved }: Sides): void {
  const find = (c: Component | null, like: Property): Property | undefined => c?.getAllProperties(name).find((p) => isSame(name, p, like))
  for (const m of my.getAllProperties(name)) {
    const b = find(was, m)
    const t = find(out, m)
    if (b === undefined && t === undefined) out.addProperty(copyProperty(m))
    else if (t === undefined) {
      // They took it away. An address I changed meanwhile is a clash; anything else goes.
      if (name === 'attendee' && b !== undefined && keyText(b) !== keyText(m) && takesMine(clashes, { field: 'people', before: sayPerson(b), mine: sayPerson(m), theirs: '' })) out.addProperty(copyProperty(m))
    } else if (keyText(m) !== keyText(t)) mergePerson(b, m, t, { clashes, iMoved })
  }
  for (const t of out.getAllProperties(name)) {
    const b = find(was, t)
    if (b === undefined || find(my, t) !== undefined) continue
    if (name === 'attendee' && roleOf(b) !== roleOf(t) && !takesMine(clashes, { field: 'people', before: sayPerson(b), mine: '', theirs: sayPerson(t) })) continue
    out.removeProperty(t)
  }
}

/** Parameter by parameter: an answer of theirs and a new role of mine live together. */
function mergePerson(b: Property | undefined, m: Property, t: Property, { clashes, iMoved }: Pick<Sides, 'clashes' | 'iMoved'>): void {
  const params = (p: Property | undefined): Record<string, unknown> => (p === undefined ? {} : rawOf(p)[1])
  for (const name of new Set([...Object.keys(params(b)), ...Object.keys(params(m)), ...Object.keys(params(t))])) {
    const [vb, vm, vt] = [b, m, t].map((p) => JSON.stringify(params(p)[name] ?? null))
    if (name === 'partstat' && iMoved && (paramOf(m, 'partstat') || 'NEEDS-ACTION') === 'NEEDS-ACTION') {
      t.setParameter('partstat', 'NEEDS-ACTION')
      continue
    }
    if (vm === vt || vm === vb) continue
    if (vt !== vb) {
      const matters = name !== 'rsvp' && !name.startsWith('schedule-') && !name.startsWith('x-')
      if (!matters || !takesMine(clashes, { field: name === 'partstat' ? 'answer' : 'people', before: b === undefined ? '' : sayPerson(b), mine: sayPerson(m), theirs: sayPerson(t) })) continue
    }
    const value = params(m)[name] as string | string[] | undefined
    if (value === undefined) t.removeParameter(name)
    else t.setParameter(name, value as string)
  }
}

const paramOf = (p: Property, name: string): string => String(rawOf(p)[1][name] ?? '').toUpperCase()
const roleOf = (p: Property): string => `${paramOf(p, 'role')}|${paramOf(p, 'cutype')}`

function isSame(name: string, a: Property, b: Property): boolean {
  if (name === 'attendee') return sameAddress(String(rawOf(a)[3] ?? ''), String(rawOf(b)[3] ?? ''))
  return keyText(a) === keyText(b)
}

/** Alarms are mine alone: those I made or removed, by their whole text. */
function mergeAlarms(out: Component, was: Component, my: Component): void {
  const texts = (c: Component): Set<string> => new Set(c.getAllSubcomponents('valarm').map(writeComponent))
  const [b, m, t] = [texts(was), texts(my), texts(out)]
  for (const alarm of out.getAllSubcomponents('valarm')) if (b.has(writeComponent(alarm)) && !m.has(writeComponent(alarm))) out.removeSubcomponent(alarm)
  for (const alarm of my.getAllSubcomponents('valarm')) {
    const text = writeComponent(alarm)
    if (!b.has(text) && !t.has(text)) out.addSubcomponent(copyOf(alarm))
  }
}

const keyText = (p: Property): string => {
  const [name, params, type, ...values] = rawOf(p)
  return JSON.stringify([name, Object.entries(params).sort(([x], [y]) => (x < y ? -1 : 1)), type, values])
}
const textOfAll = (c: Component, name: string): string => c.getAllProperties(name).map(keyText).sort().join('\n')
const firstValue = (c: Component, name: string): string => {
  const p = c.getFirstProperty(name)
  return p ? String(rawOf(p)[3] ?? '') : ''
}
const copyProperty = (p: Property): Property => {
  const holder = copyOf(p.parent)
  return holder.getAllProperties(p.name)[p.parent.getAllProperties(p.name).indexOf(p)]!
}
/** A part without its stamps. */
const meaningOf = (event: Component): string =>
  [...event.getAllProperties().filter((p) => !stamps.has(p.name)).map(keyText).sort(), ...event.getAllSubcomponents().map(writeComponent).sort()].join('\n')

const fieldWords: Readonly<Record<string, string>> = { time: 'time', summary: 'title', location: 'place', description: 'text', attendee: 'people', organizer: 'organizer', status: 'status', transp: 'shown as', class: 'visibility' }

function sayValue([, params, , ...values]: JProperty): string {
  const tzid = params['tzid']
  const text = values.map((v) => (typeof v === 'object' && v !== null ? Object.entries(v).map(([k, x]) => `${k}=${String(x)}`).join(' ') : String(v).replace(/^(\d{4}-\d\d-\d\d)T/, '$1 '))).join(', ')
  return tzid === undefined ? text : `${text} (${String(tzid)})`
}
const sayPerson = (p: Property): string => {
  const name = rawOf(p)[1]['cn']
  const partstat = String(rawOf(p)[1]['partstat'] ?? 'NEEDS-ACTION').toLowerCase()
  return `${name === undefined ? String(rawOf(p)[3] ?? '').replace(/^mailto:/i, '') : String(name)} (${partstat})`
}
