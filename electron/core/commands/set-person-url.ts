import { toAddress } from '../../../shared/ical/people.ts'
import type { CommandOf } from './deps.ts'
import { badData } from './refused.ts'

/** A freebusy URL that the person typed is trusted as such: typing it is the yes (T-F29). What was answered before is forgotten. */
export const command: CommandOf<'set-person-url'> = (deps) => async ({ address, url }) => {
  const clean = url === null || url.trim() === '' ? null : url.trim()
  if (clean !== null && !/^(https?|webcals?):\/\/[^\s]+$/i.test(clean)) throw badData('bad-url', { detail: 'A freebusy URL begins with https://' })
  const person = toAddress(address)
  deps.store.write(['people', 'busy'], (tx) => {
    tx.setPersonUrl(person, clean)
    tx.dropBusyAnswers([person])
  })
  return {}
}
