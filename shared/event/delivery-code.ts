/** SCHEDULE-STATUS (RFC 6638 §3.2.9, §7.3): one code or a quoted comma list, e.g. `2.0,2.8`. */
export type CodeSeverity = 'waiting' | 'ok' | 'note' | 'warning' | 'error'

const code = /\d+\.\d+(?:\.\d+)?/g

/** All codes of the value, in order. Descriptions after a semicolon are dropped. Empty for garbage. */
export const codesIn = (value: string): string[] =>
  value
    .replaceAll('"', '')
    .split(',')
    .flatMap((entry) => entry.split(';')[0]!.match(code) ?? [])

/** Worst by first digit: 5 > 3 > 4 > 1 > 2 (SCH-32); within a digit the first one stands. Null when there is none. */
export function worstCode(value: string): string | null {
  const order = '53412'
  let worst: string | null = null
  for (const c of codesIn(value)) {
    const place = order.indexOf(c[0]!)
    if (worst === null || (place >= 0 && (place < order.indexOf(worst[0]!) || order.indexOf(worst[0]!) < 0))) worst = c
  }
  return worst
}

export function severityOf(worst: string | null): CodeSeverity {
  if (worst === null) return 'note'
  switch (worst) {
    case '1.0':
      return 'waiting'
    case '4.0':
    case '5.1':
      return 'warning'
    default:
      break
  }
  switch (worst[0]) {
    case '1':
      return 'ok'
    case '2':
      return worst === '2.0' ? 'ok' : 'note'
    case '4':
      return 'warning'
    case '3':
    case '5':
      return 'error'
    default:
      return 'note'
  }
}

/** `error` and 5.1 did not reach the person; for counts `undelivered` asks for 'error' after 5.1 was folded in. */
export function severityOfStatus(value: string): CodeSeverity {
  const worst = worstCode(value)
  return worst === '5.1' ? 'error' : severityOf(worst)
}
