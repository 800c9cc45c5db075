import { expect, it } from 'vitest'
import type { BusyRow } from '../contract/freebusy.ts'
import { doubtNotes, previewWhy } from './send-preview.ts'

type Code = NonNullable<BusyRow['reason']>['code']
type Kind = BusyRow['source']['kind']

const window = { startUtc: 0, endUtc: 1 }
const row = (address: string, ...answers: [Kind, string, Code | null][]): BusyRow => {
  const sources = answers.map(([kind, label, code]) => ({ source: { kind, label }, askedAtUtc: 0, coverage: code === null ? window : null, reason: code === null ? null : { code, text: '' }, spans: [] }))
  const rest = { name: '', kind: 'individual', isMe: false, state: 'unknown', sourcesDiffer: false, zone: null, workingHours: null, titles: [], freebusyUrl: null } as const
  return { address, ...rest, titles: [], ...(sources[0] ?? { source: { kind: 'none', label: '' }, askedAtUtc: null, coverage: null, reason: null, spans: [] }), sources }
}
const grace = { address: 'grace@nowhere.example', name: 'Grace' }
const bob = { address: 'bob@north.example', name: 'Bob' }

it.each<{ name: string; people: (typeof grace)[]; rows: BusyRow[]; notes: string[] }>([
  { name: 'their server cannot be reached', people: [grace], rows: [row('Grace@nowhere.example', ['other-server', 'nowhere.example', 'unreachable'])], notes: ['May not arrive: nowhere.example cannot be reached'] },
  { name: 'among others, who is meant is named', people: [bob, grace], rows: [row(bob.address, ['outbox', 'north.example', null]), row(grace.address, ['other-server', 'nowhere.example', 'unknown-user'])], notes: ['Grace: may not arrive, no way to this address at nowhere.example is known'] },
  { name: 'unknown at one’s own server', people: [bob], rows: [row(bob.address, ['outbox', 'north.example', 'unknown-user'])], notes: ['May not arrive: north.example does not know this address'] },
  { name: 'one’s own server is away: the message waits', people: [bob], rows: [row(bob.address, ['outbox', 'north.example', 'unreachable'])], notes: [] },
  { name: 'a freebusy URL says nothing of messages', people: [grace], rows: [row(grace.address, ['fburl', 'nowhere.example', 'unreachable'])], notes: [] },
  { name: 'another server knows them', people: [grace], rows: [row(grace.address, ['other-server', 'nowhere.example', 'unreachable'], ['outbox', 'nowhere.example', null])], notes: [] },
  { name: 'silence and refusals say nothing', people: [grace], rows: [row(grace.address, ['other-server', 'nowhere.example', 'refused'])], notes: [] },
  { name: 'nobody asked', people: [grace], rows: [], notes: [] },
])('doubt about a message: $name', ({ people, rows, notes }) => expect(doubtNotes(people, rows)).toEqual(notes))

it.each<[readonly string[], string]>([
  [['Fri 11 Dec'], 'Fri 11 Dec is called off, the other dates stay. They get an update; their answers stay.'],
  [['Fri 11 Dec', 'Fri 18 Dec'], 'Fri 11 Dec and Fri 18 Dec are called off, the other dates stay. They get an update; their answers stay.'],
  [['a', 'b', 'c'], '3 dates are called off, the others stay. They get an update; their answers stay.'],
  [[], 'The repeat changes. They get an update; their answers stay.'],
])('T-I45 dates taken out of a series are named: %j', (calledOff, words) =>
  expect(previewWhy('update', { host: 'h', canSchedule: true, canMail: false, way: 'server', isSwallowed: false, isGroup: false, isChosen: false, isMinor: false, mailFrom: '', deleted: false, changes: [{ field: 'repeat', before: '', after: '' }], calledOff })).toBe(words))
