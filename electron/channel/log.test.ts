import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('addresses and tokens never reach the log, whatever a caller passes (T-F33)', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'parley-log-')), 'core.log')
  const log = createLog(file)
  log.info('asked', { url: 'https://h.example/fb?user=alice%40north.example&token=xcsfdgetdh', who: 'mailto:bob@north.example', status: 200 })
  const { at, ...line } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  expect(typeof at).toBe('string')
  expect(line).toEqual({ level: 'info', event: 'asked', url: 'https://h.example/fb?user=(hidden)&token=(hidden)', who: 'mailto:(address)', status: 200 })
})

test('a log that cannot be written ends nothing, and says later how much of it is missing', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'parley-log-')), 'gone')
  const log = createLog(join(folder, 'core.log'))
  log.info('first')
  log.warn('second')
  mkdirSync(folder)
  log.info('third')
  log.info('fourth')
  const lines = readFileSync(join(folder, 'core.log'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toMatchObject([{ event: 'third', linesLost: 2 }, { event: 'fourth' }])
  expect(lines[1]).not.toHaveProperty('linesLost')
})
