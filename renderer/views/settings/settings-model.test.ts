import { describe, expect, it } from 'vitest'
import { storyApp } from '../../testing/story.ts'
import { holdOptions, timeOptions, withCurrent, withWorkTime, zoneOptions } from './settings-model.ts'

describe('settings', () => {
  const cases = [
    { name: 'an end after the start is taken as it is', change: { endMin: 960 }, out: { workStartMin: 540, workEndMin: 960 } },
    { name: 'a start past the end takes the end along', change: { startMin: 1_200 }, out: { workStartMin: 1_200, workEndMin: 1_230 } },
    { name: 'an end before the start takes the start along', change: { endMin: 300 }, out: { workStartMin: 270, workEndMin: 300 } },
    { name: 'work cannot start at the end of the day', change: { startMin: 1_440 }, out: { workStartMin: 1_410, workEndMin: 1_440 } },
    { name: 'work cannot end at its beginning', change: { endMin: 0 }, out: { workStartMin: 0, workEndMin: 30 } },
  ]
  for (const { name, change, out } of cases) it(name, () => expect(withWorkTime(storyApp.settings, change)).toEqual(out))
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
