import { toAddress } from '../../../shared/ical/people.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import { reachesPeople, myAddresses } from '../scheduling/identity.ts'
import { isMailable } from '../scheduling/reach.ts'
import type { WriteStore } from '../store/store.ts'
import type { CommandOf } from './deps.ts'
import { badData, gone, refused } from './refused.ts'

/** How mail of this account leaves from now on. What waited for that goes out. */
export const command: CommandOf<'set-mail-account'> = (deps) => async ({ accountId, settings, password, allowPlain }) => {
  const { store, vault } = deps
  const row = store.read.account(accountId)
  if (row === null) throw gone({ accountId })
  if (settings !== null) checkMailSettings(row, settings, allowPlain)
  const sealed = settings === null || password === null || settings.user === '' ? null : await vault.seal(accountId, 'mail-password', password)
  store.write(['accounts', 'queue', 'objects', 'invites'], (tx) => {
    if (settings === null) {
      tx.removeMailAccount(accountId)
      tx.removeSealed(accountId, 'mail-password')
      return
    }
    const { from, ...way } = settings
    const account = must(tx.account(accountId), 'account')
    // Where the server schedules, it alone says which addresses are mine.
    if (!reachesPeople(account) && !myAddresses(account).includes(toAddress(from))) tx.patchAccount(accountId, { addresses: [`mailto:${from}`, ...account.addresses] })
    tx.putMailAccount({ accountId, ...way, fromAddress: from, workedUtc: tx.mailAccount(accountId)?.workedUtc ?? null, problem: null })
    if (sealed !== null) tx.putSealed(accountId, 'mail-password', sealed)
    if (settings.user === '') tx.removeSealed(accountId, 'mail-password')
    sendWhatWaited(tx, accountId)
  })
  deps.sync.wake()
  return {}
}

/** A password is never said in clear text without the person's yes, a mail comes from somebody, and what is practised never leaves this computer. */
export function checkMailSettings(account: { readonly practice: boolean }, settings: { readonly security: string; readonly from: string; readonly host: string }, allowPlain: boolean): void {
  if (!isMailable(settings.from)) throw badData('mail-from')
  if (account.practice && !isLoopback(settings.host)) throw refused('practice-mail', { host: settings.host })
  if (settings.security === 'none' && !allowPlain) throw refused('plain-mail', { host: settings.host })
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)

/** Mails that only the old settings kept from leaving; not those a person must decide about. */
function sendWhatWaited(tx: WriteStore, accountId: AccountId): void {
  const kept = tx.queue(accountId).filter((row) => row.kind === 'send-mail' && (row.state === 'waiting' || (row.state === 'needs-you' && row.error?.cause !== 'mail-unsure' && row.error?.cause !== 'mail-refused')))
  for (const row of kept) tx.patchQueue(row.id, { state: 'waiting', nextTryUtc: null, attempts: 0, error: null })
}
