import { roleIn } from '../../../shared/event/roles.ts'
import { recurrenceIdOf } from '../../../shared/ical/fields.ts'
import { attendeesOf, organizerOf, sameAddress, setAttendee, setOrganizer } from '../../../shared/ical/people.ts'
import { copyOf, eventsOf, masterOf, type Component } from '../../../shared/ical/tree.ts'
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

/** What the person may not do here for somebody else, as a refusal; null: everything that is asked. T-C19. */
export function missingRight({ behalf, ...account }: AccountRow, ...roots: readonly (Component | null)[]): 'may-not-invite-for' | 'may-not-answer-for' | null {
  if (behalf === null) return null
  const mine = myAddresses({ behalf, ...account })
  const roles = roots.flatMap((root) => (root === null ? [] : eventsOf(root).map((event) => roleIn(event, mine).role)))
  if (!behalf.mayInvite && roles.includes('organizer')) return 'may-not-invite-for'
  return !behalf.mayAnswer && roles.includes('attendee') ? 'may-not-answer-for' : null
}
