import type { AccountId } from '../../../shared/model/ids.ts'
import { actorHref, isOwn, mailForm } from '../scheduling/identity.ts'
import type { AccountRow, Delegator } from '../store/rows.ts'
import type { CommandOf } from './deps.ts'
import { gone, refused } from './refused.ts'

/**
 * Somebody else's calendars come to stay, under the sign-in of who may act for them (PPL-5): an account of its own, so that whatever is
 * worked out by addresses is worked out by theirs. Again is the same: the account that is there.
 */
export const command: CommandOf<'act-for'> = (deps) => async ({ accountId, principal }) => {
  const { store, log } = deps
  const login = store.read.account(accountId)
  const delegator = login?.delegators.find((one) => one.principalHref === principal)
  if (login === null || delegator === undefined) throw gone({ accountId })
  const known = store.read.accounts().find((one) => one.baseUrl === login.baseUrl && one.principalHref === principal)
  if (known !== undefined && isOwn(known)) throw refused('already-added', { accountId: known.id })
  if (known !== undefined) return { accountId: known.id }
  const row = behalfAccount(deps.newId() as AccountId, login, delegator)
  store.write(['accounts', 'app'], (tx) => tx.putAccount(row))
  deps.sync.syncNow(row.id).catch((fault: unknown) => log.warn('sync-failed', { accountId: row.id, what: fault instanceof Error ? fault.name : 'unknown' }))
  return { accountId: row.id }
}

function behalfAccount(id: AccountId, login: AccountRow, { principalHref, name, addresses, homeHrefs, inboxHref, outboxHref, mayInvite, mayAnswer }: Delegator): AccountRow {
  return {
    ...login,
    id,
    address: mailForm(addresses.find((one) => /^mailto:/i.test(one)) ?? ''),
    name,
    principalHref,
    homeHrefs,
    inboxHref,
    outboxHref,
    addresses,
    status: 'syncing',
    lastSuccessUtc: null,
    problem: null,
    progress: null,
    paused: false,
    behalf: { loginId: login.id, sentBy: actorHref(login), mayInvite, mayAnswer },
    delegators: [],
  }
}
