import { toAddress } from '../../../shared/ical/people.ts'
import type { AccountRow } from '../store/rows.ts'

export interface OutboxSource {
  readonly kind: 'outbox' | 'other-server'
  readonly account: AccountRow
  /** The organisation that answers, in words. */
  readonly label: string
}
export interface FburlSource {
  readonly kind: 'fburl'
  readonly url: string
  readonly approved: boolean
  readonly label: string
}
export type Source = OutboxSource | FburlSource

export interface ChooseContext {
  readonly accounts: readonly AccountRow[]
  /** The account that asks; null: the first that can. */
  readonly askingAccountId: string | null
  freebusyUrl(address: string): { readonly url: string; readonly approved: boolean } | null
}

/**
 * Who is asked about a person: the Outbox of the asking account, an account of ours in the person's own domain,
 * and the freebusy URL we know. All of them, so that answers can be compared. None for myself: my calendars are here.
 */
export function chooseSources(address: string, context: ChooseContext): readonly Source[] {
  const asked = toAddress(address)
  if (context.accounts.some((account) => mailsOf(account).includes(asked))) return []
  const able = context.accounts.filter((account) => account.outboxHref !== null && account.capabilities.outboxFreeBusy !== false && mailsOf(account).length > 0)
  const asking = able.find((account) => account.id === context.askingAccountId) ?? (context.askingAccountId === null ? able[0] : undefined)
  const domain = domainOf(asked)
  const neighbour = able.find((account) => account !== asking && mailsOf(account).some((mine) => domainOf(mine) === domain))
  const sources: Source[] = []
  for (const account of [asking, neighbour]) if (account) sources.push(outboxSource(account, domain))
  const known = context.freebusyUrl(asked)
  if (known) sources.push({ kind: 'fburl', url: known.url, approved: known.approved, label: hostOf(known.url) })
  return sources
}

/** Another domain is answered by another server behind ours, if at all: the row must say so. */
function outboxSource(account: AccountRow, domain: string): OutboxSource {
  const own = mailsOf(account).map(domainOf)
  return own.includes(domain) ? { kind: 'outbox', account, label: domain } : { kind: 'other-server', account, label: domain }
}

const mailsOf = (account: AccountRow): readonly string[] => {
  const listed = account.addresses.filter((address) => /^mailto:/i.test(address)).map(toAddress)
  return listed.length > 0 ? listed : account.address.includes('@') ? [toAddress(account.address)] : []
}

/** The address as the server listed it: some compare it letter by letter (SCH-1). */
export const organizerOf = (account: AccountRow): string => account.addresses.find((address) => /^mailto:/i.test(address)) ?? `mailto:${account.address}`

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()

/** Of a URL somebody typed: its host, or what stands there when it is no URL. */
function hostOf(url: string): string {
  try {
    return new URL(url).hostname || 'freebusy URL'
  } catch {
    return 'freebusy URL'
  }
}
