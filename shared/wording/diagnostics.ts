import type { Diagnostics } from '../contract/diagnostics.ts'

/** The report as plain text, for a mail or an issue. Names nobody: it is made of the same masked facts as the page. */
export function diagnosticsText(facts: Diagnostics): string {
  return [
    `Parley ${facts.version} (${facts.host}), ${new Date(facts.atUtc).toISOString()}`,
    `${facts.system}, ${facts.runtime}, ${facts.online ? 'online' : 'offline'}`,
    ...facts.accounts.flatMap(accountLines),
    '',
    `Not sent yet: ${facts.queue.length}`,
    ...facts.queue.map((row) => `  ${row.account}  ${row.kind}  ${row.state}  tried ${row.attempts}  age ${seconds(row.ageMs)}${faultText(row.problem)}`),
    '',
    `Faults of Parley itself: ${facts.faults.length === 0 ? 'none' : ''}`.trim(),
    ...facts.faults.map((row) => `  ${row.event}  ${row.times} times, last ${new Date(row.lastUtc).toISOString()}`),
    '',
    'How long requests took',
    ...facts.timings.map((row) => `  ${row.method.padEnd(9)} ${row.count} times, median ${row.medianMs} ms, slowest ${row.slowestMs} ms`),
    '',
    `Last ${facts.requests.length} requests, newest first`,
    ...facts.requests.map((row) => `  ${new Date(row.atUtc).toISOString()}  ${row.account}  ${row.method} ${row.path}  ${outcome(row)}  ${row.bytes} B  ${row.ms === null ? 'running' : `${row.ms} ms`}`),
    '',
  ].join('\n')
}

function accountLines(account: Diagnostics['accounts'][number]): string[] {
  return [
    '',
    `${account.label}: ${account.status}${account.practice ? ', practice' : ''}${account.product === '' ? '' : `, ${account.product}`}${faultText(account.problem)}`,
    `  last success ${account.lastSuccessUtc === null ? 'never' : new Date(account.lastSuccessUtc).toISOString()}${account.nextTryUtc === null ? '' : `, next try ${new Date(account.nextTryUtc).toISOString()}`}`,
    ...account.abilities.map(({ title, works }) => `  ${works === null ? '?' : works ? '+' : '-'} ${title}`),
    ...account.quirks.map((quirk) => `  ! ${quirk}`),
    ...account.calendars.map((one) => `  ${one.label}: ${one.events} events, ${one.unreadable} unreadable, by ${one.way}, ${one.state}${faultText(one.problem)}`),
  ]
}

/** `403`, `timeout`, `…` while it runs. */
export const outcome = (row: Diagnostics['requests'][number]): string => (row.status === null ? (row.fault ?? '…') : String(row.status))

const seconds = (ms: number): string => `${Math.round(ms / 1_000)} s`

export function faultText(fault: Diagnostics['queue'][number]['problem']): string {
  return fault === null ? '' : `, ${[...new Set([fault.kind, fault.cause, fault.status])].filter((one) => one !== null).join(' ')}`
}
