import type { AvailabilityAtServer } from '../../../shared/contract/availability.ts'
import { readAvailabilityPlan } from '../../../shared/freebusy/availability-plan.ts'
import { accountsByPerson, planOf } from '../availability/my-plan.ts'
import { hostOf } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryOf } from './deps.ts'

/** One entry a person, with what each of their servers holds. Before anything was saved, what a server holds is the plan to begin with. */
export const query: QueryOf<'availability'> = ({ read }) => async () => {
  return {
    people: [...accountsByPerson(read)].map(([personId, accounts]) => {
      const saved = read.availability(personId)
      const servers = accounts.map((account) => atServer(read, account))
      return { personId, address: accounts[0]?.address ?? '', plan: saved?.plan ?? servers.find(({ theirs }) => theirs !== null)?.theirs ?? planOf(read, personId), saved: saved !== null, servers, updatedUtc: saved?.updatedUtc ?? null }
    }),
  }
}

function atServer(read: ReadStore, account: AccountRow): AvailabilityAtServer {
  const row = read.serverAvailability(account.id)
  const unable = account.inboxHref === null || account.capabilities.availability === false
  const text = row?.theirText ?? null
  const theirs = text === null ? null : readAvailabilityPlan(text, read.zone())
  return { accountId: account.id, label: hostOf(account), state: unable ? 'unsupported' : (row?.state ?? 'none'), theirs: theirs?.ok ? theirs.value : null, problem: row?.problem ?? null }
}
