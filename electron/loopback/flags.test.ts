import { expect, test } from 'vitest'
import { readFlags } from './flags.ts'

const plain = { help: false, practice: false, profile: 'default', port: 0, open: true, keyFile: null, practiceHost: null }

test.each([
  [[], {}],
  [['--practice', '--no-open'], { practice: true, open: false }],
  [['--profile', 'work', '--port=8123'], { profile: 'work', port: 8123 }],
  [['--key-file', '/k'], { keyFile: '/k' }],
])('%j', (words, differences) => {
  expect(readFlags(words)).toEqual({ ...plain, ...differences })
})

test.each([[['--practise']], [['--port', 'x']], [['--profile']], [['--profile', '--practice']]])('%j is told plainly', (words) => {
  expect(() => readFlags(words)).toThrow(/flag|takes|needs/)
})
