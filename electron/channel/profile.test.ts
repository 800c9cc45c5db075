import { expect, test } from 'vitest'
import { profileDir } from './profile.ts'

test.each([
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/parley/work'],
  ['linux', { PARLEY_HOME: '/portable' }, '/portable/work'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Parley/work'],
] as const)('on %s with %j the profile lies in %s', (platform, env, dir) => {
  expect(profileDir('work', platform, env)).toBe(dir)
})

test.each(['..', '../x', 'a/b', '', '.hidden'])('%j is refused as a profile name', (name) => {
  expect(() => profileDir(name, 'linux', { PARLEY_HOME: '/portable' })).toThrow()
})
