import { expect, it } from 'vitest'
import { freshForMs } from './freshness.ts'

const date = 'Sun, 22 Nov 2026 12:00:00 GMT'
it.each<[string, Record<string, string>, number | null]>([
  ['nothing said', {}, null],
  ['max-age', { 'cache-control': 'private, max-age=3600' }, 3_600_000],
  ['max-age in other letters and quotes', { 'cache-control': 'Max-Age="90"' }, 90_000],
  ['max-age less what it had aged', { 'cache-control': 'max-age=3600', age: '600' }, 3_000_000],
  ['older than it may be', { 'cache-control': 'max-age=60', age: '600' }, 0],
  ['max-age before Expires', { 'cache-control': 'max-age=60', expires: 'Sun, 22 Nov 2026 18:00:00 GMT', date }, 60_000],
  ['Expires against Date, whatever clock is ours', { expires: 'Sun, 22 Nov 2026 12:30:00 GMT', date }, 1_800_000],
  ['Expires: 0', { expires: '0', date }, 0],
  ['Expires in the past', { expires: 'Sun, 22 Nov 2026 11:00:00 GMT', date }, 0],
  ['Expires without Date says nothing', { expires: 'Sun, 22 Nov 2026 12:30:00 GMT' }, null],
  ['no-cache', { 'cache-control': 'no-cache, max-age=3600' }, 0],
  ['no-store', { 'cache-control': 'no-store' }, 0],
  ['at most a day', { 'cache-control': 'max-age=31536000' }, 86_400_000],
  ['max-age that is no number', { 'cache-control': 'max-age=soon' }, null],
  ['a directive that only looks like it', { 'cache-control': 's-maxage=10, x-max-age=5' }, null],
])('FBU-24: %s', (_, headers, expected) => expect(freshForMs(headers)).toBe(expected))
