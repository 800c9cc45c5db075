import { expect, test } from 'vitest'
import { must } from '../../../shared/model/result.ts'
import { freeStarts, suggestTimes } from '../../../shared/freebusy/suggest.ts'
import { tradeOffs } from '../../../shared/freebusy/trade-offs.ts'
import { openHoursOf, searchFor, usualWish } from '../../state/free-search.ts'
import { askedPeople, meetingPeople } from '../../state/meeting-people.ts'
import { schedulingAnswers, storyDraft, storyNow, storyZone } from '../../testing/scheduling-story.ts'
import { timesFor, type Times, type TimesQuestion } from './use-times.ts'

const draft = storyDraft()
const me = { address: 'alice@north.example', name: 'Alice Hartmann' }
const usualHours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1_080 }
const window = { startUtc: storyNow, endUtc: storyNow + 2 * 86_400_000 }
const asked = askedPeople(draft, me)
const { rows } = must(schedulingAnswers()['free-busy'], 'answers')({ people: asked, window, accountId: null, exceptObjectId: null })
const people = meetingPeople({ draft, me, rows, window, usualHours, zone: storyZone })
const searchOf = (durationMin: number) => searchFor({ people, wish: usualWish, durationMin, window, zone: storyZone, mine: usualHours, assumedFree: new Set(), limit: 5 })

function run(question: TimesQuestion): { readonly steps: number; readonly times: Times } {
  const going = timesFor(question)
  for (let steps = 0; ; steps++) {
    const step = going.next()
    if (step.done) return { steps, times: step.value }
  }
}

test('what is found in steps is what one search finds', () => {
  const search = searchOf(30)
  const { times } = run({ search, wide: search, people, knownUntilUtc: window.endUtc })
  expect(times.found.length).toBeGreaterThan(0)
  expect([times.found, times.offers, times.free]).toEqual([suggestTimes(search), [], freeStarts(search)])
})

test('where nothing fits, what would is searched one at a time with a pause before each', () => {
  const search = searchOf(480)
  const { steps, times } = run({ search, wide: search, people, knownUntilUtc: window.endUtc + 86_400_000 })
  const offers = tradeOffs({ search, openHours: openHoursOf(people), knownUntilUtc: window.endUtc + 86_400_000 })
  expect(times.found).toEqual([])
  expect(offers.length).toBeGreaterThan(0)
  expect(times.offers).toEqual(offers)
  expect(steps).toBeGreaterThan(offers.length)
})

test('of a series only the free starts are looked up: its dates are searched elsewhere', () => {
  const wide = searchOf(60)
  const { times } = run({ search: null, wide, people, knownUntilUtc: window.endUtc })
  expect([times.found, times.offers, times.free]).toEqual([[], [], freeStarts(wide)])
})
