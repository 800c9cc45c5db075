import { describe, expect, it } from 'vitest'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import { nudgeLabel, nudgeOf, remindedWords } from './nudge-model.ts'

const zone = 'Europe/Berlin'
const now = Date.parse('2026-11-25T11:00:00+01:00')
const at = (local: string): number => Date.parse(`2026-11-${local}:00+01:00`)
const person = (name: string, remindedUtc?: number): AttendeeView => ({
  address: `${name}@north.example`, name, role: 'required', kind: 'individual', answer: 'needs-action', comment: '', isMe: false, isOrganizer: false, delivery: { code: null, severity: 'ok', text: '', next: [] },
  ...(remindedUtc === undefined ? {} : { remindedUtc }),
})

describe('one reminder a day', () => {
  it('who was reminded today is left out; yesterday is another day, also less than a day ago', () => {
    const nudge = nudgeOf([person('bob'), person('carol', at('25T00:10')), person('dave', at('24T23:50'))], now, zone)
    expect([nudge.due.map((one) => one.name), nudge.recent.map((one) => one.name)]).toEqual([['bob', 'dave'], ['carol']])
    expect(nudgeLabel(nudge)).toBe('Remind 2…')
  })
  it('when all were reminded today the way stays open', () => expect(nudgeLabel(nudgeOf([person('bob', at('25T10:12'))], now, zone))).toBe('Reminded today…'))
  it('with nobody to remind there is nothing to press', () => expect(nudgeLabel(nudgeOf([], now, zone))).toBe(''))
  it.each([
    [at('25T10:12'), 'Reminded today 10:12 · again from tomorrow'],
    [at('24T18:04'), 'Reminded yesterday 18:04'],
    [at('23T18:04'), 'Reminded Mon 18:04'],
    [undefined, ''],
  ])('%s: %s', (remindedUtc, words) => expect(remindedWords(person('bob', remindedUtc), now, zone)).toBe(words))
})
