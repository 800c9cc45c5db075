import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import { toAddress } from '../../../shared/ical/people.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { LookUpDeps } from '../freebusy/look-up.ts'
import { askedBy, isOwn } from '../scheduling/identity.ts'
import type { AccountRow, BusyAnswerRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { urlSources } from './url-sources.ts'

/** Asks every source of every person; each answer is stored, and shown, as soon as it is there. */
export const command: CommandOf<'look-up-free-busy'> = (deps) => async (question) =>
  deps.lookUp(askedBy(deps.store.read, question), {
    ...lookUpDeps(deps, question),
    known: heldFor(deps.store.read, question),
    // A hundred answers in one moment: each is there at once for who asks, and all go to the disk together. They can be asked again.
    tell: (rows) =>
      deps.store.writeStep(['busy'], (tx) => {
        for (const row of rows) tx.putBusyAnswer({ ...row, address: toAddress(row.address) })
      }),
  })

/** What is held of everybody in the question, read at once: one by one it would be most of the time until the first request leaves. */
function heldFor(read: ReadStore, { people }: BusyQuestion): LookUpDeps['known'] {
  const held = new Map<string, BusyAnswerRow[]>()
  for (const row of read.busyAnswers(people.map(({ address }) => toAddress(address)))) held.set(row.address, [...(held.get(row.address) ?? []), row])
  return (address) => held.get(toAddress(address)) ?? []
}

/** For a look that nobody shares: what is told, the asker keeps. */
export async function askAside(deps: CommandDeps, question: BusyQuestion): Promise<readonly BusyAnswerRow[]> {
  const told = new Map<string, BusyAnswerRow>()
  const { lookUp } = deps
  await lookUp(
    { ...askedBy(deps.store.read, question), fresh: true },
    {
      ...lookUpDeps(deps, question),
      known: () => [],
      tell: (rows) => {
        // The asker knows what it had left out, and reads the answer as it is.
        for (const row of rows) told.set(`${row.address} ${row.source} ${row.accountId} ${row.label}`, { ...row, mask: null })
      },
    },
  )
  return [...told.values()]
}

function lookUpDeps(deps: CommandDeps, question: BusyQuestion): Omit<LookUpDeps, 'tell' | 'known'> {
  const { store } = deps
  const { read } = store
  return {
    // Whom somebody acts for is asked about like anybody else.
    accounts: read.accounts().filter(isOwn).map((account) => askable(deps, account)),
    clock: deps.clock,
    log: deps.log,
    newId: deps.newId,
    online: deps.online(),
    sessionOf: (id) => deps.sessions.sessionOf(id),
    ...urlSources(deps),
    maskUid: question.exceptObjectId === null ? null : (read.object(question.exceptObjectId)?.uid ?? null),
    onNoOutboxFreeBusy: (id) =>
      store.write(['accounts'], (tx) => {
        const account = tx.account(id)
        if (account !== null) tx.patchAccount(id, { capabilities: { ...account.capabilities, outboxFreeBusy: false } })
        tx.setMemo(refusedMemo(id), String(deps.clock.now()))
      }),
  }
}

const refusedMemo = (id: AccountId): string => `outbox-without-free-busy:${id}`
const retryAfterMs = 86_400_000

/** A server that said no is asked again after a day (SCH-52); one that has no Outbox at all never is. */
function askable({ store, clock }: CommandDeps, account: AccountRow): AccountRow {
  const since = store.read.memo(refusedMemo(account.id))
  if (since === null || clock.now() - Number(since) < retryAfterMs) return account
  return { ...account, capabilities: { ...account.capabilities, outboxFreeBusy: null } }
}
