import { describe, expect, it } from 'vitest'
import { holdOptions, timeOptions, withCurrent, zoneOptions } from './settings-model.ts'

describe('settings', () => {
  it('a value set elsewhere stays and is shown', () => {
    expect(withCurrent(holdOptions, '42', '42 seconds')).toContainEqual({ value: '42', label: '42 seconds' })
    expect(withCurrent(holdOptions, '10', '10 seconds')).toBe(holdOptions)
  })
  it('offers every half hour of the day', () => expect([timeOptions[0]!.label, timeOptions[17]!.label, timeOptions[48]!.label]).toEqual(['00:00', '08:30', '24:00']))
  it('offers no zone first, then those the browser knows', () => {
    const options = zoneOptions('None')
    expect(options[0]).toEqual({ value: '', label: 'None' })
    expect(options.map((option) => option.value)).toContain('Europe/Berlin')
  })
})
