import { toAddress } from '../../../shared/ical/people.ts'
import { textOf, timeOf } from '../../../shared/ical/fields.ts'
import { readCalendar } from '../../../shared/ical/tree.ts'
import type { Component } from '../../../shared/ical/tree.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { writeFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import { busyOfPerson } from '../freebusy/person-busy.ts'
import { personAt } from '../organisation.ts'
import type { Organisation } from '../organisation.ts'
import { domainOf } from './peers.ts'
import type { PeerAnswer, Peers } from './peers.ts'

export interface FreeBusyAsked {
  readonly uid: string
  readonly organizer: string
  readonly attendees: readonly string[]
  readonly window: Interval
  readonly exceptUid: string
}

/** METHOD:REQUEST with one VFREEBUSY (SCH-50, RFC 5546 §3.3.2). The problem is in words. */
export function readQuestion(text: string): Result<FreeBusyAsked, string> {
  const read = readCalendar(text)
  if (!read.ok) return fail(read.problem.detail)
  if (textOf(read.value, 'method').toUpperCase() !== 'REQUEST') return fail('METHOD is not REQUEST.')
  const [asked, ...more] = read.value.getAllSubcomponents('vfreebusy')
  if (asked === undefined || more.length > 0) return fail('There is not exactly one VFREEBUSY in it.')
  const [start, end] = [timeOf(asked, 'dtstart'), timeOf(asked, 'dtend')]
  if (start?.kind !== 'utc' || end?.kind !== 'utc' || end.instant <= start.instant) return fail('DTSTART and DTEND are not an interval in UTC.')
  const attendees = asked.getAllProperties('attendee').map((one) => String(one.getFirstValue()))
  const organizer = rawOf(asked, 'organizer')
  if (organizer === '' || attendees.length === 0) return fail('ORGANIZER or ATTENDEE is missing.')
  return ok({ uid: textOf(asked, 'uid'), organizer, attendees, window: { startUtc: start.instant, endUtc: end.instant }, exceptUid: textOf(asked, 'x-calendarserver-mask-uid') })
}

const rawOf = (component: Component, name: string): string => String(component.getFirstPropertyValue(name) ?? '')

/** About one person of this domain. */
export function localAnswer(org: Organisation, question: FreeBusyAsked, recipient: string): PeerAnswer {
  const owner = personAt(org, recipient)
  if (owner === null) return { recipient, status: '3.7;Invalid Calendar User', data: '' }
  const { window, uid, organizer, exceptUid } = question
  const spans = busyOfPerson(org, { owner, window, ...(exceptUid === '' ? {} : { exceptUid }) })
  return { recipient, status: '2.0;Success', data: writeFreeBusy({ window, spans, nowUtc: org.clock.now(), uid, organizer, attendee: recipient, method: 'REPLY' }) }
}

/** About everybody: those here at once, those of other organisations asked for together, one question a domain. */
export async function answersFor(org: Organisation, peers: Peers, { question, text }: { readonly question: FreeBusyAsked; readonly text: string }): Promise<readonly PeerAnswer[]> {
  const remote = new Map<string, string[]>()
  const answers = new Map<string, PeerAnswer>()
  for (const attendee of question.attendees) {
    const domain = domainOf(attendee)
    if (domain === org.domain || personAt(org, attendee) !== null) answers.set(attendee, localAnswer(org, question, attendee))
    else if (peers.knows(domain)) remote.set(domain, [...(remote.get(domain) ?? []), attendee])
    else answers.set(attendee, { recipient: attendee, status: `${peers.statusOfUnknown(domain)};No scheduling with ${domain}`, data: '' })
  }
  await Promise.all(
    [...remote].map(async ([domain, to]) => {
      const given = await peers.ask({ domain, from: question.organizer, to, text })
      for (const attendee of to) {
        const found = given?.find((one) => toAddress(one.recipient) === toAddress(attendee))
        answers.set(attendee, found === undefined ? { recipient: attendee, status: '5.1;Service unavailable', data: '' } : { ...found, recipient: attendee })
      }
    }),
  )
  return question.attendees.flatMap((attendee) => answers.get(attendee) ?? [])
}

