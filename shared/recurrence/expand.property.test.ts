import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { expect, test } from 'vitest'
import type { Interval } from '../model/time.ts'
import { basicDateTime, dayMs } from '../time/civil.ts'
import { clockOf } from '../time/zones.ts'
import { isIcalProblem, scanObject } from '../ical/scan.ts'
import { expandOccurrences, layOutOccurrences } from './expand.ts'
import { periodsOf, readRule } from './rule.ts'

/** The quick way of `rule.ts` must say what rrule-temporal says, for every plain shape; a failing run prints its seed. */
const seed = Number(Date.UTC(2026, 10, 22) / 1_000)

const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
const list = <T>(one: fc.Arbitrary<T>, max = 4): fc.Arbitrary<string> => fc.uniqueArray(one, { minLength: 1, maxLength: max }).map((all) => all.join(','))
const nthDay = fc.tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -5), weekday).map(([nth, day]) => `${nth}${day}`)
const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }))
const month = fc.integer({ min: 1, max: 12 })

const shape = fc.oneof(
  fc.constant('FREQ=DAILY'),
  fc.constant('FREQ=WEEKLY'),
  fc.tuple(list(weekday, 7), fc.constantFrom('', ';WKST=SU', ';WKST=MO', ';WKST=WE')).map(([days, start]) => `FREQ=WEEKLY;BYDAY=${days}${start}`),
  fc.constant('FREQ=MONTHLY'),
  list(monthDay).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
  list(nthDay, 3).map((days) => `FREQ=MONTHLY;BYDAY=${days}`),
  fc.constant('FREQ=YEARLY'),
  list(month).map((months) => `FREQ=YEARLY;BYMONTH=${months}`),
  fc.tuple(list(month), list(monthDay)).map(([months, days]) => `FREQ=YEARLY;BYMONTH=${months};BYMONTHDAY=${days}`),
  fc.tuple(list(month), list(nthDay, 2)).map(([months, days]) => `FREQ=YEARLY;BYMONTH=${months};BYDAY=${days}`),
)

const series = fc.record({
  shape,
  interval: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 2, arbitrary: fc.integer({ min: 2, max: 13 }) }),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe', 'America/Sao_Paulo'),
  // Half the times lie where clocks jump.
  startDay: fc.integer({ min: Date.UTC(2015, 0, 1) / dayMs, max: Date.UTC(2026, 0, 1) / dayMs }),
  startMinute: fc.oneof(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 12 }).map((n) => n * 15)),
  end: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 1, max: 60 }).map((count) => ({ count })),
    fc.integer({ min: 0, max: 2_000 }).map((untilDays) => ({ untilDays })),
  ),
  windowDay: fc.integer({ min: -100, max: 4_000 }),
  windowDays: fc.integer({ min: 1, max: 900 }),
})

/** Runs and singles, written out again as instances: a store that keeps those must be able to give these. */
function laidOut(text: string, window: Interval): readonly string[] {
  const scanned = scanObject(text)
  if (isIcalProblem(scanned)) return []
  const { runs, singles } = layOutOccurrences(scanned, window, { floatingZone: 'UTC' })
  const dates = runs.flatMap((run) => run.starts.map((start): [number, string] => [start, `${basicDateTime(start)}Z ${start} ${start + run.durationMs}`]))
  const others = singles.map((one): [number, string] => [one.startUtc, `${one.recurrenceId} ${one.startUtc} ${one.endUtc}`])
  return [...dates, ...others].sort(([a], [b]) => a - b).map(([, line]) => line)
}

test('plain rules give what rrule-temporal gives', () => {
  let compared = 0
  fc.assert(
    fc.property(series, ({ shape: rule, interval, zone, startDay, startMinute, end, windowDay, windowDays }) => {
      const wallMs = startDay * dayMs + startMinute * 60_000
      const startUtc = clockOf(zone).toInstant(wallMs)
      // DTSTART in a gap has no one meaning in the engine; ours is tested by table.
      fc.pre(clockOf(zone).resolve(wallMs) !== null)
      const text = `${rule}${interval > 1 ? `;INTERVAL=${interval}` : ''}${end === null ? '' : 'count' in end ? `;COUNT=${end.count}` : `;UNTIL=${basicDateTime(startUtc + end.untilDays * dayMs)}Z`}`
      expect(periodsOf(readRule(text) as NonNullable<ReturnType<typeof readRule>>, startDay)).not.toBeNull()

      const dtstart = zone === 'UTC' ? `DTSTART:${basicDateTime(wallMs)}Z` : `DTSTART;TZID=${zone}:${basicDateTime(wallMs)}`
      const window = { startUtc: startUtc + windowDay * dayMs, endUtc: startUtc + (windowDay + windowDays) * dayMs }
      const object = `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u\r\n${dtstart}\r\nRRULE:${text}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`
      const ours = expandOccurrences(object, window, { floatingZone: 'UTC' })
      const engine = new RRuleTemporal({ rruleString: `${dtstart}\nRRULE:${text}`, cache: false })
      const theirs = new Set(engine.between(new Date(window.startUtc), new Date(window.endUtc - 1), true).map((at) => at.epochMilliseconds))
      if (startUtc >= window.startUtc && startUtc < window.endUtc) theirs.add(startUtc)
      const anHour = object.replace('RRULE:', 'DURATION:PT1H\r\nRRULE:')
      expect(laidOut(anHour, window)).toEqual(expandOccurrences(anHour, window, { floatingZone: 'UTC' }).instances.map((one) => `${one.recurrenceId} ${one.startUtc} ${one.endUtc}`))
      expect({ text, dtstart, starts: ours.instances.map((one) => one.startUtc) }).toEqual({ text, dtstart, starts: [...theirs].sort((a, b) => a - b) })
      compared += theirs.size
    }),
    { seed, numRuns: 1_500 },
  )
  expect(compared).toBeGreaterThan(5_000)
}, 120_000)
