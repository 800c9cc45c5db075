import { toAddress } from '../../../shared/ical/people.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'
import { explainError } from '../../../shared/wording/errors.ts'
import { seatsInWords } from '../../../shared/wording/kinds.ts'
import type { FoundPrincipal } from '../dav/search-principals.ts'
import { hostOf, isOwn } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import type { CommandDeps, CommandOf } from './deps.ts'

/** Asks the directory of every account at once and remembers whom it names. One that cannot be searched spoils nothing (PPL-1). */
export const command: CommandOf<'look-up-people'> = (deps) => async ({ text }) => {
  const accounts = deps.store.read.accounts().filter(isOwn)
  if (!deps.online()) return { found: 0, unavailable: 'You are offline: only people seen before are listed.' }
  const answers = await Promise.all(accounts.map((account) => askOne(deps, account, text)))
  const faults = answers.flatMap((a) => (a.fault === null ? [] : [a.fault]))
  const found = answers.reduce((sum, a) => sum + a.found, 0)
  const nobodyAnswered = faults.length === accounts.length
  return { found, unavailable: nobodyAnswered ? (faults[0] === undefined ? 'No account is there to ask.' : explainError(faults[0]).title) : null }
}

async function askOne(deps: CommandDeps, account: AccountRow, text: string): Promise<{ found: number; fault: AppError | null }> {
  const dav = deps.sessions.sessionOf(account.id)
  const answer = await deps.searchPrincipals(dav, { collections: account.principalCollections, text, product: account.capabilities.product })
  if (!answer.ok) {
    const cannot = answer.problem.kind === 'forbidden' || answer.problem.kind === 'refused'
    if (cannot) noteAbility(deps, account, false)
    return { found: 0, fault: answer.problem }
  }
  const people = answer.value.flatMap(withAddress)
  noteAbility(deps, account, true)
  if (people.length > 0) {
    deps.store.write(['people'], (tx) => {
      for (const { address, person } of people) {
        tx.seePerson({ address, name: person.name, kind: person.kind, source: 'directory', detail: person.seats === null ? hostOf(account) : `${seatsInWords(person.seats)} · ${hostOf(account)}`, lastSeenUtc: deps.clock.now() })
      }
    })
  }
  return { found: people.length, fault: null }
}

function withAddress(person: FoundPrincipal): { address: string; person: FoundPrincipal }[] {
  const first = person.addresses[0]
  return first === undefined ? [] : [{ address: toAddress(first), person }]
}

function noteAbility(deps: CommandDeps, account: AccountRow, works: boolean): void {
  if (account.capabilities.peopleSearch === works) return
  deps.store.write(['accounts'], (tx) => {
    const now = tx.account(account.id)
    if (now !== null) tx.patchAccount(account.id, { capabilities: { ...now.capabilities, peopleSearch: works } })
  })
}
