import { describe, expect, it } from 'vitest'
import { dayWithYear, longDay, momentInSentence, momentInWords, shortDate, spanInWords, zoneCity } from './dates.ts'

const berlin = 'Europe/Berlin'
const at = (iso: string): number => Date.parse(iso)

describe('pieces of dates', () => {
  it('days, short and long, without commas', () => {
    expect([longDay('2026-10-14'), dayWithYear('2026-10-14'), shortDate('2026-10-14')]).toEqual(['Wed 14 October', 'Wed 14 Oct 2026', '14 Oct'])
  })
  it('a span shows its times, an all-day one its days', () => {
    const timed = { startUtc: at('2026-10-14T13:00Z'), endUtc: at('2026-10-14T14:30Z') }
    expect(spanInWords({ ...timed, startDate: null }, berlin)).toBe('Wed 14 Oct, 15:00–16:30')
    expect(spanInWords({ ...timed, startDate: '2026-10-14', endDate: '2026-10-15' }, berlin)).toBe('Wed 14 Oct, all day')
    expect(spanInWords({ ...timed, startDate: '2026-10-14', endDate: '2026-10-17' }, berlin)).toBe('Wed 14 Oct – Fri 16 Oct, all day')
  })
  it('zones by their city', () => {
    expect(['America/New_York', 'UTC', 'America/Argentina/Buenos_Aires'].map(zoneCity)).toEqual(['New York', 'UTC', 'Buenos Aires'])
  })
  it('moments are nearer in words the nearer they are', () => {
    const now = at('2026-10-14T08:00Z')
    expect(['2026-10-14T07:43Z', '2026-10-13T07:43Z', '2026-10-12T16:04Z', '2026-10-02T07:40Z'].map((iso) => momentInWords(at(iso), now, berlin))).toEqual([
      'Today 09:43', 'Yesterday 09:43', 'Mon 18:04', '2 Oct 09:40',
    ])
    expect(['2026-10-14T07:43Z', '2026-10-13T07:43Z', '2026-10-12T16:04Z'].map((iso) => momentInSentence(at(iso), now, berlin))).toEqual(['today 09:43', 'yesterday 09:43', 'Mon 18:04'])
  })
})
