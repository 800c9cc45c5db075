import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BusyKind, BusySpan } from '../model/busy.ts'
import { offHoursIn } from './hours.ts'
import { publishedWindow, whatIsPublished, type PublishRules } from './publish.ts'
import { readFreeBusy, writeFreeBusy } from './vfreebusy.ts'

const hours = { days: [1, 2, 3, 4, 5], startMin: 540, endMin: 1020, zone: 'Europe/Berlin' }
const asItIs: PublishRules = { roundMin: 0, tentative: 'tentative', away: 'unavailable', offHours: false }
const at = (text: string): number => Date.parse(`${text}:00Z`)
const span = (from: string, to: string, kind: BusyKind): BusySpan => ({ startUtc: at(from), endUtc: at(to), kind })
const window = { startUtc: at('2026-11-23T00:00'), endUtc: at('2026-11-24T00:00') }
const nights = (offHours: boolean, zone: string): BusySpan[] => (offHours ? offHoursIn({ ...hours, zone }, window).map((i) => ({ ...i, kind: 'unavailable' as const })) : [])
const said = (busy: readonly BusySpan[], rules: Partial<PublishRules> = {}, zone = hours.zone): string[] =>
  whatIsPublished(busy, { window, rules: { ...asItIs, ...rules }, zone, away: nights(rules.offHours ?? false, zone) })
    .filter(({ kind }) => kind !== 'free')
    .map(({ startUtc, endUtc, kind }) => `${new Date(startUtc).toISOString().slice(11, 16)}–${new Date(endUtc).toISOString().slice(11, 16)} ${kind}`)

describe('FBP-2: the window', () => {
  it.each([
    ['yesterday to sixty days ahead', 'Europe/Berlin', '2026-11-22T15:00', '2026-11-20T23:00', '2027-01-21T23:00'],
    ['days are mine, also where it is tomorrow already', 'Pacific/Auckland', '2026-11-22T15:00', '2026-11-21T11:00', '2027-01-22T11:00'],
  ])('%s', (_, zone, now, from, to) => {
    expect(publishedWindow({ backDays: 1, aheadDays: 60 }, at(now), zone)).toEqual({ startUtc: at(from), endUtc: at(to) })
  })
})

describe('FBP-4: what others may know', () => {
  const busy = [span('2026-11-23T09:10', '2026-11-23T09:50', 'busy'), span('2026-11-23T11:00', '2026-11-23T12:00', 'tentative'), span('2026-11-23T14:00', '2026-11-23T16:00', 'unavailable')]
  it.each<[string, Partial<PublishRules>, string[]]>([
    ['as it is', {}, ['09:10–09:50 busy', '11:00–12:00 tentative', '14:00–16:00 unavailable']],
    ['in half hours', { roundMin: 30 }, ['09:00–10:00 busy', '11:00–12:00 tentative', '14:00–16:00 unavailable']],
    ['busy and nothing finer', { tentative: 'busy', away: 'busy' }, ['09:10–09:50 busy', '11:00–12:00 busy', '14:00–16:00 busy']],
    ['without what is not promised', { tentative: 'leave-out' }, ['09:10–09:50 busy', '14:00–16:00 unavailable']],
    ['with nights', { offHours: true }, ['00:00–08:00 unavailable', '09:10–09:50 busy', '11:00–12:00 tentative', '14:00–00:00 unavailable']],
    ['nights as busy time', { offHours: true, away: 'busy', roundMin: 60 }, ['00:00–08:00 busy', '09:00–10:00 busy', '11:00–12:00 tentative', '14:00–00:00 busy']],
  ])('%s', (_, rules, expected) => expect(said(busy, rules)).toEqual(expected))

  it('steps are hours of my clocks, not of UTC', () => {
    expect(said([span('2026-11-23T09:10', '2026-11-23T09:20', 'busy')], { roundMin: 60 }, 'Asia/Kolkata')).toEqual(['08:30–09:30 busy'])
  })
  it('neighbours that touch after rounding are one', () => {
    expect(said([span('2026-11-23T09:00', '2026-11-23T09:20', 'busy'), span('2026-11-23T09:40', '2026-11-23T10:10', 'busy')], { roundMin: 30 })).toEqual(['09:00–10:30 busy'])
  })
})

describe('property', () => {
  const kinds: readonly BusyKind[] = ['free', 'tentative', 'busy', 'unavailable']
  const spans = fc.array(fc.record({ start: fc.integer({ min: -120, max: 1560 }), length: fc.integer({ min: 1, max: 400 }), kind: fc.constantFrom(...kinds) }), { maxLength: 12 })
  const rules = fc.record({ roundMin: fc.constantFrom(0, 15, 30, 60), tentative: fc.constantFrom('tentative' as const, 'busy' as const, 'leave-out' as const), away: fc.constantFrom('unavailable' as const, 'busy' as const), offHours: fc.boolean() })

  it('FBP-4: what is firm is never published as free, and a reader understands exactly what was meant', () => {
    fc.assert(
      fc.property(spans, rules, fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns'), (list, chosen, zone) => {
        const busy = list.map(({ start, length, kind }): BusySpan => ({ startUtc: window.startUtc + start * 60_000, endUtc: window.startUtc + (start + length) * 60_000, kind }))
        const published = whatIsPublished(busy, { window, rules: chosen, zone, away: nights(chosen.offHours, zone) })
        const firm = busy.filter(({ kind }) => kind === 'busy' || kind === 'unavailable' || (kind === 'tentative' && chosen.tentative !== 'leave-out'))
        for (const { startUtc, endUtc, kind } of published) if (kind === 'free') expect(firm.some((f) => f.startUtc < endUtc && startUtc < f.endUtc)).toBe(false)
        const read = readFreeBusy(writeFreeBusy({ window, spans: published, nowUtc: 0, method: 'PUBLISH', organizer: 'mailto:me@north.example', uid: 'u', url: 'https://h/me.ifb' }), window)
        expect(read.ok && read.value.spans).toEqual(published)
      }),
      { seed: 20261122 },
    )
  })
})
