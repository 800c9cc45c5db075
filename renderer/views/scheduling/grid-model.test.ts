import { describe, expect, it } from 'vitest'
import { must } from '../../../shared/model/result.ts'
import { schedulingAnswers, storyDraft, storyNow, storyZone } from '../../testing/scheduling-story.ts'
import { askedPeople, countsOf, groupPeople, localTimeOf, meetingPeople, nextFreeOf, nextRole, reportFor, reportsAt, withPeople, type MeetingPerson } from '../../state/meeting-people.ts'
import { otherClocks, personLine } from '../../state/people-lines.ts'
import { suggestTimes } from '../../../shared/freebusy/suggest.ts'
import { searchFor, usualWish } from '../../state/free-search.ts'
import { makeAxis } from './axis.ts'
import { gridItems, hitsOf, trackOf } from './grid-model.ts'
import { cardOf } from './suggestions-model.ts'

const me = { address: 'alice@north.example', name: 'Alice Hartmann' }
const draft = storyDraft()
const at = (iso: string): number => Date.parse(iso)
const window = { startUtc: at('2026-10-12T22:00Z'), endUtc: at('2026-10-28T23:00Z') }
const slot = { startUtc: at('2026-10-14T13:00Z'), endUtc: at('2026-10-14T14:30Z') }
const usualHours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_080 }
const peopleOf = (differ = false): MeetingPerson[] => {
  const asked = askedPeople(draft, me)
  const { rows } = must(schedulingAnswers({ sourcesDiffer: differ })['free-busy'], 'answers')({ people: asked, window, accountId: null, exceptObjectId: null })
  return meetingPeople({ draft, me, rows, window, usualHours, zone: storyZone })
}
const people = peopleOf()
const named = (name: string): MeetingPerson => must(people.find((person) => person.name === name), name)

describe('who is asked', () => {
  it('me first, nobody twice, whatever the spelling', () => {
    expect(askedPeople(draft, me).map((person) => person.address).slice(0, 2)).toEqual(['alice@north.example', 'bob@north.example'])
    const twice = { ...draft, attendees: [...draft.attendees, { ...draft.attendees[0]!, address: 'Alice@North.example' }] }
    expect(askedPeople(twice, me).filter((person) => person.address.toLowerCase() === me.address)).toHaveLength(1)
  })
  it('a person without an answer is being asked, not free', () => {
    const [first] = meetingPeople({ draft, me, rows: [], window, usualHours, zone: storyZone })
    expect(reportFor(must(first, 'first'), slot).state).toBe('asking')
  })
  it('the first person invited makes it a meeting of mine; nobody is invited twice', () => {
    const plain = { ...draft, organizer: null, attendees: [] }
    const added = withPeople(plain, [{ address: 'x@y.example', name: 'X' }, { address: 'X@y.example', name: '' }, { address: me.address, name: '' }], me.address)
    expect([added.organizer, added.attendees.map((attendee) => attendee.address)]).toEqual([me.address, ['x@y.example']])
    expect(withPeople(added, [{ address: 'x@y.example', name: 'X' }], me.address)).toBe(added)
  })
})

describe('the grid at Wed 15:00–16:30', () => {
  it('the counts of the bubble name every kind, rooms apart', () => {
    expect(countsOf(people, reportsAt(people, slot))).toMatchObject({ free: 6, tentative: 1, unknown: 1, asking: 1, busy: 0 })
  })
  it('groups with their own counts', () => {
    expect(groupPeople(people, reportsAt(people, slot)).map((view) => [view.group, view.people.length, view.summary])).toEqual([
      ['required', 6, '5 free · 1 tentative'],
      ['optional', 3, '1 free · 1 unknown · 1 asking'],
      ['rooms', 2, '1 free · 1 busy'],
    ])
  })
  it('the clock of each person, with its shift of day', () => {
    expect(['Dave Okafor', 'Carol Nguyen', 'Heidi Tanaka', 'Alice Hartmann'].map((name) => localTimeOf(named(name), slot.startUtc, storyZone))).toEqual([
      { text: '09:00', shift: '', offHours: false },
      { text: '16:00', shift: '', offHours: false },
      { text: '02:00', shift: '+1', offHours: true },
      { text: '15:00', shift: '', offHours: false },
    ])
    expect([localTimeOf(named('Grace Kim'), slot.startUtc, storyZone), localTimeOf(named('Aurora'), slot.startUtc, storyZone)]).toEqual([null, null])
  })
  it('every other clock once', () => {
    const lines = people.map((person) => personLine(person, slot, storyZone, storyNow))
    expect(otherClocks(lines).map((clock) => `${clock.text}${clock.shift} ${clock.cities}`)).toEqual(['16:00 Helsinki', '09:00 New York', '14:00 Lisbon, London', '02:00+1 Auckland'])
    expect(lines.find((line) => line.person.name === 'Carol Nguyen')?.detail).toBe('tentative 15:15–16:00')
    expect(lines.find((line) => line.person.name === 'Grace Kim')).toMatchObject({ detail: 'unknown: server refused', tone: 'warn', city: '' })
  })
  it('when a person is next free, inside their hours', () => {
    expect(nextFreeOf(named('Bob Lindqvist'), { startUtc: at('2026-10-14T14:30Z'), endUtc: at('2026-10-14T15:30Z') })).toBe(at('2026-10-14T15:00Z'))
    expect(nextFreeOf(named('Grace Kim'), slot)).toBeNull()
    expect(nextFreeOf(named('Bob Lindqvist'), slot)).toBeNull()
  })
  it('a role goes round', () => {
    expect(['required', 'optional', 'non-participant', 'chair'].map((role) => nextRole(role as 'required'))).toEqual(['optional', 'non-participant', 'required', 'optional'])
  })
})

