import type { Interval, Zone } from '../../../shared/model/time.ts'
import { isOutsideHours, minuteOfDay } from '../../../shared/freebusy/hours.ts'
import { countStates, type SlotState } from '../../../shared/freebusy/slot.ts'
import type { Suggestion } from '../../../shared/freebusy/suggest.ts'
import { countsInWords } from '../../../shared/wording/busy.ts'
import { zoneCity } from '../../../shared/wording/dates.ts'
import { dayInWords, timeInWords, timesInWords } from '../../../shared/wording/times.ts'
import { reportFor, type MeetingPerson } from '../../state/meeting-people.ts'

export interface SuggestionCard {
  readonly key: string
  readonly slot: Interval
  readonly day: string
  readonly time: string
  /** The clock of whoever it is hardest for: `09:00 New York`. Empty when all share mine. */
  readonly far: string
  readonly counts: string
  readonly glyphs: { readonly required: readonly SlotState[]; readonly optional: readonly SlotState[]; readonly rooms: readonly SlotState[] }
  readonly reason: string
}

export function cardOf(found: Suggestion, people: readonly MeetingPerson[], zone: Zone): SuggestionCard {
  const slot = { startUtc: found.startUtc, endUtc: found.endUtc }
  const states = people.map((person) => ({ person, state: reportFor(person, slot).state }))
  const of = (group: MeetingPerson['group']): SlotState[] => states.filter(({ person }) => person.group === group).map(({ state }) => state)
  return {
    key: String(found.startUtc),
    slot,
    day: dayInWords(slot.startUtc, { zone }),
    time: timesInWords(slot.startUtc, slot.endUtc, { zone }),
    far: farthest(people, slot, zone),
    counts: countsInWords(countStates(states.filter(({ person }) => !person.isRoom).map(({ state }) => state))),
    glyphs: { required: of('required'), optional: of('optional'), rooms: of('rooms') },
    reason: reasonFor(states, slot, zone),
  }
}

const firstName = (person: MeetingPerson): string => person.name.split(/[\s@]/)[0] ?? person.name

/** Minutes between the slot and the person's working hours; how much it asks of them. */
function strain(person: MeetingPerson, slot: Interval): number {
  if (!person.hours) return 0
  const minute = minuteOfDay(slot.startUtc, person.hours.zone)
  const early = Math.max(0, person.hours.startMin - minute)
  const late = Math.max(0, minute + (slot.endUtc - slot.startUtc) / 60_000 - person.hours.endMin)
  return Math.max(early, late)
}

function farthest(people: readonly MeetingPerson[], slot: Interval, zone: Zone): string {
  const mine = timeInWords(slot.startUtc, { zone })
  const apart = people.filter((person) => person.hours && timeInWords(slot.startUtc, { zone: person.hours.zone }) !== mine)
  const required = apart.filter((person) => person.group === 'required')
  const others = required.length > 0 ? required : apart
  const worst = others.toSorted((a, b) => strain(b, slot) - strain(a, slot) || distance(b, slot, zone) - distance(a, slot, zone))[0]
  return worst?.hours ? `${timeInWords(slot.startUtc, { zone: worst.hours.zone })} ${zoneCity(worst.hours.zone)}` : ''
}

const distance = (person: MeetingPerson, slot: Interval, zone: Zone): number =>
  person.hours ? Math.abs(minuteOfDay(slot.startUtc, person.hours.zone) - minuteOfDay(slot.startUtc, zone)) : 0

/** What fits the line of a card. */
const reasonLength = 30

/** The things to know, the hardest first, as many as fit; unknown people are in the counts already. */
function reasonFor(states: readonly { readonly person: MeetingPerson; readonly state: SlotState }[], slot: Interval, zone: Zone): string {
  const parts: string[] = []
  const add = (wanted: SlotState, say: (person: MeetingPerson) => string): void => {
    for (const { person, state } of states) if (state === wanted && !person.isRoom) parts.push(say(person))
  }
  const rooms = states.filter(({ person }) => person.isRoom)
  const freeRoom = rooms.find(({ state }) => state === 'free')
  if (rooms.length > 0 && !freeRoom) parts.push(rooms.length === 1 ? `${rooms[0]?.person.name} taken` : 'no room free')
  add('away', (person) => `${firstName(person)} away`)
  add('busy', (person) => `${firstName(person)} busy`)
  add('tentative', (person) => tentativeWords(person, slot, zone))
  add('off-hours', (person) => offHoursWords(person, slot))
  if (parts.length === 0) add('unknown', (person) => `${firstName(person)} unknown`)
  const [first, ...others] = parts
  if (first === undefined) return freeRoom ? `${freeRoom.person.name} is free too` : ''
  let words = first
  let said = 1
  for (const part of others) {
    if (`${words}, ${part}`.length > reasonLength) break
    words = `${words}, ${part}`
    said++
  }
  return said < parts.length ? `${words} +${parts.length - said}` : words
}

function tentativeWords(person: MeetingPerson, slot: Interval, zone: Zone): string {
  const last = reportFor(person, slot).because.at(-1)
  return last && last.endUtc < slot.endUtc ? `${firstName(person)} tentative to ${timeInWords(last.endUtc, { zone })}` : `${firstName(person)} tentative`
}

function offHoursWords(person: MeetingPerson, slot: Interval): string {
  if (!person.hours) return ''
  const minute = minuteOfDay(slot.startUtc, person.hours.zone)
  const weekend = isOutsideHours({ ...person.hours, startMin: 0, endMin: 1440 }, slot)
  if (weekend) return `not a working day for ${firstName(person)}`
  return minute < person.hours.startMin ? `early for ${firstName(person)}` : `late for ${firstName(person)}`
}
