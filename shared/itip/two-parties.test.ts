import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareOrganizerChange } from '../event/organizer-change.ts'
import { copyOf, eventsOf, masterOf, readCalendar, writeCalendar, type Component } from '../ical/tree.ts'
import { attendeesOf, removeAttendee, setAttendee, toAddress } from '../ical/people.ts'
import { recurrenceIdOf, rruleOf, sequenceOf, setRrule, setText, setTime, textOf, timeOf } from '../ical/fields.ts'
import { must } from '../model/result.ts'
import { editInstance, removeInstance } from '../recurrence/edit-series.ts'
import { expandOccurrences } from '../recurrence/expand.ts'
import { applyMessage } from './apply-message.ts'
import { declineCounter, takeCounter } from './counter.ts'
import { composeMessage, messagesFor } from './outgoing.ts'
import { answerToRefresh, composeRefresh } from './refresh.ts'
import { withAnswer } from './reply.ts'

/**
 * Two kinds of parties, an organizer and those who are asked, edit and answer at random; between them is a network that loses, doubles
 * and reorders. Whoever then asks for the latest version, over a network that works, and says once more what the organizer has not
 * heard, must hold the same meeting as everybody else. `PARLEY_SEEDS=5000` runs it longer, `PARLEY_SEED=…` takes others.
 */
const seeds = Number(process.env['PARLEY_SEEDS'] ?? 250)
const seed = process.env['PARLEY_SEED'] ?? '20261122'

const o = 'mailto:o@example.com'
const guests = ['a', 'b', 'c'] as const
type Guest = (typeof guests)[number]
const rawOf = (who: Guest): string => `mailto:${who}@example.com`
const zone = 'Europe/Berlin'
const dayMs = 86_400_000
const firstUtc = Date.UTC(2026, 11, 1, 9)

const seriesText = [
  'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN',
  'BEGIN:VEVENT', 'UID:m', 'DTSTAMP:20261101T100000Z', 'SEQUENCE:0', 'SUMMARY:Plan', 'DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'RRULE:FREQ=DAILY;COUNT=5',
  'ORGANIZER:mailto:o@example.com', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:o@example.com',
  ...['a', 'b'].map((who) => `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:${who}@example.com`),
  'END:VEVENT', 'END:VCALENDAR', '',
].join('\r\n')

const tree = (text: string): Component => {
  const read = readCalendar(text)
  if (!read.ok) throw new Error(read.problem.detail)
  return read.value
}

/** What happens, in numbers that fit whatever there is when it happens. */
type Step =
  | { readonly kind: 'shift' | 'title' | 'until' | 'tick' | 'place' }
  | { readonly kind: 'move-date' | 'drop-date' | 'call-off-date' | 'bring-back-date' | 'name-date'; readonly n: number }
  | { readonly kind: 'add' | 'remove'; readonly who: Guest }
  | { readonly kind: 'leave-out'; readonly who: Guest; readonly n: number }
  | { readonly kind: 'answer'; readonly who: Guest; readonly n: number; readonly answer: 'accepted' | 'declined' | 'tentative'; readonly scope: 'this' | 'all' }
  | { readonly kind: 'counter'; readonly who: Guest; readonly n: number; readonly take: boolean }
  | { readonly kind: 'deliver' | 'lose' | 'double'; readonly n: number }

const n = fc.nat({ max: 11 })
const who = fc.constantFrom(...guests)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('shift', 'title', 'until', 'tick', 'place') }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('move-date', 'drop-date', 'call-off-date', 'bring-back-date', 'name-date'), n }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('add', 'remove'), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave-out'), who, n }) },
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('answer'), who, n, answer: fc.constantFrom('accepted', 'declined', 'tentative'), scope: fc.constantFrom('this', 'all') }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('counter'), who, n, take: fc.boolean() }) },
  { weight: 14, arbitrary: fc.record({ kind: fc.constantFrom('deliver', 'deliver', 'deliver', 'lose', 'double'), n }) },
) as fc.Arbitrary<Step>

interface Letter {
  readonly to: 'o' | Guest
  readonly text: string
}

class World {
  organizer: Component
  readonly copies = new Map<Guest, Component>()
  network: Letter[] = []
  #nowUtc = Date.UTC(2026, 10, 1, 12)

  constructor() {
    this.organizer = tree(seriesText)
    this.#sendAll(messagesFor(null, this.organizer, [o]), null, this.organizer)
  }

