import { Resolver } from 'node:dns/promises'

export interface SrvTarget {
  readonly host: string
  readonly port: number
  /** From the TXT record beside it (DIS-3); null when there is none. */
  readonly path: string | null
}

export interface SrvLookup {
  /** Targets in the order to try (DIS-2). `none`: no such record. `not-offered`: the domain says there is no such service. */
  (service: '_caldavs' | '_caldav', domain: string): Promise<{ readonly kind: 'found'; readonly targets: readonly SrvTarget[] } | { readonly kind: 'none' } | { readonly kind: 'not-offered' }>
}

/** RFC 6764 §3, §4 over the computer's resolver, which gets three seconds: then the name is asked for a web address instead. */
export const lookUpSrv: SrvLookup = async (service, domain) => {
  const resolver = new Resolver({ timeout: 1_500, tries: 2 })
  const limit = setTimeout(() => resolver.cancel(), 3_000)
  try {
    const name = `${service}._tcp.${domain}`
    const records = await resolver.resolveSrv(name)
    if (records.length === 1 && (records[0]?.name === '' || records[0]?.name === '.')) return { kind: 'not-offered' }
    const path = await resolver.resolveTxt(name).then(pathOf, () => null)
    return { kind: 'found', targets: inOrder(records).map(({ name: host, port }) => ({ host, port, path })) }
  } catch {
    // No record, no answer and no network look alike here; the next way of finding says which it is.
    return { kind: 'none' }
  } finally {
    clearTimeout(limit)
  }
}

export function pathOf(texts: readonly (readonly string[])[]): string | null {
  for (const text of texts) {
    const path = /^path=(\/.*)$/i.exec(text.join(''))?.[1]
    if (path !== undefined) return path
  }
  return null
}

interface SrvRecord {
  readonly name: string
  readonly port: number
  readonly priority: number
  readonly weight: number
}

/** RFC 2782: by priority, within one by weighted chance. */
export function inOrder(records: readonly SrvRecord[], random: () => number = Math.random): readonly SrvRecord[] {
  const out: SrvRecord[] = []
  const left = [...records]
  while (left.length > 0) {
    const priority = Math.min(...left.map((record) => record.priority))
    const group = left.filter((record) => record.priority === priority)
    let at = random() * group.reduce((sum, record) => sum + record.weight, 0)
    const chosen = group.find((record) => (at -= record.weight) <= 0) ?? group[0]
    if (!chosen) break
    out.push(chosen)
    left.splice(left.indexOf(chosen), 1)
  }
  return out
}
