import { toAddress } from '../../../shared/ical/people.ts'
import { writeFreebusyUrl } from '../contacts/write-url.ts'
import { isTemplate } from '../dav/fburl-request.ts'
import { knownUrls } from '../freebusy/known-urls.ts'
import type { CommandOf } from './deps.ts'
import { badData, gone, Refused, refused } from './refused.ts'

/**
 * Writes the URL that was given for a person into their contact card (VCL-4), where their other programs find it too. Waits for the server,
 * because the person does. A token or a password stays here: the card may be read by others.
 */
export const command: CommandOf<'put-url-in-card'> = ({ store, sessions }) => async ({ subject, accountId, href }) => {
  const address = toAddress(subject)
  const contact = store.read.contactsOf(address).find((one) => one.accountId === accountId && one.href === href)
  const known = knownUrls(store.read, address).find(({ via }) => via === 'person')
  if (contact === undefined || known === undefined || store.read.account(accountId) === null) throw gone({ accountId })
  if (known.url.includes('{token}')) throw refused('secret-in-card')
  if (isTemplate(known.url)) throw badData('bad-url', { detail: 'url' })
  const done = await writeFreebusyUrl(sessions.sessionOf(accountId), contact, known.url)
  if (!done.ok) throw new Refused({ ...done.problem, effect: 'nothing-changed', retry: done.problem.kind === 'bad-data' ? 'never' : 'now' })
  // The card may have gone from here while it was written there; the next reading of its book tells.
  if (store.read.contactsOf(address).some((one) => one.accountId === accountId && one.href === href)) store.write(['people'], (tx) => tx.putContact(done.value))
  return {}
}