  #now(): number {
    // Several acts of one second: DTSTAMP knows nothing finer, and still the later one wins.
    return (this.#nowUtc += 300)
  }

  do(at: Step): void {
    switch (at.kind) {
      case 'deliver':
      case 'double':
      case 'lose': {
        const [letter] = this.network.splice(at.n % Math.max(1, this.network.length), at.kind === 'double' ? 0 : 1)
        const again = at.kind === 'double' ? this.network[at.n % Math.max(1, this.network.length)] : letter
        if (again !== undefined && at.kind !== 'lose') this.deliver(again)
        return
      }
      case 'answer':
        return this.#answer(at)
      case 'counter':
        return this.#counter(at)
      default:
        return this.#edit(at)
    }
  }

  #edit(at: Exclude<Step, { kind: 'deliver' | 'lose' | 'double' | 'answer' | 'counter' }>): void {
    const before = this.organizer
    const changed = edited(before, at)
    if (changed === null || writeCalendar(changed) === writeCalendar(before)) return
    const after = prepareOrganizerChange(before, changed, { nowUtc: this.#now(), myAddresses: [o] })
    this.#keepOrganizer(after)
    this.#sendAll(messagesFor(before, after, [o]), before, after)
  }

  #answer(at: Extract<Step, { kind: 'answer' }>): void {
    const copy = this.copies.get(at.who)
    if (copy === undefined) return
    const dates = datesOf(copy).filter((date) => date.status !== 'CANCELLED')
    const date = dates[at.n % Math.max(1, dates.length)]
    if (date === undefined) return
    const after = withAnswer(copy, { recurrenceId: date.id, scope: at.scope, answer: at.answer, comment: '', myAddresses: [rawOf(at.who)], nowUtc: this.#now() })
    this.#keep(at.who, after)
    for (const message of messagesFor(copy, after, [rawOf(at.who)])) this.#post('o', composeMessage(message, copy, after, { nowUtc: this.#now(), me: [rawOf(at.who)] }))
  }

  /** A proposal that reaches the organizer: taken, it is an edit of theirs; else they say no, and nothing changes. */
  #counter(at: Extract<Step, { kind: 'counter' }>): void {
    const copy = this.copies.get(at.who)
    const dates = copy === undefined ? [] : datesOf(copy).filter((date) => date.status !== 'CANCELLED')
    const date = dates[at.n % Math.max(1, dates.length)]
    if (copy === undefined || date === undefined) return
    const proposal = copyOf(copy)
    proposal.updatePropertyWithValue('method', 'COUNTER')
    for (const event of eventsOf(editInstance(proposal, date.id, (one) => moveBy(one, dayMs / 24)))) {
      if (recurrenceIdOf(event) !== date.id) continue
      for (const other of eventsOf(proposal)) proposal.removeSubcomponent(other)
      proposal.addSubcomponent(copyOf(event))
    }
    const heard = applyMessage(this.organizer, proposal, { myAddresses: [o], nowUtc: this.#now(), zone })
    if (heard.what !== 'ask' || heard.why !== 'counter') return
    const after = at.take ? takeCounter(this.organizer, proposal, { myAddresses: [o], nowUtc: this.#now(), zone }) : null
    if (after === null) return this.#post(at.who, declineCounter(proposal, this.#now()))
    const before = this.organizer
    this.#keepOrganizer(after)
    this.#sendAll(messagesFor(before, after, [o]), before, after)
  }

  #sendAll(messages: ReturnType<typeof messagesFor>, before: Component | null, after: Component): void {
    const nowUtc = this.#now()
    for (const message of messages) {
      const to = guests.find((guest) => toAddress(rawOf(guest)) === message.to.address)
      if (to !== undefined) this.#post(to, composeMessage(message, before, after, { nowUtc, me: [o] }))
    }
  }

  #post(to: Letter['to'], message: Component): void {
    this.network.push({ to, text: writeCalendar(message) })
  }

  deliver(letter: Letter): void {
    const message = tree(letter.text)
    const nowUtc = this.#now()
    if (letter.to === 'o') {
      const heard = applyMessage(this.organizer, message, { myAddresses: [o], nowUtc, zone })
      if (heard.what === 'stored') this.#keepOrganizer(must(heard.root, 'stored'))
      if (heard.why === 'refresh-wanted') this.#refreshed(must(eventsOf(message).flatMap(attendeesOf)[0], 'who asks'))
      return
    }
    const heard = applyMessage(this.copies.get(letter.to) ?? null, message, { myAddresses: [rawOf(letter.to)], nowUtc, zone })
    if (heard.what === 'stored') this.#keep(letter.to, must(heard.root, 'stored'))
  }

  #refreshed(asker: ReturnType<typeof attendeesOf>[number]): void {
    const message = must(answerToRefresh(this.organizer, asker, [o]), 'an answer')
    this.#sendAll([message], this.organizer, this.organizer)
  }

  /** No SEQUENCE ever goes back, part by part. */
  #keepOrganizer(next: Component): void {
    this.#neverBack(this.organizer, next)
    this.organizer = tree(writeCalendar(next))
  }
  #keep(guest: Guest, next: Component): void {
    const before = this.copies.get(guest)
    if (before !== undefined) this.#neverBack(before, next)
    this.copies.set(guest, tree(writeCalendar(next)))
  }
  #neverBack(before: Component, after: Component): void {
    for (const event of eventsOf(after)) {
      const old = eventsOf(before).find((one) => recurrenceIdOf(one) === recurrenceIdOf(event))
      if (old !== undefined && sequenceOf(event) < sequenceOf(old)) throw new Error(`SEQUENCE went back from ${sequenceOf(old)} to ${sequenceOf(event)}`)
    }
  }

  /** A network that works: what is on its way arrives; everybody asks for the latest; then says again what the organizer has not heard. */
  settle(): void {
    this.#drain()
    const asking = new Set<Guest>([...this.copies.keys(), ...guests.filter((guest) => isIn(this.organizer, guest))])
    for (const guest of asking) {
      const copy = this.copies.get(guest)
      // Without a copy there is nothing to ask from: the organizer sends to whoever has not answered ("ask again").
      if (copy === undefined) this.#refreshed({ ...must(attendeesOf(must(eventsOf(this.organizer).find((event) => attendeesOf(event).some((a) => a.raw === rawOf(guest))), 'part')).find((a) => a.raw === rawOf(guest)), 'guest') })
      else this.#post('o', must(composeRefresh(copy, [rawOf(guest)], this.#now()), 'a question'))
    }
    this.#drain()
    for (const [guest, copy] of this.copies) {
      if (!isIn(this.organizer, guest)) continue
      const me = { myAddresses: [rawOf(guest)], nowUtc: this.#now() }
      for (const message of messagesFor(unanswered(copy, guest), copy, me.myAddresses)) this.#post('o', composeMessage(message, unanswered(copy, guest), copy, { nowUtc: this.#now(), me: me.myAddresses }))
    }
    this.#drain()
  }

  #drain(): void {
    for (let letter = this.network.shift(); letter !== undefined; letter = this.network.shift()) this.deliver(letter)
  }
}