describe('what a row draws', () => {
  const axis = makeAxis({ fromDate: '2026-10-14', days: 2, zone: storyZone, zoom: 2, visible: { startMin: 420, endMin: 1_200 } })
  it('nothing known: the whole row says why, and nothing is drawn as free', () => {
    expect(trackOf(named('Grace Kim'), axis)).toMatchObject({ blocks: [], veil: { kind: 'unknown', text: 'nowhere.example refused the question, so nothing is known' } })
    expect(trackOf(named('Heidi Tanaka'), axis).veil).toEqual({ kind: 'asking', text: 'Waiting for south.example' })
  })
  it('time behind the end of a URL is hatched with its reason', () => {
    const holes = trackOf(named('Frank Castellano'), axis).blocks.filter((block) => block.kind === 'unknown')
    expect(holes.map((block) => block.title)).toEqual(['URL ends Wed 14 Oct'])
    expect(holes[0]!.x + holes[0]!.width).toBe(axis.width)
  })
  it('my own events have titles, others never', () => {
    const mine = trackOf(named('Alice Hartmann'), axis).blocks
    expect(mine.map((block) => block.kind).every((kind) => kind === 'mine' || kind === 'mine-tentative')).toBe(true)
    expect(mine.some((block) => block.title === 'Budget review')).toBe(true)
    expect(trackOf(named('Bob Lindqvist'), axis).blocks.every((block) => block.title === '')).toBe(true)
  })
  it('a block of a required person under the bar is a hit; tentative and optional are not', () => {
    const early = { startUtc: at('2026-10-14T07:30Z'), endUtc: at('2026-10-14T08:30Z') }
    expect(hitsOf(named('Bob Lindqvist'), reportFor(named('Bob Lindqvist'), early), axis)).toHaveLength(1)
    expect(hitsOf(named('Carol Nguyen'), reportFor(named('Carol Nguyen'), slot), axis)).toEqual([])
    expect(hitsOf(named('Frank Castellano'), reportFor(named('Frank Castellano'), { startUtc: at('2026-10-14T08:30Z'), endUtc: at('2026-10-14T09:30Z') }), axis)).toEqual([])
  })
  it('collapsed groups keep their head; compared people show each source', () => {
    const differing = peopleOf(true)
    const groups = groupPeople(differing, reportsAt(differing, slot))
    const items = gridItems(groups, new Set(['optional'] as const), new Set(['bob@north.example']))
    expect(items.filter((item) => item.kind === 'person')).toHaveLength(8)
    expect(items.flatMap((item) => (item.kind === 'source' ? [item.answer.source.label] : []))).toEqual(['north.example', 'bob.example'])
  })
})

describe('times that work', () => {
  const found = suggestTimes(searchFor({ people, wish: usualWish, durationMin: 90, window: { startUtc: at('2026-10-14T06:00Z'), endUtc: window.endUtc }, zone: storyZone, mine: usualHours, assumedFree: new Set(), limit: 5 }))
  const cards = found.map((one) => cardOf(one, people, storyZone))
  it('say the time, who is free, and the hardest clock of a required person', () => {
    expect(cards[0]).toMatchObject({ day: 'Wed 14 Oct', time: '14:30–16:00', far: '08:30 New York', counts: '6 free · 1 tentative · 1 unknown · 1 asking', reason: 'Carol tentative' })
    expect(cards[0]?.glyphs.required).toEqual(['free', 'free', 'tentative', 'free', 'free', 'free'])
  })
  it('no required person is busy in any of them, and one room is free', () => {
    for (const card of cards) {
      expect(card.glyphs.required).not.toContain('busy')
      expect(card.glyphs.required).not.toContain('away')
      expect(card.glyphs.rooms).toContain('free')
    }
  })
  it('a person taken as free for this search no longer costs anything, and is still counted as unknown', () => {
    const search = searchFor({ people, wish: { ...usualWish, unknownAs: 'busy' }, durationMin: 90, window, zone: storyZone, mine: usualHours, assumedFree: new Set(['grace@nowhere.example']), limit: 5 })
    expect(search.rows.find((row) => row.address === 'grace@nowhere.example')?.spans[0]?.kind).toBe('free')
    expect(cards[0]?.counts).toContain('1 unknown')
  })
  it('only what nobody knows is taken as free: what is known to be busy stays', () => {
    const bob = named('Bob Lindqvist')
    const early = { startUtc: window.startUtc - 86_400_000, endUtc: window.endUtc }
    const rows = searchFor({ people, wish: usualWish, durationMin: 90, window: early, zone: storyZone, mine: usualHours, assumedFree: new Set([bob.address]), limit: 5 }).rows
    const spans = rows.find((row) => row.address === bob.address)?.spans ?? []
    expect(spans.filter((span) => span.kind !== 'free')).toEqual(bob.answered.spans.filter((span) => span.kind !== 'free' && span.kind !== 'unknown'))
    expect(spans.some((span) => span.kind === 'busy')).toBe(true)
    expect([spans[0]?.kind, spans[0]?.startUtc]).toEqual(['free', early.startUtc])
    expect(spans.every((span, i) => i === 0 || span.startUtc === spans[i - 1]?.endUtc)).toBe(true)
  })
})
