import { isIcalProblem, scanObject } from '../../../shared/ical/scan.ts'

/** Properties that servers and other attendees touch without anybody having edited the meeting. */
const noise = /^(ATTENDEE|DTSTAMP|LAST-MODIFIED|CREATED|SEQUENCE|PRODID|X-)[^:]*:/i

/** Two versions differ in nothing but answers, delivery codes and stamps (SCH-22, T-C22). The people are the same. */
export function onlyAnswersDiffer(a: string, b: string): boolean {
  return essence(a) === essence(b)
}

function essence(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '').split('\n').filter((line) => line !== '')
  const scanned = scanObject(text)
  const people = isIcalProblem(scanned) ? [] : scanned.events.map((event) => `${event.recurrenceId}: ${event.attendees.map((one) => one.address).toSorted().join(' ')}`)
  return JSON.stringify([lines.filter((line) => !noise.test(line)).toSorted(), people.toSorted()])
}

/** A meeting has people: its server may rewrite it on arrival (HTTP-7). */
export function isMeeting(text: string): boolean {
  return /^(ORGANIZER|ATTENDEE)[;:]/im.test(text)
}

export function uidOfText(text: string): string | null {
  const scanned = scanObject(text)
  return isIcalProblem(scanned) ? null : scanned.uid
}

/** But for the stamps of programs; a sequence of 0 is the same as none (RFC 5545 §3.8.7.4). */
export function saysTheSame(a: string, b: string): boolean {
  const lines = (text: string) => text.replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '').split('\n').filter((line) => line !== '' && !/^(DTSTAMP|LAST-MODIFIED|PRODID)[;:]|^SEQUENCE:0$/i.test(line)).toSorted().join('\n')
  return lines(a) === lines(b)
}
