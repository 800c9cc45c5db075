/**
 * Returns `next`, reusing every part of `before` that is equal to it, so that memoised views of unchanged parts rest.
 * Lists of things with a `key` or `id` are matched by it, others by place. Plain JSON data only.
 */
export function shareStructure(before: unknown, next: unknown): unknown {
  if (Object.is(before, next)) return before
  if (Array.isArray(before) && Array.isArray(next)) return shareList(before, next)
  if (isRecord(before) && isRecord(next)) return shareRecord(before, next)
  return next
}

function shareList(before: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byName = new Map<unknown, unknown>()
  for (const item of before) {
    const name = nameOf(item)
    if (name !== undefined) byName.set(name, item)
  }
  let same = before.length === next.length
  const shared = next.map((item, place) => {
    const name = nameOf(item)
    const kept = shareStructure(name === undefined ? before[place] : byName.get(name), item)
    if (kept !== before[place]) same = false
    return kept
  })
  return same ? before : shared
}

function shareRecord(before: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(next)
  let same = names.length === Object.keys(before).length
  const shared: Record<string, unknown> = {}
  for (const name of names) {
    shared[name] = shareStructure(before[name], next[name])
    if (shared[name] !== before[name] || !(name in before)) same = false
  }
  return same ? before : shared
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function nameOf(item: unknown): unknown {
  if (!isRecord(item)) return undefined
  return item['key'] ?? item['id'] ?? item['address']
}
