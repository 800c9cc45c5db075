import { minuteInWords } from '../time/words.ts'
/** Why a link says nothing now. Whole sentences. */
export const noAccountForAddress = (address: string): string => `No account here has the address ${address}.`
export const notFetchedYet = (address: string): string => `The calendars of ${address} have not been fetched yet. Nothing is published before, because unknown time would look free.`
export const setAsideInTheWay = (count: number): string =>
  `${count === 1 ? 'One event' : `${count} events`} of these calendars cannot be read, and ${count === 1 ? 'its' : 'their'} time would look free. Mend ${count === 1 ? 'it' : 'them'} under “Cannot be read”, or publish without.`

/** Minutes of the day on my clocks. */
export const awayOutside = (startMin: number, endMin: number): string => `It also says that you are away outside of ${minuteInWords(startMin)}–${minuteInWords(endMin)}.`
export const onlySignedIn = (host: string): string => `Only who signs in at ${host} can read it.`

