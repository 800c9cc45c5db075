import type { Section } from './invite-sections.ts'
import { placeInvite } from './invite-sections.ts'
import { inviteItem } from './invite-item.ts'
import type { QueryOf } from './deps.ts'

const order: readonly Section[] = ['needs-answer', 'changed', 'cancelled', 'problems', 'answered']

/** Over all accounts, by section and then by start; what was answered latest comes first among the answered. */
export const query: QueryOf<'invite-list'> = ({ read, clock }) => async ({ zone }) => {
  const nowUtc = clock.now()
  const placed = read.invites().flatMap((row) => placeInvite(read, row, nowUtc) ?? [])
  const items = placed.map((p) => ({ item: inviteItem(read, p, zone, nowUtc), touchedUtc: Math.max(p.row.answeredUtc ?? 0, p.row.changedUtc ?? 0) }))
  items.sort(
    (a, b) =>
      order.indexOf(a.item.section) - order.indexOf(b.item.section) ||
      (a.item.section === 'answered' ? b.touchedUtc - a.touchedUtc : 0) ||
      a.item.startUtc - b.item.startUtc ||
      (a.item.id < b.item.id ? -1 : 1),
  )
  return { items: items.map(({ item }) => item) }
}
