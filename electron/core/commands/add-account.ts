import type { AddingAccount } from '../../../shared/contract/calendars.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { ok, fail, type Result } from '../../../shared/model/result.ts'
import { addingSteps, invitationsFound } from '../../../shared/wording/adding.ts'
import type { Discovered, StepReport } from '../accounts/discover.ts'
import { liesAhead } from '../scheduling/invite-rows.ts'
import { isOwn, mailForm } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import type { AddingState } from './adding.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { Refused } from './refused.ts'

export const command: CommandOf<'add-account'> = (deps) => async (input) => ({ accountId: await addAccount(deps, input) })

export interface SignIn {
  /** Mail address or any URL. */
  readonly where: string
  readonly user: string
  readonly password: string
  readonly allowPlainHttp: boolean
}

/** Discovers, signs in, stores; the first sync then goes on by itself while the steps are shown. */
export async function addAccount(deps: CommandDeps, input: SignIn): Promise<AccountId> {
  const where = input.where.trim()
  let state: AddingState = {
    address: where,
    steps: addingSteps.map(({ key, title }) => ({ key, title, state: 'waiting', detail: '', tookMs: null })),
    accountId: null,
    error: null,
  }
  const show = (patch: Partial<AddingState>): void => deps.adding.show((state = { ...state, ...patch }))
  const step = (report: Pick<StepReport, 'state' | 'detail' | 'tookMs'> & { readonly key: AddingAccount['steps'][number]['key'] }): void =>
    show({ steps: state.steps.map((s) => (s.key === report.key ? { ...s, ...report, detail: named(report.detail) } : s)) })
  const named = practiceNames(deps)
  show({})
  const found = await deps.discover(where, input.user, input.password, { clock: deps.clock, log: deps.log, newId: deps.newId, allowPlainHttp: input.allowPlainHttp, knownServers: deps.practice?.servers ?? {} }, step)
  const stored = found.ok ? await storeAccount(deps, where, input.password, found.value) : fail(found.problem.host === undefined ? found.problem : { ...found.problem, host: named(found.problem.host) })
  if (!stored.ok) {
    show({ error: stored.problem, steps: state.steps.map((s) => (s.state === 'running' ? { ...s, state: 'failed' } : s)) })
    throw new Refused(stored.problem)
  }
  const id = stored.value
  show({ accountId: id })
  void firstSync(deps, id, step)
  return id
}

async function storeAccount(deps: CommandDeps, where: string, password: string, found: Discovered): Promise<Result<AccountId, AppError>> {
  const { store, clock } = deps
  const known = store.read.accounts().find((a) => isOwn(a) && a.baseUrl === found.baseUrl && a.principalHref === found.principalHref)
  if (known !== undefined) return fail({ kind: 'refused', effect: 'nothing-changed', retry: 'never', cause: 'already-added', accountId: known.id })
  const id = deps.newId() as AccountId
  const sealed = await deps.vault.seal(id, 'password', password)
  const row = accountRow(id, where, found, deps)
  store.write(['accounts', 'app', 'people'], (tx) => {
    tx.putAccount(row)
    tx.putSealed(id, 'password', sealed)
    for (const address of new Set([row.address, ...row.addresses].map(toAddress))) {
      if (address.includes('@')) tx.seePerson({ address, name: row.name, kind: 'individual', source: 'me', detail: '', lastSeenUtc: clock.now() })
    }
  })
  return ok(id)
}

function accountRow(id: AccountId, where: string, found: Discovered, deps: CommandDeps): AccountRow {
  const mails = found.addresses.filter((a) => /^mailto:/i.test(a)).map(mailForm)
  const typed = !where.includes('://') && where.includes('@') ? where : null
  return {
    id,
    address: typed ?? mails[0] ?? found.user,
    name: found.name,
    baseUrl: found.baseUrl,
    user: found.user,
    practice: Object.values(deps.practice?.servers ?? {}).some((base) => sameOrigin(base, found.baseUrl)),
    principalHref: found.principalHref,
    homeHrefs: found.homeHrefs,
    inboxHref: found.inboxHref,
    outboxHref: found.outboxHref,
    principalCollections: found.principalCollections,
    addresses: found.addresses,
    capabilities: found.capabilities,
    status: 'syncing',
    lastSuccessUtc: null,
    problem: null,
    progress: null,
    paused: false,
    behalf: null,
    delegators: [],
  }
}

/** The practice organisations answer at ports of this computer, and are known by their domains. */
function practiceNames({ practice }: CommandDeps): (host: string) => string {
  const names = new Map(Object.entries(practice?.servers ?? {}).map(([domain, base]) => [new URL(base).host, domain]))
  return (host) => names.get(host) ?? host
}

function sameOrigin(a: string, b: string): boolean {
  try {
    return new URL(a).origin === new URL(b).origin
  } catch {
    return false
  }
}

type Step = (report: { readonly key: 'invitations'; readonly state: 'running' | 'done' | 'failed'; readonly detail: string; readonly tookMs: number | null }) => void

/** Never fails the command: the account is stored, and the timetable tries again. */
async function firstSync(deps: CommandDeps, id: AccountId, step: Step): Promise<void> {
  const startUtc = deps.clock.now()
  step({ key: 'invitations', state: 'running', detail: '', tookMs: null })
  const took = (): number => deps.clock.now() - startUtc
  try {
    await deps.sync.syncNow(id)
  } catch (fault) {
    deps.log.warn('first-sync-failed', { accountId: id, what: fault instanceof Error ? fault.name : 'unknown' })
    step({ key: 'invitations', state: 'failed', detail: 'Tried again later.', tookMs: took() })
    return
  }
  const { read } = deps.store
  if (read.account(id)?.lastSuccessUtc === null) return step({ key: 'invitations', state: 'failed', detail: 'Tried again later.', tookMs: took() })
  const waiting = read.invites().filter((row) => row.accountId === id && row.answeredUtc === null && liesAhead(read, row.objectId, row.recurrenceId, startUtc)).length
  step({ key: 'invitations', state: 'done', detail: invitationsFound(waiting), tookMs: took() })
}
