import type { SeedEvent, SeedGuest } from './write-event.ts'

/** Something several people have, each in a calendar of their own. Days and hours as in `own-events.ts`. */
export interface Meeting extends Pick<SeedEvent, 'title' | 'rule' | 'where' | 'text' | 'link' | 'showAs'> {
  readonly organizer: string
  readonly day: number
  readonly from: number
  readonly to: number
  readonly guests: readonly SeedGuest[]
  /** Calendar by user; the first calendar where nothing is said. */
  readonly in?: Readonly<Record<string, string>>
  /** Users who find the invitation in their Inbox. */
  readonly news?: readonly string[]
}

const alice = 'alice@north.example'
const bob = 'bob@north.example'
const carol = 'carol@north.example'
const aurora = 'aurora@north.example'
const dave = 'dave@south.example'
const erin = 'erin@south.example'
const frank = 'frank@freelance.example'
const grace = 'grace@nowhere.example'

const yes = (address: string): SeedGuest => ({ address, answer: 'ACCEPTED' })
const maybe = (address: string): SeedGuest => ({ address, answer: 'TENTATIVE' })
const no = (address: string): SeedGuest => ({ address, answer: 'DECLINED' })
const open = (address: string): SeedGuest => ({ address, answer: 'NEEDS-ACTION' })

export const meetings: readonly Meeting[] = [
  { organizer: alice, title: 'Stand-up', day: -35, from: 9, to: 9.5, rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', guests: [yes(bob), yes(carol)], link: 'https://meet.north.example/stand-up' },
  { organizer: alice, title: 'Roadmap review', day: -28, from: 10, to: 11.5, rule: 'FREQ=WEEKLY;INTERVAL=2', guests: [yes(bob), yes(carol), yes(erin)], in: { alice: 'product' }, where: 'Borealis' },
  { organizer: alice, title: '1:1 with Carol', day: -41, from: 16, to: 16.75, rule: 'FREQ=WEEKLY', guests: [yes(carol)] },
  { organizer: alice, title: 'Budget review', day: 2, from: 10, to: 11, guests: [yes(bob)], where: 'Borealis', text: 'Second round: travel and licences' },
  { organizer: alice, title: '1:1 Bob', day: -39, from: 13.75, to: 14.75, rule: 'FREQ=WEEKLY', guests: [yes(bob)] },
  { organizer: alice, title: 'Customer panel', day: -5, from: 16, to: 17, guests: [yes(carol), no(bob), yes(erin)], in: { alice: 'product' } },
  {
    organizer: alice,
    title: 'Pricing workshop',
    day: 8,
    from: 15,
    to: 16.5,
    where: 'Borealis',
    text: 'Bring the numbers of your region. We leave with three prices to test.',
    link: 'https://meet.north.example/pricing',
    guests: [yes(bob), maybe(carol), yes(erin), open(dave), { ...open(frank), optional: true, delivery: '5.3' }, { ...open(grace), optional: true, delivery: '5.2' }],
    in: { alice: 'product' },
  },
  { organizer: carol, title: 'Research readout', day: 2, from: 13, to: 14, guests: [yes(alice), yes(aurora)], in: { alice: 'product', carol: 'research' }, where: 'Aurora' },
  { organizer: carol, title: 'Design critique', day: -27, from: 11.5, to: 12.5, rule: 'FREQ=WEEKLY;INTERVAL=2', guests: [maybe(alice), yes(erin)], in: { alice: 'product' } },
  { organizer: bob, title: 'Sales forecast', day: 1, from: 13, to: 14, guests: [no(alice), yes(dave)], in: { bob: 'finance' } },
  { organizer: dave, title: 'Hand over: Dave', day: -18, from: 16.5, to: 17.5, rule: 'FREQ=WEEKLY', guests: [yes(alice), yes(erin)], link: 'https://meet.south.example/hand-over' },
  { organizer: erin, title: 'Contract call', day: 3, from: 10.5, to: 11.5, showAs: 'tentative', guests: [maybe(alice)], in: { erin: 'partners' } },

  // What waits for Alice.
  { organizer: bob, title: 'Security walk-through', day: 4, from: 11, to: 12, guests: [open(alice), yes(carol)], where: 'Server room, bring your badge', news: ['alice'] },
  { organizer: bob, title: 'Quarterly budget', day: 8, from: 13, to: 14, guests: [open(alice), yes(erin)], in: { bob: 'finance' }, text: 'Please read the draft first.', news: ['alice'] },
  { organizer: carol, title: 'Supplier day', day: 10, from: 9.5, to: 11, rule: 'FREQ=WEEKLY;COUNT=6', guests: [open(alice), open(dave)], where: 'Helsinki, Kalasatama 4', news: ['alice', 'dave'] },
  // What happens while one looks on: see `happenings.ts`.
  { organizer: erin, title: 'Partner sync', day: 2, from: 11.5, to: 12.5, rule: 'FREQ=WEEKLY;COUNT=12', guests: [yes(alice), yes(bob), maybe(carol)], in: { erin: 'partners' }, where: 'Room Tejo' },
  { organizer: erin, title: 'Trade press lunch', day: 11, from: 13, to: 14.5, guests: [yes(alice)], in: { erin: 'partners' }, where: 'Rua Augusta 40' },
]
