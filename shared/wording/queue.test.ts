import { expect, it } from 'vitest'
import { intentOf } from './queue.ts'

it.each([
  [5, ['Aurora'], 'Invite 5 people and Aurora to “Kick-off”'],
  [1, ['Aurora', 'Borealis'], 'Invite 1 person, Aurora and Borealis to “Kick-off”'],
  [0, ['Aurora'], 'Invite Aurora to “Kick-off”'],
  [2, ['A', 'B', 'C'], 'Invite 2 people and 3 rooms to “Kick-off”'],
] as const)('a room is no person: %i and %j', (invited, rooms, words) => expect(intentOf({ kind: 'create', title: 'Kick-off', invited, rooms })).toBe(words))
