import { mkdtempSync, readFileSync } from 'node:fs'
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
