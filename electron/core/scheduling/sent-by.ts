import { roleIn } from '../../../shared/event/roles.ts'
import { recurrenceIdOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, setAttendee, setOrganizer } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
import type { Address } from '../../../shared/model/ids.ts'
import type { AccountRow } from '../store/rows.ts'
import { myAddresses } from './identity.ts'

/**
 * Who wrote it, where it is written for somebody else: SENT-BY on the organizer's line of their meetings, and on their own line where
 * their answer changed (RFC 5545 §3.2.18, ITP-45, PPL-6). Written by themselves, none stays there. In: what is about to be stored, and
 * what stood there. Out: a copy, or the same when nothing is to be said.
 */
export function signed(account: AccountRow, root: Component, before: Component | null): Component {
  const mine = myAddresses(account)
  const sentBy = account.behalf?.sentBy ?? null
  const lines = eventsOf(root).flatMap((event, part) => {
    const { role, me } = roleIn(event, mine)
    if (role === 'organizer') return { part, line: organizerOf(event), isOrganizer: true }
    const former = before === null ? null : counterpart(before, event)
    const was = former === null ? null : (attendeesOf(former).find((one) => me !== null && sameAddress(one.raw, me.raw))?.partstat ?? null)
    return role === 'attendee' && me !== null && was !== me.partstat ? { part, line: me, isOrganizer: false } : []
  })
  const wrong = lines.filter(({ line }) => line !== null && !sameVoice(line.sentBy, sentBy))
  if (wrong.length === 0) return root
  const out = copyOf(root)
  const events = eventsOf(out)
  for (const { part, line, isOrganizer } of wrong) {
    const event = events[part]
    if (event === undefined || line === null) continue
    if (isOrganizer) setOrganizer(event, { address: line.raw, sentBy })
    else setAttendee(event, { address: line.raw, sentBy })
  }
  return out
}

const sameVoice = (a: string | null, b: string | null): boolean => a === b || (a !== null && b !== null && sameAddress(a, b))

/** The same date, or the series it is made from. */
const counterpart = (root: Component, event: Component): Component | null => eventsOf(root).find((one) => recurrenceIdOf(one) === recurrenceIdOf(event)) ?? masterOf(root)

export type MissingRight = 'may-not-invite' | 'may-not-answer' | 'may-not-invite-for' | 'may-not-answer-for'

/** Whether the server would carry an invitation from here, or an answer; what Parley mails needs no right of it (SCH-46, T-C19). */
export const mayInvite = ({ behalf, capabilities }: AccountRow): boolean => (behalf === null ? capabilities.sending?.invite !== false : behalf.mayInvite)
export const mayAnswer = ({ behalf, capabilities }: AccountRow): boolean => (behalf === null ? capabilities.sending?.reply !== false : behalf.mayAnswer)
export const noInviteRight = ({ behalf }: AccountRow): MissingRight => (behalf === null ? 'may-not-invite' : 'may-not-invite-for')

/** What the person may not send here, as a refusal; null: everything that is asked. T-C19, SCH-46. */
export function missingRight(account: AccountRow, ...roots: readonly (Component | null)[]): MissingRight | null {
  if (mayInvite(account) && mayAnswer(account)) return null
  const mine = myAddresses(account)
  const roles = roots.flatMap((root) => (root === null ? [] : eventsOf(root).filter((event) => account.behalf !== null || isCarried(event, mine)).map((event) => roleIn(event, mine).role)))
  if (!mayInvite(account) && roles.includes('organizer')) return noInviteRight(account)
  if (mayAnswer(account) || !roles.includes('attendee')) return null
  return account.behalf === null ? 'may-not-answer' : 'may-not-answer-for'
}

/** Somebody in it hears of it from the server, and not from Parley's mail (SCH-5). */
function isCarried(event: Component, mine: readonly Address[]): boolean {
  const people = roleIn(event, mine).role === 'organizer' ? attendeesOf(event).filter((one) => !mine.includes(one.address)) : [organizerOf(event)]
  return people.some((one) => one !== null && (one.scheduleAgent === null || one.scheduleAgent === 'SERVER'))
}
