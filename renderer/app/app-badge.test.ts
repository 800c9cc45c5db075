import { expect, it } from 'vitest'
import { badgeText } from './app-badge.ts'

it.each([
  [1, '1'],
  [9, '9'],
  [10, '9+'],
])('%i waiting is written %s on the icon', (count, text) => expect(badgeText(count)).toBe(text))