/** The copy as if nothing had been answered: against it, every answer is one to send. */
function unanswered(copy: Component, guest: Guest): Component {
  const blank = copyOf(copy)
  for (const event of eventsOf(blank)) if (attendeesOf(event).some((a) => a.raw === rawOf(guest))) setAttendee(event, { address: rawOf(guest), partstat: 'needs-action' })
  return blank
}

const isIn = (root: Component, guest: Guest): boolean => eventsOf(root).some((event) => attendeesOf(event).some((a) => a.raw === rawOf(guest)))

function moveBy(event: Component, ms: number): void {
  for (const name of ['dtstart', 'dtend']) {
    const time = timeOf(event, name)
    if (time?.kind === 'utc') setTime(event, name, { kind: 'utc', instant: time.instant + ms })
  }
}

function edited(root: Component, at: Extract<Step, { kind: 'shift' | 'title' | 'until' | 'tick' | 'place' | 'move-date' | 'drop-date' | 'call-off-date' | 'bring-back-date' | 'name-date' | 'add' | 'remove' | 'leave-out' }>): Component | null {
  const next = copyOf(root)
  const master = must(masterOf(next), 'master')
  const named = 'n' in at ? (datesOf(root)[at.n % Math.max(1, datesOf(root).length)]?.id ?? null) : null
  switch (at.kind) {
    case 'title':
    case 'tick':
      setText(master, 'summary', `${textOf(master, 'summary').slice(0, 12)}${at.kind === 'title' ? '!' : '.'}`)
      return next
    case 'place':
      setText(master, 'location', textOf(master, 'location') === 'Aurora' ? 'Borealis' : 'Aurora')
      return next
    case 'shift':
      // ITP-44: dates of their own lose their names when the series moves.
      for (const event of eventsOf(next)) if (recurrenceIdOf(event) !== null) next.removeSubcomponent(event)
      master.removeAllProperties('exdate')
      moveBy(master, 30 * 60_000)
      return next
    case 'until':
      setRrule(master, rruleOf(master) === 'FREQ=DAILY;COUNT=5' ? 'FREQ=DAILY;COUNT=4' : 'FREQ=DAILY;COUNT=5')
      for (const event of eventsOf(next)) if ((recurrenceIdOf(event) ?? '') >= '20261205') next.removeSubcomponent(event)
      return next
    case 'add':
      if (isIn(root, at.who)) return null
      for (const event of eventsOf(next)) setAttendee(event, { address: rawOf(at.who), partstat: 'needs-action', rsvp: true })
      return next
    case 'remove':
      for (const event of eventsOf(next)) removeAttendee(event, rawOf(at.who))
      return next
    case 'bring-back-date': {
      const gone = master.getAllProperties('exdate')
      const [first] = gone
      if (first === undefined) return null
      master.removeProperty(must(gone[at.n % gone.length], 'one of them'))
      return next
    }
    default:
  }
  if (named === null) return null
  switch (at.kind) {
    case 'drop-date':
      return datesOf(root).length < 2 ? null : removeInstance(root, named)
    case 'move-date':
      return editInstance(root, named, (event) => moveBy(event, 60 * 60_000))
    case 'name-date':
      return editInstance(root, named, (event) => setText(event, 'summary', `${textOf(event, 'summary').slice(0, 12)}?`))
    case 'call-off-date':
      return editInstance(root, named, (event) => setText(event, 'status', 'CANCELLED'))
    case 'leave-out':
      return isIn(root, at.who) ? editInstance(root, named, (event) => removeAttendee(event, rawOf(at.who))) : null
  }
}

