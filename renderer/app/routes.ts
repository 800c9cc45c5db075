import type { InviteId } from '../../shared/model/ids.ts'
import type { CalendarMode, Looking, Route, SettingsSection } from '../state/looking.ts'

type Place = Pick<Looking, 'route' | 'mode' | 'date'>

const modes: readonly CalendarMode[] = ['day', 'week', 'month', 'agenda']
const sections: readonly SettingsSection[] = ['general', 'notices', 'accounts', 'mail', 'freebusy', 'hours', 'others-see', 'unreadable', 'diagnostics']

/** How a place is spelled in the address, so that back, forward and reload work. */
export function toHash({ route, mode, date }: Place): string {
  switch (route.kind) {
    case 'calendar':
      return `#/${mode}${date ? `/${date}` : ''}`
    case 'invites':
      return route.inviteId ? `#/invitations/${encodeURIComponent(route.inviteId)}` : '#/invitations'
    case 'people-grid':
      return '#/people'
    case 'plan':
      return route.planId ? `#/plan/${encodeURIComponent(route.planId)}` : '#/plan'
    case 'queue':
      return '#/not-sent'
    case 'settings':
      return `#/settings/${route.section}`
    case 'add-account':
      return '#/add-account'
  }
}

/** Null for anything that is not one of ours: the page then stays where it is. */
export function fromHash(hash: string): Partial<Place> | null {
  const [head = '', tail] = hash.replace(/^#\/?/, '').split('/')
  const route = (one: Route): Partial<Place> => ({ route: one })
  if (isMode(head)) return { route: { kind: 'calendar' }, mode: head, date: tail && /^\d{4}-\d\d-\d\d$/.test(tail) ? tail : null }
  if (head === 'invitations') return route({ kind: 'invites', inviteId: tail ? (decodeURIComponent(tail) as InviteId) : null })
  if (head === 'people') return route({ kind: 'people-grid' })
  if (head === 'plan') return route({ kind: 'plan', planId: tail ? decodeURIComponent(tail) : null })
  if (head === 'not-sent') return route({ kind: 'queue' })
  if (head === 'add-account') return route({ kind: 'add-account' })
  if (head === 'settings') return route({ kind: 'settings', section: sections.find((section) => section === tail) ?? 'general' })
  return null
}

const isMode = (text: string): text is CalendarMode => modes.includes(text as CalendarMode)
