import { expect, it } from 'vitest'
import { kindsMeant } from './kinds.ts'

it.each([
  ['room', ['room']],
  ['roo', ['room']],
  ['raum', ['room']],
  ['ressource', ['resource']],
  ['team', ['group']],
  ['ro', []],
  ['rooms-at-large', []],
  ['aurora', []],
  ['', []],
])('%s means %j', (word, kinds) => expect(kindsMeant(word)).toEqual(kinds))