interface DateOf {
  readonly id: string
  readonly startUtc: number
  readonly endUtc: number
  readonly title: string
  readonly place: string
  readonly status: string
  readonly answers: Readonly<Record<string, string>>
}

/** Every date as somebody sees it, with its own answers. */
function datesOf(root: Component): DateOf[] {
  const parts = eventsOf(root)
  const expansion = expandOccurrences(writeCalendar(root), { startUtc: firstUtc - 30 * dayMs, endUtc: firstUtc + 60 * dayMs }, { floatingZone: zone })
  return expansion.instances
    .map(({ part, recurrenceId, startUtc, endUtc }): DateOf => {
      const event = must(parts[part], 'part of a date')
      const answers = Object.fromEntries(attendeesOf(event).map((a) => [a.raw, a.partstat]))
      return { id: recurrenceId ?? '', startUtc, endUtc, title: textOf(event, 'summary'), place: textOf(event, 'location'), status: textOf(event, 'status').toUpperCase(), answers }
    })
    .sort((a, b) => a.startUtc - b.startUtc || a.id.localeCompare(b.id))
}

/** The meeting as this guest is in it: dates that are off or without them are not theirs. */
const forGuest = (root: Component, guest: Guest): object[] =>
  datesOf(root)
    .filter((date) => date.status !== 'CANCELLED' && rawOf(guest) in date.answers)
    .map(({ startUtc, endUtc, title, place, answers }) => ({ start: new Date(startUtc).toISOString(), minutes: (endUtc - startUtc) / 60_000, title, place, answer: answers[rawOf(guest)] }))

describe('an organizer and their guests over a network that loses, doubles and reorders', () => {
  it('ITP-1…5, SCH-7, ITP-12, ITP-31, ITP-37: all end with the same meeting, nobody stale, no SEQUENCE going back, answers as last given', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 24 }), (steps) => {
        const world = new World()
        for (const one of steps) world.do(one)
        world.settle()
        for (const guest of guests) {
          const mine = isIn(world.organizer, guest) ? forGuest(world.organizer, guest) : []
          expect({ guest, dates: forGuest(world.copies.get(guest) ?? tree('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'), guest) }).toEqual({ guest, dates: mine })
        }
      }),
      { seed: Number(seed), numRuns: seeds },
    )
  }, seeds * 1000)
})
