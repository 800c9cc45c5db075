import type { CommandOf } from './deps.ts'

/** With its secrets, and with what it said. */
export const command: CommandOf<'remove-freebusy-address'> = ({ store }) => async ({ scope, subject }) => {
  store.write(['people', 'busy'], (tx) => {
    tx.removeFreebusyAddress(scope, subject)
    tx.dropUrlAnswers(scope, subject)
  })
  return {}
}
