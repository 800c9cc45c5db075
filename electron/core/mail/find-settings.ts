import { Resolver } from 'node:dns/promises'
import type { MailSettings } from '../../../shared/contract/mail.ts'

export type FoundSettings = Pick<MailSettings, 'host' | 'port' | 'security'>
interface Target {
  readonly name: string
  readonly port: number
  readonly priority: number
  readonly weight: number
}
export type SrvAsk = (name: string) => Promise<readonly Target[]>

/**
 * Where a domain takes mail of its people (RFC 6186, RFC 8314 §5.1): encrypted from the start first, else with STARTTLS. Null: it does
 * not say, and the person types it. Nothing else is tried, so nobody learns of a password or of an address by a guess of ours.
 */
export async function findSettings(address: string, ask: SrvAsk = askDns): Promise<FoundSettings | null> {
  const domain = address.split('@')[1]?.trim().toLowerCase() ?? ''
  if (domain === '') return null
  for (const [service, security] of services) {
    const target = best(await ask(`${service}._tcp.${domain}`))
    if (target !== null) return { host: target.name.replace(/\.$/, ''), port: target.port, security }
  }
  return null
}

const services = [
  ['_submissions', 'tls'],
  ['_submission', 'starttls'],
] as const

/** "." alone says that there is no such service. */
function best(targets: readonly Target[]): Target | null {
  const offered = targets.filter(({ name }) => name !== '' && name !== '.')
  return offered.toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)[0] ?? null
}

/** No record, no answer in time and no network look alike: none of them names a server. */
const askDns: SrvAsk = async (name) => {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 })
  const limit = setTimeout(() => resolver.cancel(), 3_000)
  try {
    return await resolver.resolveSrv(name)
  } catch {
    return []
  } finally {
    clearTimeout(limit)
  }
}
