import { domainOfAddress, toAddress } from '../../../shared/ical/people.ts'
import type { AccountRow } from '../store/rows.ts'
import { hostOfUrl, type KnownUrl } from './known-urls.ts'

export interface OutboxSource {
  readonly kind: 'outbox' | 'other-server'
  readonly account: AccountRow
  /** The organisation that answers, in words. */
  readonly label: string
}
export interface FburlSource {
  readonly kind: 'fburl'
  /** At least one, best first: the next is asked when one gives nothing. */
  readonly urls: readonly KnownUrl[]
  readonly label: string
}
export type Source = OutboxSource | FburlSource

export interface ChooseContext {
  readonly accounts: readonly AccountRow[]
  /** The account that asks; null: the first that can. */
  readonly askingAccountId: string | null
  /** Best first (`known-urls.ts`). */
  freebusyUrls(address: string): readonly KnownUrl[]
}

/**
 * Who is asked about a person: the Outbox of the asking account, an account of ours in the person's own domain,
 * and the freebusy URLs we know. All of them, so that answers can be compared. None for myself: my calendars are here.
 */
export function chooseSources(address: string, context: ChooseContext): readonly Source[] {
  const asked = toAddress(address)
  if (context.accounts.some((account) => mailsOf(account).includes(asked))) return []
  const able = context.accounts.filter((account) => account.outboxHref !== null && account.capabilities.outboxFreeBusy !== false && account.capabilities.sending?.freeBusy !== false && mailsOf(account).length > 0)
  const asking = able.find((account) => account.id === context.askingAccountId) ?? (context.askingAccountId === null ? able[0] : undefined)
  const domain = domainOfAddress(asked)
  const neighbour = able.find((account) => account !== asking && mailsOf(account).some((mine) => domainOfAddress(mine) === domain))
  const sources: Source[] = []
  for (const account of [asking, neighbour]) if (account) sources.push(outboxSource(account, domain))
  const urls = context.freebusyUrls(asked)
  const best = urls[0]
  if (best) sources.push({ kind: 'fburl', urls, label: hostOfUrl(best.url) })
  return sources
}

/** Another domain is answered by another server behind ours, if at all: the row must say so. */
function outboxSource(account: AccountRow, domain: string): OutboxSource {
  const own = mailsOf(account).map(domainOfAddress)
  return own.includes(domain) ? { kind: 'outbox', account, label: domain } : { kind: 'other-server', account, label: domain }
}

const mailsOf = (account: AccountRow): readonly string[] => {
  const listed = account.addresses.filter((address) => /^mailto:/i.test(address)).map(toAddress)
  return listed.length > 0 ? listed : account.address.includes('@') ? [toAddress(account.address)] : []
}

/** The address as the server listed it: some compare it letter by letter (SCH-1). */
export const organizerOf = (account: AccountRow): string => account.addresses.find((address) => /^mailto:/i.test(address)) ?? `mailto:${account.address}`

