import { expect, it } from 'vitest'
import { explainError } from './errors.ts'

it.each([
  { name: 'a server that is being added', accountId: undefined, title: 'north.example is not answering calls on that port', next: 'Check the address and the port, or try again later.' },
  { name: 'a server that has worked', accountId: 'acc', title: 'north.example cannot be reached', next: 'Parley tries again by itself.' },
])('nobody answers: $name', ({ accountId, title, next }) => {
  expect(explainError({ kind: 'offline', effect: 'saved-here', retry: 'later', cause: 'connection-refused', host: 'north.example', ...(accountId === undefined ? {} : { accountId }) })).toMatchObject({ title, next })
})
