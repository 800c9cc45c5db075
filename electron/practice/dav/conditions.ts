import type { StoredObject } from '../store/state.ts'
import { dav } from '../xml/names.ts'
import { refuse } from './answer.ts'
import type { PracticeResponse } from '../http/exchange.ts'

/** `If-Match` and `If-None-Match` (RFC 9110 §13.1), `If-Schedule-Tag-Match` (RFC 6638 §8.3). Null: go on. */
export function failedCondition(headers: Readonly<Record<string, string>>, object: Pick<StoredObject, 'etag' | 'scheduleTag'> | null): PracticeResponse | null {
  const match = headers['if-match']
  if (match !== undefined && !matches(match, object)) return refuse(412, dav('if-match'))
  const none = headers['if-none-match']
  if (none !== undefined && matches(none, object)) return refuse(412, dav('if-none-match'))
  const tag = headers['if-schedule-tag-match']
  if (tag !== undefined && (object === null || object.scheduleTag === null || tag.trim() !== object.scheduleTag)) return refuse(412, dav('if-schedule-tag-match'))
  return null
}

/** Strong comparison: a tag with `W/` fits nothing of ours. */
function matches(list: string, object: Pick<StoredObject, 'etag'> | null): boolean {
  if (object === null) return false
  return list.split(',').some((tag) => tag.trim() === '*' || tag.trim() === object.etag)
}
