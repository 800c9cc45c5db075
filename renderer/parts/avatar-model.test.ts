import { describe, expect, it } from 'vitest'
import { hueOf, initialsOf } from './avatar-model.ts'

describe('an avatar', () => {
  const cases = [
    { name: 'Bob Lindqvist', address: 'bob@north.example', initials: 'BL' },
    { name: 'Ana María de la Cruz', address: 'ana@x.example', initials: 'AC' },
    { name: 'Aurora', address: 'aurora@north.example', initials: 'AU' },
    { name: '', address: 'grace@nowhere.example', initials: 'GR' },
    { name: 'Дмитрий Иванов', address: 'd@x.example', initials: 'ДИ' },
    { name: '“Kim” (guest)', address: 'kim@x.example', initials: 'KI' },
    { name: '🦊', address: 'fox@x.example', initials: 'FO' },
  ]
  for (const { name, address, initials } of cases) it(`of “${name || address}” says ${initials}`, () => expect(initialsOf(name, address)).toBe(initials))
  it('wears one hue for one address, however it is spelled', () => expect(hueOf('Bob@North.example')).toBe(hueOf('bob@north.example')))
})
