import { describe, expect, test } from 'vitest'
import { isKnownZone, offsetMsAt, resolveZone, toInstant, toLocal } from './zones.ts'

const iso = (instant: number): string => new Date(instant).toISOString().slice(0, 16)

describe('local time to instant (ICS-5)', () => {
  test.each([
    { name: 'T-R01 gap: offset before it', local: '2026-03-08T02:30:00', zone: 'America/New_York', out: '2026-03-08T07:30' },
    { name: 'T-R02 doubled: the first', local: '2026-11-01T01:30:00', zone: 'America/New_York', out: '2026-11-01T05:30' },
    { name: 'the second after a gap', local: '2026-03-29T03:00:00', zone: 'Europe/Berlin', out: '2026-03-29T01:00' },
    { name: 'half an hour of summer time', local: '2026-10-04T02:30:00', zone: 'Australia/Lord_Howe', out: '2026-10-03T15:30' },
    { name: 'a day that Apia never had', local: '2011-12-30T12:00:00', zone: 'Pacific/Apia', out: '2011-12-30T22:00' },
    { name: 'summer time broken off for Ramadan', local: '2026-03-01T12:00:00', zone: 'Africa/Casablanca', out: '2026-03-01T12:00' },
    { name: 'UTC', local: '2026-03-01T12:00:00', zone: 'UTC', out: '2026-03-01T12:00' },
  ])('$name', ({ local, zone, out }) => expect(iso(toInstant(local, zone))).toBe(out))

  test('and back, for every hour of a year, in zones that jump', () => {
    for (const zone of ['America/New_York', 'Pacific/Apia', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Africa/Casablanca']) {
      for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 3_600_000) {
        const back = toInstant(toLocal(at, zone), zone)
        // A doubled reading comes back as its first instant.
        if (back !== at) expect({ zone, at: iso(at), same: toLocal(back, zone) === toLocal(at, zone) && back < at }).toEqual({ zone, at: iso(at), same: true })
      }
    }
  })
})

test('offsets are what Intl shows, also before 1970 and after 2037', () => {
  for (const zone of ['Europe/Berlin', 'America/Sao_Paulo', 'Africa/Cairo', 'Asia/Kathmandu']) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    for (let at = Date.UTC(1890, 0, 1, 12); at < Date.UTC(2060, 0, 1); at += 97 * 86_400_000) {
      const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
      const shown = Date.UTC(parts['year'] as number, (parts['month'] as number) - 1, parts['day'], parts['hour'], parts['minute'], parts['second'])
      expect({ zone, at, offset: offsetMsAt(zone, at) }).toEqual({ zone, at, offset: shown - at })
    }
  }
})

describe('names of zones (ICS-11)', () => {
  test.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['US/Eastern', 'US/Eastern'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['w. europe standard time', 'Europe/Berlin'],
    ['Pacific Standard Time', 'America/Los_Angeles'],
    ['/mozilla.org/20050126_1/America/New_York', 'America/New_York'],
    ['/mozilla.org/20050126_1/America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
    ['/freeassociation.sourceforge.net/Tzfile/Europe/Paris', 'Europe/Paris'],
    ['/freeassociation.sourceforge.net/Europe/Paris', 'Europe/Paris'],
    ['/softwarestudio.org/Olson_20011030_5/America/Chicago', 'America/Chicago'],
    ['"Europe/Paris"', 'Europe/Paris'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'Europe/Amsterdam'],
    ['(GMT-05:00) Eastern Time (US & Canada)', 'America/New_York'],
    ['(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi', 'Asia/Kolkata'],
    ['(UTC) Coordinated Universal Time', 'UTC'],
    ['GMT', 'UTC'],
    ['Z', 'UTC'],
    ['Customized Time Zone', null],
    ['+01:00', null],
    ['', null],
    ['(UTC+09:00) Amsterdam', null],
  ])('%s → %s', (name, zone) => expect(resolveZone(name)).toBe(zone))

  test('what Intl cannot show is not known', () => expect(['Europe/Berlin', 'Nowhere/City', '+01:00', 'W. Europe Standard Time'].map(isKnownZone)).toEqual([true, false, false, false]))
})
