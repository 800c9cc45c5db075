import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId, CollectionId, Href } from '../../../shared/model/ids.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import { listCalendars, readDefaultCalendar } from '../dav/list-calendars.ts'
import type { DavClient } from '../dav/shapes.ts'
import { postsMessages } from '../scheduling/identity.ts'
import type { AccountRow } from '../store/rows.ts'
import { pullCollection } from './pull-collection.ts'
import { noteStanding } from './note-standing.ts'
import { pullInbox } from './pull-inbox.ts'
import { type ListedCalendar, reconcileCalendars } from './reconcile-calendars.ts'
import { takeMessages } from './take-messages.ts'
import { learnDelegators } from './learn-delegators.ts'
import { learnSending } from './learn-sending.ts'
import { learnOwners } from './learn-owners.ts'
import { isRoadBlock, type SyncContext } from './sync-deps.ts'

/** Calendars of one account at the same time; more would only queue at the server. */
const atOnce = 3
const tellProgressEveryMs = 300

/**
 * One round for one account: its calendars, what changed in each, then the Inbox (SCH-41), then what that means for me.
 * A calendar that fails does not stop the others; the first fault is given back.
 */
export async function pullAccount(context: SyncContext, accountId: AccountId): Promise<Result<void, AppError>> {
  const account = context.store.read.account(accountId)
  if (account === null) return ok(undefined)
  const dav = context.sessionOf(accountId)
  // The thread begins while the calendars are listed.
  if (account.lastSuccessUtc === null) context.answers.prepare()
  const askedUtc = context.clock.now()
  const found = await listCalendars(dav, { homes: account.homeHrefs, inboxHref: account.inboxHref, outboxHref: account.outboxHref, product: account.capabilities.product })
  if (!found.ok) return found
  const defaultHref = await askDefault(context, dav, account, found.value.calendars.length)
  noteHome(context, account, found.value.newIn)
  await learnDelegators(context, dav, account)
  await learnSending(context, dav, account)
  const ownerOf = await learnOwners(dav, account, found.value.calendars, context.store.read.collections(accountId))
  const isOlder = (href: Href): boolean => (context.ownWrites.whenCalendar(accountId, href) ?? -Infinity) >= askedUtc
  const reconciled = reconcileCalendars(context.store, account, found.value.calendars, { defaultHref, newId: context.newId, isOlder, ownerOf })
  // One that is deleted here is not fetched any more.
  const listed = reconciled.filter(({ id }) => context.store.read.collection(id)?.removed === false)
  const progress = account.lastSuccessUtc === null ? tellProgress(context, accountId) : () => undefined
  const faults = await pullAll(context, dav, accountId, inOrder(context, listed), progress)
  const inbox = faults.some(isRoadBlock) ? ok(undefined) : await pullInbox(context, dav, account)
  const isOurs = postsMessages(account) && inbox.ok && !faults.some(isRoadBlock)
  const taking = isOurs ? await takeMessages(context, dav, account) : null
  if (!context.signal.aborted && context.store.read.account(accountId) !== null) await context.processInbox(accountId)
  await taking?.end()
  const fault = faults[0] ?? (inbox.ok ? undefined : inbox.problem)
  return fault === undefined ? ok(undefined) : fail(fault)
}

/** Where new calendars can be made. A server that knew no way stays so until the account is added anew. */
function noteHome(context: SyncContext, { id, capabilities }: AccountRow, home: Href | null): void {
  const { newCalendars } = capabilities
  if (newCalendars !== undefined && newCalendars.home === home) return
  context.store.write(['accounts'], (tx) => tx.patchAccount(id, { capabilities: { ...capabilities, newCalendars: { home, unsupported: newCalendars?.unsupported ?? false } } }))
}

/** The default calendar seldom changes: asked when it is not known, and when calendars came or went. */
async function askDefault(context: SyncContext, dav: DavClient, account: AccountRow, foundCount: number): Promise<Href | null | undefined> {
  const known = context.store.read.collections(account.id).filter((row) => row.kind === 'calendar' && !row.gone)
  if (account.inboxHref === null || (known.length === foundCount && known.some((row) => row.isDefault))) return undefined
  const asked = await readDefaultCalendar(dav, account.inboxHref)
  return asked.ok ? asked.value : undefined
}

/** Those on screen first, the default one before the others. */
function inOrder(context: SyncContext, listed: readonly ListedCalendar[]): readonly ListedCalendar[] {
  const rank = ({ id }: ListedCalendar) => {
    const row = context.store.read.collection(id)
    return (row?.isDefault === true ? 0 : 1) + (row?.visible === true ? 0 : 2)
  }
  return listed.toSorted((a, b) => rank(a) - rank(b))
}

async function pullAll(context: SyncContext, dav: DavClient, accountId: AccountId, listed: readonly ListedCalendar[], onStored: (count: number) => void): Promise<readonly AppError[]> {
  const waiting = [...listed]
  const faults: AppError[] = []
  const seen = new Map<CollectionId, AppError | null>()
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined && !context.signal.aborted; next = waiting.shift()) {
      const { id, found } = next
      const pulled = await pullCollection({ context, dav, accountId, collectionId: id, href: found.href, found, onStored })
      seen.set(id, pulled.ok ? null : pulled.problem)
      if (pulled.ok) continue
      context.log.warn('pull-failed', { collectionId: id, kind: pulled.problem.kind, cause: pulled.problem.cause ?? '', status: pulled.problem.httpStatus ?? 0 })
      // T-Y17: gone between the listing and the look; kept, and marked until it is listed again.
      if (pulled.problem.kind === 'gone') context.store.write(['accounts', 'objects'], (tx) => tx.patchCollection(id, { gone: true }))
      else faults.push(pulled.problem)
      if (isRoadBlock(pulled.problem)) waiting.length = 0
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  noteStanding(context, seen)
  return faults
}

/** How many have come, for a first sync that takes its time. */
function tellProgress(context: SyncContext, accountId: AccountId): (count: number) => void {
  let done = 0
  let toldAt = context.clock.now()
  return (count) => {
    done += count
    const now = context.clock.now()
    if (now - toldAt < tellProgressEveryMs) return
    toldAt = now
    context.store.write(['accounts'], (tx) => tx.patchAccount(accountId, { progress: { done, total: null } }))
  }
}
