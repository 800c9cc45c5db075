import { toAddress } from '../../../shared/ical/people.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import type { AccountId, Address } from '../../../shared/model/ids.ts'
import { type AccountRow, type CollectionRow, subscriptionsAccount } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'

/** Everything this account is known by, in comparable form (PPL-4). */
export function myAddresses(account: AccountRow): readonly Address[] {
  return [...new Set([...account.addresses, account.address].map(toAddress))]
}

/**
 * PPL-6: what lies in somebody else's calendar is theirs. Its server takes the owner for the one who speaks, so a meeting there
 * under my name would be stored and told to nobody, or told as theirs (RFC 6638 §3.1). Cyrus 3.6.1 does send the invitations of one
 * under my name in a calendar that was shared with me, and then loses every answer (5.2) and sends no cancellation: refused as well.
 */
export const isOthers = (collection: Pick<CollectionRow, 'owner'>): boolean => collection.owner !== null

/** `myAddresses` for what lies in this calendar: in somebody else's, none. */
export const addressesIn = (account: AccountRow, collection: Pick<CollectionRow, 'owner'>): readonly Address[] => (isOthers(collection) ? [] : myAddresses(account))

/**
 * The form to write into ORGANIZER: exactly as the server listed it, a mail one if there is one (SCH-1). A server that does not schedule
 * compares nothing, and may list a path (Radicale 3.1.8: `/alice@lab.test/`), to which nobody could answer: then the account's own.
 */
export function organizerHref(account: AccountRow): string {
  const listed = account.addresses.find((a) => /^mailto:/i.test(a))
  if (listed !== undefined) return listed
  const own = `mailto:${account.address}`
  return reachesPeople(account) || !account.address.includes('@') ? (account.addresses[0] ?? own) : own
}

/** Who acts, for SENT-BY: people must be able to write to it, so a mail form also where the server lists none. */
export const actorHref = (account: AccountRow): string => account.addresses.find((a) => /^mailto:/i.test(a)) ?? `mailto:${account.address}`

/** Addresses of mine that people can answer to, as the server lists them; the account's own comes first. */
export const answerAddresses = (account: AccountRow): readonly string[] => [...new Set([account.address, ...account.addresses].map(mailForm).filter((a) => /^[^\s@/:]+@[^\s@/:]+$/.test(a)).map((a) => a.toLowerCase()))]

/** The same account, speaking by one of its addresses alone. Null: it is not one of them. */
export function speakingAs(account: AccountRow, address: string): AccountRow | null {
  const href = [...account.addresses, `mailto:${account.address}`].find((a) => toAddress(a) === toAddress(address))
  return href === undefined ? null : { ...account, address: mailForm(href), addresses: [href] }
}

/** For people: the mail form of it. */
export const mailForm = (href: string): string => href.replace(/^mailto:/i, '')

/** Whether changes of this account reach other people by the server's own doing (DIS-13a). */
export const canSchedule = (account: AccountRow): boolean => account.capabilities.autoSchedule

/**
 * EXP-1: the server of the older model carries messages and makes none. Its tokens alone decide: one that also has
 * `calendar-auto-schedule` sends by itself, and may answer a posted message with a success that delivers nothing (CalendarServer).
 */
export function postsMessages({ capabilities, inboxHref, outboxHref, addresses }: AccountRow): boolean {
  const { davTokens } = capabilities
  const older = davTokens.includes('calendar-schedule') && !davTokens.includes('calendar-auto-schedule')
  return older && inboxHref !== null && outboxHref !== null && addresses.some((address) => /^mailto:/i.test(address))
}

/** Whether people are told through this server at all, by its own doing or by ours. */
export const reachesPeople = (account: AccountRow): boolean => canSchedule(account) || postsMessages(account)

export const hostOf = (account: AccountRow): string => {
  // The practice organisations answer on this computer, and are known by their domains.
  if (account.practice) return account.address.split('@')[1] ?? account.address
  try {
    return new URL(account.baseUrl).hostname
  } catch {
    return account.baseUrl
  }
}

/** False: it is somebody else's, whom the person acts for (PPL-5). */
export const isOwn = (account: Pick<AccountRow, 'behalf'>): boolean => account.behalf === null

/** In whose name something is done there, for what is shown of it. */
export const behalfIn = (account: Pick<AccountRow, 'behalf' | 'name'> | null): { readonly behalf?: string } => (account === null || account.behalf === null ? {} : { behalf: account.name })

/** Accounts of others that the sign-in of this one opens. */
export const openedBy = (read: ReadStore, loginId: AccountId): readonly AccountId[] => read.accounts().flatMap(({ id, behalf }) => (behalf?.loginId === loginId ? [id] : []))

/** Who is free is asked by the person who looks, also in the calendars of somebody else. */
export const askedBy = <Q extends { readonly accountId: AccountId | null }>(read: ReadStore, question: Q): Q =>
  question.accountId === null ? question : { ...question, accountId: read.account(question.accountId)?.behalf?.loginId ?? question.accountId }

/** One human has many accounts, and all of them take time. Practice people are several humans in one profile, and so are those somebody acts for. */
export const accountsOfOnePerson = (mine: readonly AccountRow[], all: readonly AccountRow[]): readonly AccountRow[] =>
  mine.some((account) => account.practice || !isOwn(account)) ? mine : all.filter((account) => !account.practice && isOwn(account))

/** Where the time of one human is spent: these accounts, the calendars on this computer, and those of others that were chosen to count. */
export const placesOf = (accounts: readonly AccountRow[]): readonly AccountId[] => [...accounts.map(({ id }) => id), localAccount, subscriptionsAccount]

/** Name of a subscribed calendar that counts and was never read: what is in it is unknown, and unknown is not free. Null: there is none. */
export function unreadPlace(read: ReadStore): string | null {
  const waiting = read.subscriptions().filter((row) => row.lastSuccessUtc === null).map((row) => read.collection(row.id))
  return waiting.find((calendar) => calendar?.countsAsBusy === true)?.name ?? null
}

export const isLocal = (row: { readonly accountId: AccountId }): boolean => row.accountId === localAccount

/** What is done in a calendar on this computer can be taken back for so long; nobody waits for it. */
export const localUndoMs = 10 * 60_000
