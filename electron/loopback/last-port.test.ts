import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openOnLastPort } from './last-port.ts'

const inUse = Object.assign(new Error('taken'), { code: 'EADDRINUSE' })

test.each([
  { name: 'nothing kept yet: a free one, which is kept', kept: null, asked: 0, taken: [], tried: [0], after: '8300' },
  { name: 'the one of last time', kept: '8200', asked: 0, taken: [], tried: [8200], after: '8200' },
  { name: 'taken by another program: a free one', kept: '8200', asked: 0, taken: [8200], tried: [8200, 0], after: '8300' },
  { name: 'what is no port is passed over', kept: 'x', asked: 0, taken: [], tried: [0], after: '8300' },
  { name: 'one asked for by the flag is not kept', kept: '8200', asked: 9000, taken: [], tried: [9000], after: '8200' },
])('$name', async ({ kept, asked, taken, tried, after }) => {
  const file = join(mkdtempSync(join(tmpdir(), 'parley-port-')), 'port')
  if (kept !== null) writeFileSync(file, kept)
  const calls: number[] = []
  await openOnLastPort(file, asked, (port) => {
    calls.push(port)
    return taken.some((one) => one === port) ? Promise.reject(inUse) : Promise.resolve({ origin: `http://127.0.0.1:${port === 0 ? 8300 : port}` })
  })
  expect([calls, readFileSync(file, 'utf8').trim()]).toEqual([tried, after])
})

test('a port asked for that is taken is told', async () => {
  await expect(openOnLastPort('/nowhere/port', 9000, () => Promise.reject(inUse))).rejects.toBe(inUse)
})
