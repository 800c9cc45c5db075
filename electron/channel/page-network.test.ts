import { expect, test } from 'vitest'
import { pageNetwork } from './page-network.ts'

test('offline when every open page says so; a closed page says nothing any more', () => {
  const told: boolean[] = []
  const pages = pageNetwork((online) => told.push(online))
  const [a, b] = [{}, {}]
  pages.open(a)
  pages.say(a, false)
  pages.open(b)
  pages.say(a, false)
  pages.say(b, false)
  pages.say(a, true)
  pages.close(a)
  pages.close(b)
  expect(told).toEqual([false, true, false, true, false, true])
})
