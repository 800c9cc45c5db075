import { sameAddress } from '../../../shared/ical/people.ts'
import { practiceUrls } from '../freebusy/practice-urls.ts'
import { isOwn } from '../scheduling/identity.ts'
import { addAccount } from './add-account.ts'
import type { CommandOf } from './deps.ts'
import { gone } from './refused.ts'

/** Signs in as one of the practice people: the same way as any account, but nobody has to type. */
export const command: CommandOf<'start-practice'> = (deps) => async ({ address }) => {
  const { practice, store } = deps
  const person = practice?.people.find((p) => sameAddress(p.address, address))
  if (practice === null || person === undefined) throw gone({ cause: 'no-practice' })
  const known = store.read.accounts().find((a) => a.practice && isOwn(a) && sameAddress(a.address, person.address))
  if (known !== undefined) return { accountId: known.id }
  store.write(['people'], (tx) => {
    for (const row of practiceUrls(practice, deps.clock.now())) tx.putFreebusyAddress(row)
  })
  // The practice servers answer on this computer only, so the password travels nowhere.
  const accountId = await addAccount(deps, { where: person.address, user: person.address, password: person.password, allowPlainHttp: true })
  return { accountId }
}
