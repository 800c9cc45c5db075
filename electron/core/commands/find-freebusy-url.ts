import { domainOfAddress, toAddress } from '../../../shared/ical/people.ts'
import { findUrl, type OwnServer } from '../freebusy/find-url.ts'
import { knownUrls } from '../freebusy/known-urls.ts'
import { isOwn, myAddresses } from '../scheduling/identity.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { Refused } from './refused.ts'
import { urlSources } from './url-sources.ts'

/** Each step is shown as it happens ('freebusy-finding'); nothing is kept until the person says so. */
export const command: CommandOf<'find-freebusy-url'> = (deps) => async ({ what, address, user, password }) => {
  if (!deps.online()) throw new Refused({ kind: 'offline', cause: 'no-network', effect: 'nothing-changed', retry: 'later' })
  const { signal, show } = deps.finding.begin()
  const names = new Map(Object.entries(deps.practice?.servers ?? {}).map(([domain, base]) => [new URL(base).host, domain]))
  const ended = await findUrl(
    { what, address: address === null || address.trim() === '' ? null : toAddress(address), auth: user === '' ? { kind: 'anonymous' } : { kind: 'basic', user, password } },
    {
      reader: deps.fburls,
      zone: deps.store.read.zone(),
      nowUtc: deps.clock.now(),
      signal,
      lookUpSrv: deps.lookUpSrv,
      knownUrls: (one) => knownUrls(deps.store.read, one),
      secretsOf: urlSources(deps).secretsOf,
      serversOf: (domain) => serversOf(deps, domain),
      nameOf: (host) => names.get(host) ?? host,
      show,
    },
  )
  return { found: ended.found !== null }
}

/** Of accounts in that domain, and of the practice. */
function serversOf({ store, practice }: CommandDeps, domain: string): readonly OwnServer[] {
  const accounts = store.read.accounts().filter((account) => isOwn(account) && myAddresses(account).some((mine) => domainOfAddress(mine) === domain))
  const own = accounts.map(({ baseUrl, capabilities }) => ({ origin: new URL(baseUrl).origin, product: capabilities.product }))
  const practised = practice?.servers[domain]
  const all = practised === undefined ? own : [...own, { origin: new URL(practised).origin, product: '' }]
  return all.filter(({ origin }, at) => all.findIndex((other) => other.origin === origin) === at)
}
