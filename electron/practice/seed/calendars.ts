import type { WorkingHours } from './write-event.ts'

export interface SeedCalendar {
  readonly slug: string
  readonly name: string
  readonly color: string
  /** Its events do not block time (SCH-45). */
  readonly transparent?: boolean
}

/** Ground tones of the product's hues, so that each calendar keeps its hue in Parley. */
const color = { blue: '#3680dd', violet: '#9561d2', coral: '#d05236', green: '#2e9848', amber: '#b76c00', jade: '#089678', indigo: '#6b70e6', magenta: '#c14da0', slate: '#728295', olive: '#888510' } as const

/** The first one takes new invitations. */
export const calendarsByUser: Readonly<Record<string, readonly SeedCalendar[]>> = {
  alice: [
    { slug: 'work', name: 'Work', color: color.blue },
    { slug: 'product', name: 'Product', color: color.violet },
    { slug: 'hiring', name: 'Hiring', color: color.coral },
    { slug: 'personal', name: 'Personal', color: color.green },
    { slug: 'family', name: 'Family', color: color.amber },
  ],
  bob: [
    { slug: 'work', name: 'Work', color: color.green },
    { slug: 'finance', name: 'Finance', color: color.olive },
    { slug: 'personal', name: 'Personal', color: color.slate },
  ],
  carol: [
    { slug: 'work', name: 'Work', color: color.magenta },
    { slug: 'research', name: 'Research', color: color.violet },
    { slug: 'choir', name: 'Choir', color: color.amber },
  ],
  aurora: [{ slug: 'bookings', name: 'Bookings', color: color.slate }],
  dave: [
    { slug: 'work', name: 'Work', color: color.indigo },
    { slug: 'home', name: 'Home', color: color.green },
  ],
  erin: [
    { slug: 'work', name: 'Work', color: color.jade },
    { slug: 'partners', name: 'Partners', color: color.violet },
    { slug: 'surf', name: 'Surf', color: color.blue, transparent: true },
  ],
  frank: [{ slug: 'jobs', name: 'Jobs', color: color.coral }],
}

/** As published in free/busy (RFC 7953); Aurora is never closed. */
export const hoursByUser: Readonly<Record<string, WorkingHours>> = {
  alice: { zone: 'Europe/Berlin', from: '09:00', to: '18:00' },
  bob: { zone: 'Europe/Berlin', from: '08:30', to: '17:00' },
  carol: { zone: 'Europe/Helsinki', from: '09:00', to: '17:30' },
  dave: { zone: 'America/New_York', from: '08:30', to: '17:00' },
  erin: { zone: 'Europe/Lisbon', from: '09:00', to: '18:00' },
  frank: { zone: 'Europe/London', from: '09:00', to: '17:30' },
}
