import type { SeedEvent } from './write-event.ts'

/** What somebody has for themselves. Days count from the story's Monday, hours are Berlin's; see `story-time.ts`. */
export interface OwnEvent extends Pick<SeedEvent, 'title' | 'rule' | 'where' | 'text' | 'showAs' | 'reminderMin'> {
  readonly who: string
  readonly in: string
  /** First day, and the last one of a whole-day entry. */
  readonly day: number
  readonly lastDay?: number
  /** Missing: all day. */
  readonly from?: number
  readonly to?: number
}

const weekly = 'FREQ=WEEKLY'

export const ownEvents: readonly OwnEvent[] = [
  // Alice, as in the week of the design pages.
  { who: 'alice', in: 'personal', title: 'Lunch with Bob', day: 0, from: 12.5, to: 13.25, where: 'Kantine' },
  { who: 'alice', in: 'hiring', title: 'Interview: Ortiz', day: 0, from: 14, to: 15, where: 'Borealis' },
  { who: 'alice', in: 'work', title: 'Focus: pricing', day: 0, from: 15.5, to: 17.5 },
  { who: 'alice', in: 'work', title: 'Supplier call', day: 1, from: 10, to: 11, reminderMin: 10 },
  { who: 'alice', in: 'hiring', title: 'Hiring panel', day: -20, from: 14.25, to: 15.5, where: 'Borealis', rule: weekly },
  { who: 'alice', in: 'personal', title: 'Yoga', day: -41, from: 18.5, to: 19.5, rule: weekly },
  { who: 'alice', in: 'personal', title: 'Dentist', day: 2, from: 10.75, to: 11.5, where: 'Bergmannstraße 12', reminderMin: 60 },
  { who: 'alice', in: 'family', title: 'Swimming: Lina', day: -40, from: 17.5, to: 18.5, rule: weekly },
  { who: 'alice', in: 'work', title: 'Budget prep', day: 3, from: 12.5, to: 14.75 },
  { who: 'alice', in: 'hiring', title: 'Interview: Sato', day: 3, from: 13, to: 14.5, where: 'Borealis' },
  { who: 'alice', in: 'product', title: 'Design pairing', day: 3, from: 13.5, to: 15 },
  { who: 'alice', in: 'family', title: 'School: Lina', day: 3, from: 14.25, to: 15, text: 'Talk with her teacher' },
  { who: 'alice', in: 'work', title: 'Writing block', day: 4, from: 10, to: 12 },
  { who: 'alice', in: 'product', title: 'Demo: offline', day: 4, from: 13, to: 14.25 },
  { who: 'alice', in: 'work', title: 'Week close', day: -38, from: 16, to: 16.5, rule: weekly },
  { who: 'alice', in: 'family', title: 'Dinner: Okafors', day: 4, from: 19, to: 21.5 },
  { who: 'alice', in: 'personal', title: 'Market', day: -37, from: 10, to: 11.5, rule: weekly },
  { who: 'alice', in: 'family', title: 'Birthday dinner', day: 5, from: 18, to: 21 },
  { who: 'alice', in: 'personal', title: 'Long run', day: -36, from: 9.5, to: 11.5, rule: weekly },
  { who: 'alice', in: 'family', title: 'School project week', day: 0, lastDay: 4, showAs: 'free' },
  { who: 'alice', in: 'work', title: 'On call: Bob', day: 1, lastDay: 3, showAs: 'free' },
  { who: 'alice', in: 'family', title: 'Mum’s birthday', day: 5, lastDay: 5, showAs: 'free', rule: 'FREQ=YEARLY' },
  { who: 'alice', in: 'product', title: 'Beta round 2', day: -4, lastDay: 0, showAs: 'free' },
  { who: 'alice', in: 'product', title: 'Release 4.2 freeze', day: 2, lastDay: 4, showAs: 'free' },
  { who: 'alice', in: 'product', title: 'Market research for the second half: interviews, diary study, price test, and what we still do not know', day: 7, from: 10, to: 12.5 },
  { who: 'alice', in: 'work', title: 'Train to Hamburg', day: 9, from: 7.5, to: 9.5, where: 'ICE 706, coach 7' },
  { who: 'alice', in: 'work', title: 'Hamburg office', day: 9, lastDay: 10, showAs: 'away' },
  { who: 'alice', in: 'personal', title: 'Flat inspection', day: 15, from: 9, to: 10, showAs: 'tentative' },
  { who: 'alice', in: 'family', title: 'School concert', day: 17, from: 17.5, to: 19 },
  { who: 'alice', in: 'product', title: 'Interview synthesis', day: -7, from: 13, to: 15 },
  { who: 'alice', in: 'work', title: 'Contract draft', day: -6, from: 10, to: 12 },
  { who: 'alice', in: 'hiring', title: 'Interview: Haddad', day: -5, from: 11, to: 12, where: 'Borealis' },
  { who: 'alice', in: 'product', title: 'Beta notes', day: -5, from: 13.5, to: 15.5 },
  { who: 'alice', in: 'work', title: 'Expense report', day: -4, from: 10, to: 10.75 },
  { who: 'alice', in: 'personal', title: 'Vaccination', day: -4, from: 12.25, to: 12.75 },
  { who: 'alice', in: 'product', title: 'Bug wash', day: -3, from: 10.5, to: 12 },
  { who: 'alice', in: 'family', title: 'Cinema with Lina', day: -2, from: 15, to: 17.5 },
  { who: 'alice', in: 'work', title: 'Board papers', day: -13, from: 14, to: 16 },
  { who: 'alice', in: 'personal', title: 'Away: Rügen', day: -10, lastDay: -9, showAs: 'away' },

  // Bob: busy on the story's Wednesday as in the people grid.
  { who: 'bob', in: 'finance', title: 'Payroll numbers', day: 2, from: 9.5, to: 10 },
  { who: 'bob', in: 'finance', title: 'Bank', day: 2, from: 12, to: 12.5 },
  { who: 'bob', in: 'work', title: 'Call with the auditors', day: 2, from: 14, to: 14.5 },
  { who: 'bob', in: 'personal', title: 'Bicycle repair', day: 2, from: 16.5, to: 17, showAs: 'tentative' },
  { who: 'bob', in: 'work', title: 'Warehouse numbers', day: 3, from: 9.5, to: 10 },
  { who: 'bob', in: 'finance', title: 'Month close', day: 0, from: 13.5, to: 16 },
  { who: 'bob', in: 'work', title: 'Team lunch', day: -31, from: 12, to: 13, rule: weekly },
  { who: 'bob', in: 'personal', title: 'Away: Gothenburg', day: 10, lastDay: 11, showAs: 'away' },
  { who: 'bob', in: 'finance', title: 'Year plan with the bank', day: 30, from: 15, to: 16.5 },
  { who: 'bob', in: 'personal', title: 'Handball', day: -41, from: 19, to: 20.5, rule: weekly },

  // Carol, in Helsinki.
  { who: 'carol', in: 'research', title: 'Lab slot', day: 2, from: 8.5, to: 9 },
  { who: 'carol', in: 'research', title: 'Lab slot: clean-up', day: 2, from: 9.5, to: 10 },
  { who: 'carol', in: 'research', title: 'Reader: thesis draft', day: 2, from: 11, to: 12, showAs: 'tentative' },
  { who: 'carol', in: 'work', title: 'Hold: visitors', day: 2, from: 15.25, to: 16, showAs: 'tentative' },
  { who: 'carol', in: 'research', title: 'Sample intake', day: 3, from: 8, to: 9 },
  { who: 'carol', in: 'work', title: 'Ethics board', day: 3, from: 10, to: 11 },
  { who: 'carol', in: 'choir', title: 'Choir', day: -39, from: 17.5, to: 19.5, rule: weekly },
  { who: 'carol', in: 'work', title: 'Conference: Tampere', day: 14, lastDay: 16, showAs: 'away' },
  { who: 'carol', in: 'work', title: 'Name day', day: 4, lastDay: 4, showAs: 'free' },

  // Aurora is free on Wednesday from half past two to half past four.
  { who: 'aurora', in: 'bookings', title: 'Booked: finance', day: 2, from: 9, to: 12 },
  { who: 'aurora', in: 'bookings', title: 'Booked: research readout', day: 2, from: 13, to: 14.5 },
  { who: 'aurora', in: 'bookings', title: 'Booked: evening class', day: -40, from: 16.5, to: 18, rule: weekly },
  { who: 'aurora', in: 'bookings', title: 'Booked: research', day: 3, from: 8.5, to: 10 },
  { who: 'aurora', in: 'bookings', title: 'Booked: all hands', day: -38, from: 14.5, to: 17, rule: weekly },
  { who: 'aurora', in: 'bookings', title: 'Floor is oiled', day: 12, lastDay: 13, showAs: 'away' },

  // Dave, in New York: 15:00 in Berlin is 09:00 there.
  { who: 'dave', in: 'work', title: 'Board call', day: 2, from: 16.5, to: 17.5 },
  { who: 'dave', in: 'work', title: 'Client lunch', day: 2, from: 18.5, to: 19.5 },
  { who: 'dave', in: 'work', title: 'Pipeline', day: -35, from: 16, to: 17, rule: weekly },
  { who: 'dave', in: 'home', title: 'School run', day: -35, from: 13.5, to: 14.25, rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', showAs: 'free' },
  { who: 'dave', in: 'work', title: 'Investor visit', day: 30, from: 14.5, to: 17 },
  { who: 'dave', in: 'home', title: 'Hike: Catskills', day: 12, lastDay: 13, showAs: 'away' },

  // Erin, in Lisbon.
  { who: 'erin', in: 'work', title: 'Flight from Porto', day: 2, from: 7, to: 10, showAs: 'away' },
  { who: 'erin', in: 'work', title: 'Customer call: Lusa', day: 2, from: 13.5, to: 14.5 },
  { who: 'erin', in: 'partners', title: 'Partner report', day: 2, from: 17, to: 18 },
  { who: 'erin', in: 'work', title: 'Workshop: onboarding', day: 4, from: 15, to: 16 },
  { who: 'erin', in: 'surf', title: 'Surf: low tide', day: -36, from: 9, to: 11, rule: weekly },
  { who: 'erin', in: 'work', title: 'Away: Azores', day: 21, lastDay: 25, showAs: 'away' },

  // Frank, whose server says only when he is busy.
  { who: 'frank', in: 'jobs', title: 'Shoot: catalogue', day: 2, from: 10, to: 11.5 },
  { who: 'frank', in: 'jobs', title: 'Edit', day: 2, from: 13, to: 14 },
  { who: 'frank', in: 'jobs', title: 'Call with the printer', day: 2, from: 17, to: 18 },
  { who: 'frank', in: 'jobs', title: 'Shoot: harbour', day: 0, from: 10, to: 15 },
  { who: 'frank', in: 'jobs', title: 'Hold: second shoot day', day: 1, from: 10, to: 15, showAs: 'tentative' },
]
