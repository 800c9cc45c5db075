import { toAddress } from '../../../shared/ical/people.ts'
import type { CommandOf } from './deps.ts'

/** Asks every source of every person; each answer is stored, and shown, as soon as it is there. */
export const command: CommandOf<'look-up-free-busy'> = (deps) => async (question) => {
  const { store } = deps
  const { read } = store
  return deps.lookUp(question, {
    accounts: read.accounts(),
    clock: deps.clock,
    log: deps.log,
    newId: deps.newId,
    online: deps.online(),
    sessionOf: (id) => deps.sessions.sessionOf(id),
    freebusyUrl(address) {
      const url = read.person(toAddress(address))?.freebusyUrl ?? null
      return url === null ? null : { url, approved: true }
    },
    known: (address) => read.busyAnswers([toAddress(address)]),
    maskUid: question.exceptObjectId === null ? null : (read.object(question.exceptObjectId)?.uid ?? null),
    tell: (rows) =>
      store.write(['busy'], (tx) => {
        for (const row of rows) tx.putBusyAnswer({ ...row, address: toAddress(row.address) })
      }),
  })
}
