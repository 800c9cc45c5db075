import { recurrenceIdOf, sequenceOf, spanOf, textOf, timeOf, utcStamp } from '../ical/fields.ts'
import { attendeesOf, sameAddress, setAttendee, type CalPerson } from '../ical/people.ts'
import { copyOf, eventsOf, masterOf, rawOf, type Component } from '../ical/tree.ts'
import { counterpartIn } from '../event/difference.ts'
import { roleIn } from '../event/roles.ts'
import { editInstance } from '../recurrence/edit-series.ts'
import { setAttendeeComment } from './comments.ts'
import { inSeries } from '../event/instances.ts'
import { addDeputy } from './delegate.ts'
import { outcome, type ApplyOutcome, type Arrival } from './outcome.ts'

/** REPLY: one person's answer, and nothing but that (ITP-30…35). */
export function applyReply(at: Arrival): ApplyOutcome {
  const { stored, message, mine } = at
  const from = eventsOf(message).flatMap(attendeesOf)[0] ?? null
  const said = (what: ApplyOutcome['what'], why: ApplyOutcome['why']): ApplyOutcome => ({ ...outcome(at, what, why), from: from?.address ?? null })
  if (stored === null || from === null) return said('ignored', 'unknown-event')
  if (!eventsOf(stored).some((e) => roleIn(e, mine).role === 'organizer')) return said('refused', 'other-organizer')
  if (!eventsOf(stored).some((e) => find(e, from) !== null)) return said('ask', 'party-crasher')
  let root = copyOf(stored)
  const results = eventsOf(message).map((reply) => {
    const one = applyOne(root, reply, at)
    root = one.root
    return one.why
  })
  const why = (['answered', 'answered-earlier-version', 'same-again', 'stale', 'no-such-instance', 'earlier-time'] as const).find((w) => results.includes(w)) ?? 'stale'
  switch (why) {
    case 'answered':
    case 'answered-earlier-version':
      return { ...said('stored', why), root }
    case 'earlier-time':
      return said('ignored', 'answered-earlier-version')
    case 'same-again':
      return said('unchanged', why)
    default:
      return said('ignored', why)
  }
}

type OneWhy = 'answered' | 'answered-earlier-version' | 'same-again' | 'stale' | 'no-such-instance' | 'earlier-time'

/** In: `root` may be changed in place; a new override gives a new tree. */
function applyOne(root: Component, reply: Component, at: Arrival): { readonly root: Component; readonly why: OneWhy } {
  const person = attendeesOf(reply)[0]
  if (person === undefined) return { root, why: 'stale' }
  const asked = recurrenceIdOf(reply)
  const date = inSeries(root, asked, at.zone)
  if (asked !== null && date === null) return { root, why: 'no-such-instance' }
  const target = date === null ? (masterOf(root) ?? eventsOf(root)[0] ?? null) : (eventsOf(root).find((e) => recurrenceIdOf(e) === date) ?? null)
  const known = target ?? masterOf(root)
  const listed = known === null ? null : find(known, person)
  if (known === null || listed === null) return { root, why: 'no-such-instance' }
  const fresh = target === null ? 'newer' : compareAnswer(target, listed, reply)
  if (fresh !== 'newer') return { root, why: fresh === 'same' ? 'same-again' : 'stale' }
  const earlier = sequenceOf(reply) < sequenceOf(known)
  if (earlier && !isSameTime(root, reply, at)) return { root, why: 'earlier-time' }
  const why = earlier ? 'answered-earlier-version' : 'answered'
  if (target === null && date !== null) return { root: editInstance(root, date, (e) => writeAnswer(e, reply)), why }
  if (target !== null) writeAnswer(target, reply)
  return { root, why }
}

const find = (event: Component, person: CalPerson): CalPerson | null =>
  attendeesOf(event).find((a) => sameAddress(a.raw, person.raw) || (a.email !== null && a.email === person.address) || (person.email !== null && a.address === person.email)) ?? null

const propertyOf = (event: Component, person: CalPerson): ReturnType<Component['getAllProperties']>[number] | undefined => event.getAllProperties('attendee').find((p) => sameAddress(String(rawOf(p)[3] ?? ''), person.raw))

/** ITP-2: SEQUENCE and DTSTAMP of the last answer stand on the ATTENDEE, under the names Cyrus uses for them. */
function compareAnswer(event: Component, listed: CalPerson, reply: Component): 'newer' | 'same' | 'older' {
  const params = propertyOf(event, listed)
  const last = params === undefined ? {} : rawOf(params)[1]
  const lastStamp = String(last['x-dtstamp'] ?? '')
  if (lastStamp === '') return 'newer'
  const by = sequenceOf(reply) - Number(last['x-sequence'] ?? 0)
  const stamp = stampText(reply)
  if (by !== 0) return by > 0 ? 'newer' : 'older'
  return stamp > lastStamp ? 'newer' : stamp === lastStamp ? 'same' : 'older'
}

function stampText(reply: Component): string {
  const stamp = timeOf(reply, 'dtstamp')
  return stamp?.kind === 'utc' ? utcStamp(stamp.instant) : ''
}

/** ITP-31: an answer to an earlier version counts if the time it answered is still the time (T-I28, T-I29). */
function isSameTime(root: Component, reply: Component, at: Arrival): boolean {
  const now = counterpartIn(root, reply)
  const [was, is] = [spanOf(reply, at.zone), now === null ? null : spanOf(now, at.zone)]
  return was !== null && is !== null && was.startUtc === is.startUtc
}

/** In place. Nothing else of the event is touched. */
function writeAnswer(event: Component, reply: Component): void {
  const [person, ...others] = attendeesOf(reply)
  if (person === undefined) return
  const listed = find(event, person)
  if (listed === null) return
  setAttendee(event, { address: listed.raw, partstat: person.partstat, scheduleStatus: statusOf(reply), rsvp: false, delegatedTo: person.delegatedTo, ...(person.sentBy === null ? {} : { sentBy: person.sentBy }) })
  const property = propertyOf(event, listed)
  property?.setParameter('x-sequence', String(sequenceOf(reply)))
  property?.setParameter('x-dtstamp', stampText(reply))
  setAttendeeComment(event, listed.raw, textOf(reply, 'comment').trim())
  // ITP-40: whoever the person sent instead.
  for (const d of others) if (d.delegatedFrom.some((raw) => sameAddress(raw, listed.raw))) addDeputy(event, listed, { address: d.raw, name: d.name })
}

/** Codes of REQUEST-STATUS as SCHEDULE-STATUS shows them (SCH-32, T-I26). */
function statusOf(reply: Component): string {
  const codes = reply.getAllProperties('request-status').flatMap((p) => {
    const value = rawOf(p)[3]
    const code = (Array.isArray(value) ? String(value[0]) : String(value ?? '')).split(';')[0]?.trim() ?? ''
    return /^\d+(\.\d+)+$/.test(code) ? [code] : []
  })
  return [...new Set(codes)].join(',') || '2.0'
}
