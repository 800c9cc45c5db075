/** What can go stale. A command or a sync names the topics it touched; queries that list one are asked again. */
export const topics = ['app', 'accounts', 'adding', 'objects', 'invites', 'queue', 'busy', 'people', 'finding', 'plans', 'watches', 'publishing', 'subscriptions', 'availability', 'reminders', 'wire-log'] as const
export type Topic = (typeof topics)[number]

/** Raise it when the shape of a call changes, so that a stale page is told to reload. */
export const contractVersion = 1

/** The topics that make each query stale. Plain data without schemas, because the page loads it. */
export const staleBy = {
  'app-state': ['app', 'accounts', 'queue', 'invites'],
  accounts: ['accounts'],
  'adding-account': ['adding', 'accounts'],
  'events-in-range': ['objects', 'accounts', 'queue'],
  'month-weeks': ['objects', 'accounts', 'queue'],
  'busy-days': ['objects', 'accounts'],
  'search-events': ['objects'],
  'event-details': ['objects', 'queue', 'accounts'],
  'event-draft': ['objects'],
  'event-source': ['objects'],
  'ics-export': ['objects', 'accounts'],
  'draft-dates': ['objects'],
  'unreadable-objects': ['objects'],
  'send-preview': ['objects', 'accounts'],
  'delete-preview': ['objects', 'accounts'],
  'invite-list': ['invites', 'objects', 'queue'],
  'invite-card': ['invites', 'objects', 'queue'],
  'free-busy': ['busy', 'objects', 'people', 'app', 'availability'],
  people: ['people', 'accounts'],
  'freebusy-addresses': ['people', 'accounts'],
  'freebusy-finding': ['finding'],
  'mail-account': ['accounts'],
  'mail-preview': ['objects', 'accounts'],
  'again-preview': ['objects', 'accounts'],
  'word-preview': ['objects', 'accounts'],
  delegation: ['objects', 'accounts'],
  'waiting-messages': ['invites', 'objects', 'queue', 'accounts'],
  'latest-preview': ['objects', 'accounts'],
  uninvited: ['invites', 'objects', 'queue', 'accounts'],
  'decision-preview': ['invites', 'objects', 'accounts'],
  'plan-news': ['watches', 'plans', 'objects', 'people'],
  'watch-news': ['watches', 'objects', 'people'],
  'plan-watch': ['watches'],
  'meeting-watch': ['watches', 'objects', 'people'],
  plans: ['plans'],
  plan: ['plans', 'objects'],
  'plan-export': ['plans', 'objects'],
  proposals: ['invites', 'objects', 'queue', 'accounts'],
  'proposal-preview': ['objects', 'accounts'],
  'withdraw-preview': ['objects', 'accounts', 'invites'],
  'proposal-decision': ['objects', 'accounts', 'invites'],
  'calendar-places': ['objects', 'accounts'],
  'calendar-removal': ['objects', 'accounts', 'queue'],
  queue: ['queue', 'accounts'],
  diagnostics: ['accounts', 'queue'],
  'wire-log': ['wire-log'],
  'wire-log-text': ['wire-log'],
  availability: ['availability', 'accounts', 'app'],
  'availability-preview': ['objects', 'accounts', 'app'],
  'published-links': ['publishing'],
  subscriptions: ['subscriptions', 'accounts'],
  'publish-preview': ['objects', 'accounts', 'app', 'availability'],
  reminders: ['reminders', 'objects', 'accounts'],
} as const satisfies Readonly<Record<string, readonly Topic[]>>

/** Commands that only look: a core that was started again is asked once more, as for a query. What changes something is never done twice. */
export const lookUps: ReadonlySet<string> = new Set(['look-up-free-busy', 'look-up-people', 'sync-now', 'find-mail-settings', 'look-at-subscription', 'refresh-subscription', 'look-at-what-others-see', 'look-at-import'])
