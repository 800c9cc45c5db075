import type { Burden, Rotation, SeriesTime } from '../freebusy/series.ts'
import type { SlotState } from '../freebusy/slot.ts'
import type { TradeOff } from '../freebusy/trade-offs.ts'
import type { Interval, Zone } from '../model/time.ts'
import { zoneCity } from './dates.ts'
import { lengthInWords, timeInWords } from './times.ts'

/** What somebody is called in a short line. */
export type Names = (address: string) => string

/** The one thing that gives way, after "if": `60 min if Bo, optional, is missing`. */
export function tradeOffInWords({ relaxed, at }: TradeOff, durationMin: number, names: Names): string {
  switch (relaxed.kind) {
    case 'shorter':
      return `${lengthInWords(relaxed.durationMin)} instead of ${lengthInWords(durationMin)}`
    case 'without':
      return relaxed.presence === 'optional' ? `if ${names(relaxed.address)}, optional, is missing` : `if ${names(relaxed.address)} is missing`
    case 'without-room':
      return 'without a room'
    case 'without-buffer':
      return 'with no time between meetings'
    case 'unknown-allowed':
      return `if ${listed(at.notVerified.map(names))} can come, which nobody knows`
    case 'fewer':
      return `with ${relaxed.atLeast} ${relaxed.atLeast === 1 ? 'person' : 'people'}`
    case 'my-hours':
      return 'outside of your working hours'
    case 'their-hours':
      return `if ${zoneCity(relaxed.zone)}’s ${partOfDay(at, relaxed.zone)} counts`
    case 'later':
      return 'later than you are looking'
  }
}

/** On their clock. */
function partOfDay(slot: Interval, zone: Zone): string {
  const hour = Number(timeInWords(slot.startUtc, { zone }).slice(0, 2))
  return hour < 5 || hour >= 22 ? 'night' : hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening'
}

/** `11 of 12 dates clear`, with what is not known told apart: it is never counted as clear. */
export function datesInWords(time: Pick<SeriesTime, 'clear' | 'total' | 'tentative' | 'unknown'>): string {
  const parts = [time.clear === time.total ? `All ${time.total} dates clear` : `${time.clear} of ${time.total} dates clear`]
  if (time.tentative > 0) parts.push(`${time.tentative} tentative`)
  if (time.unknown > 0) parts.push(`${time.unknown} not known`)
  return parts.join(' · ')
}

const stateVerb: Readonly<Record<SlotState, string>> = { free: 'free', 'off-hours': 'off hours', tentative: 'tentative', busy: 'busy', away: 'away', unknown: 'not known', asking: 'not known yet' }

/** Who cannot come, at most two by name: `Bo busy, Kim away +3`. */
export function hinderedInWords(who: readonly { readonly address: string; readonly state: SlotState }[], noRoom: boolean, names: Names): string {
  const said = who.slice(0, 2).map(({ address, state }) => `${names(address)} ${stateVerb[state]}`)
  const more = who.length > 2 ? ` +${who.length - 2}` : ''
  return [...(said.length > 0 ? [`${said.join(', ')}${more}`] : []), ...(noRoom ? ['no room free'] : [])].join(', ')
}

/** Who carries the odd hours: `late for Kei on all 12 dates`. Empty when nobody does. */
export function burdenInWords([worst, ...others]: readonly Burden[], total: number, names: Names): string {
  if (!worst) return ''
  const when = worst.when === 'day off' ? `a day off for ${names(worst.address)}` : `${worst.when} for ${names(worst.address)}`
  return `${when} on ${worst.dates === total ? `all ${total} dates` : `${worst.dates} of ${total} dates`}${others.length > 0 ? `, and for ${others.length} more` : ''}`
}

/** Why two times in turn are offered. */
export const rotationInWords = ({ aloneMin, sharedMin }: Rotation): string =>
  `Shares the odd hours: ${roundly(sharedMin)} outside of working hours a date for whoever has it hardest, instead of ${roundly(aloneMin)}`

const roundly = (minutes: number): string => (minutes < 1 ? 'none' : lengthInWords(Math.max(5, Math.round(minutes / 5) * 5)))

function listed(names: readonly string[]): string {
  if (names.length <= 2) return names.join(' and ')
  return `${names[0]} and ${names.length - 1} more`
}

/** What is to happen with one date. */
export const exceptionInWords = (to: { readonly localStart: string } | null): string => (to === null ? 'left out' : `at ${to.localStart.slice(11, 16)}`)
