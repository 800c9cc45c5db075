import { describe, expect, it } from 'vitest'
import { looksLikeAddress, parsePeople } from './people-picker-model.ts'

describe('parsePeople', () => {
  const cases = [
    { name: 'a bare address', in: 'bob@north.example', people: [['', 'bob@north.example']], rest: '' },
    { name: 'a name with its address', in: 'Bob Lindqvist <bob@north.example>', people: [['Bob Lindqvist', 'bob@north.example']], rest: '' },
    { name: 'a quoted name with a comma', in: '"Lindqvist, Bob" <bob@north.example>; carol@north.example', people: [['Lindqvist, Bob', 'bob@north.example'], ['', 'carol@north.example']], rest: '' },
    { name: 'words that are no address stay', in: 'carol, dave@south.example', people: [['', 'dave@south.example']], rest: 'carol' },
    { name: 'lines of a pasted list', in: 'a@x.example\nb@y.example\n', people: [['', 'a@x.example'], ['', 'b@y.example']], rest: '' },
    { name: 'a calendar address', in: 'mailto:a@x.example', people: [['', 'a@x.example']], rest: '' },
    { name: 'nothing', in: '  ', people: [], rest: '' },
  ]
  it.each(cases)('$name', (c) => {
    const parsed = parsePeople(c.in)
    expect(parsed.people.map((p) => [p.name, p.address])).toEqual(c.people)
    expect(parsed.rest).toBe(c.rest)
  })
})

it('looksLikeAddress wants one @ with something on both sides', () => {
  expect(['a@b', 'a@', '@b', 'a b@c', 'a@b@c', 'grace@nowhere.example'].map(looksLikeAddress)).toEqual([true, false, false, false, false, true])
})
