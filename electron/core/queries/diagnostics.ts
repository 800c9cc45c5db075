import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Diagnostics } from '../../../shared/contract/diagnostics.ts'
import { quirksInWords } from '../../../shared/wording/quirks.ts'
import { isLocal, postsMessages } from '../scheduling/identity.ts'
import type { RequestNote } from '../dav/request-log.ts'
import type { AccountRow } from '../store/rows.ts'
import { accountView } from './account-view.ts'
import type { QueryDeps, QueryOf } from './deps.ts'

/** Everything a helper asks for. Built from names of our own, numbers and codes, so that nothing has to be cut out of it afterwards. */
export const query: QueryOf<'diagnostics'> = (deps) => async () => {
  const { read, clock } = deps
  const rows = read.accounts()
  const labels = new Map<string, string>(rows.map((row, index) => [row.id, `Account ${index + 1}`]))
  const label = (id: string | null): string => (id === null ? '' : (labels.get(id) ?? 'A removed account'))
  const requests = deps.requests()
  const now = clock.now()
  return {
    atUtc: now,
    version: deps.version,
    host: deps.host,
    system: `${process.platform} ${process.arch}`,
    runtime: ['node', 'electron'].flatMap((name) => (process.versions[name] ? [`${name} ${process.versions[name]}`] : [])).join(', '),
    online: deps.online(),
    accounts: rows.map((row) => accountFacts(deps, row, label(row.id))),
    // What is done on this computer alone waits for its undo, and for no server.
    queue: read
      .queue()
      .filter((entry) => !isLocal(entry))
      .map((entry) => ({ account: label(entry.accountId), kind: entry.kind, state: entry.state, attempts: entry.attempts, ageMs: Math.max(0, now - entry.madeAtUtc), problem: faultOf(entry.error) })),
    faults: [...deps.faults()],
    timings: timingsOf(requests),
    requests: requests.map(({ accountId, ...note }) => ({ account: label(accountId), ...note })),
  }
}

function accountFacts(deps: QueryDeps, row: AccountRow, label: string): Diagnostics['accounts'][number] {
  const view = accountView(deps, row)
  const collections = new Map(deps.read.collections(row.id).map((one) => [one.id, one]))
  return {
    accountId: row.id,
    label,
    product: row.capabilities.product,
    practice: row.practice,
    status: row.paused ? 'paused' : row.status,
    lastSuccessUtc: row.lastSuccessUtc,
    nextTryUtc: view.nextTryUtc,
    problem: faultOf(row.problem),
    abilities: view.abilities.map(({ title, works }) => ({ title, works })),
    quirks: quirksInWords({ ...row.capabilities, newCalendarsUnsupported: row.capabilities.newCalendars?.unsupported ?? false, posts: postsMessages(row) }),
    calendars: view.calendars.map((one, index) => ({
      label: `Calendar ${index + 1}`,
      events: one.eventCount,
      unreadable: one.unreadableCount,
      way: (collections.get(one.id)?.syncToken ?? null) === null ? 'tags' : 'token',
      state: one.state,
      problem: faultOf(one.problem),
    })),
  }
}

/** Not what the server said, nor which of its elements: both are free text. */
const faultOf = (error: AppError | null): Diagnostics['queue'][number]['problem'] => error && { kind: error.kind, cause: error.cause ?? null, status: error.httpStatus ?? null }

function timingsOf(notes: readonly RequestNote[]): Diagnostics['timings'] {
  const byMethod = new Map<string, number[]>()
  for (const { method, ms } of notes) if (ms !== null) byMethod.set(method, [...(byMethod.get(method) ?? []), ms])
  return [...byMethod].map(([method, unsorted]) => {
    const times = unsorted.toSorted((a, b) => a - b)
    return { method, count: times.length, medianMs: times[Math.floor(times.length / 2)] ?? 0, slowestMs: times.at(-1) ?? 0 }
  })
}
