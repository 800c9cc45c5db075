import type { SeenByOthers } from '../../../shared/contract/publishing.ts'
import { offHoursIn } from '../../../shared/freebusy/hours.ts'
import { inferHours } from '../../../shared/freebusy/infer-hours.ts'
import { mergeTimelines, toTimeline } from '../../../shared/freebusy/timeline.ts'
import { readFreeBusy } from '../../../shared/freebusy/vfreebusy.ts'
import type { BusyKind, BusySpan } from '../../../shared/model/busy.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { intersect } from '../../../shared/time/intervals.ts'
import { explainError } from '../../../shared/wording/errors.ts'
import { awayOutside, notFetchedYet, onlySignedIn } from '../../../shared/wording/publishing.ts'
import { must } from '../../../shared/model/result.ts'
import { absencesIn, accountsByPerson, personOf, planOf } from '../availability/my-plan.ts'
import { busyRows, myTimeline, neverFetched } from '../availability/my-time.ts'
import type { DavClient } from '../dav/shapes.ts'
import { askOutbox, type Outcome } from '../freebusy/ask-outbox.ts'
import type { Clock } from '../ports.ts'
import { hostOf, myAddresses, placesOf } from '../scheduling/identity.ts'
import type { AccountRow, PublishedLinkRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import { contentOf } from './content.ts'
import { hostOfLink, type Publisher } from './create-publisher.ts'

export interface SeenDeps {
  readonly read: ReadStore
  readonly clock: Clock
  readonly newId: () => string
  readonly online: () => boolean
  readonly publisher: Pick<Publisher, 'open'>
  sessionOf(id: AccountId): DavClient
}

const timeoutMs = 20_000
const offline = 'You are offline, so nobody can be asked.'

/** My own row as others get it, one entry a source, asked side by side. Each says where it differs from what it should say. */
export async function whatOthersSee(deps: SeenDeps, window: Interval): Promise<readonly SeenByOthers[]> {
  const humans = [...accountsByPerson(deps.read).values()]
  const asked = humans.flatMap((accounts) => {
    const own = ownRow(deps.read, accounts, window)
    return [Promise.resolve(own), ...accounts.filter((account) => account.outboxHref !== null).map((account) => serverRow(deps, account, own, window))]
  })
  return Promise.all([...asked, ...deps.read.publishedLinks().map((row) => linkRow(deps, row, window))])
}

function ownRow(read: ReadStore, accounts: readonly AccountRow[], window: Interval): SeenByOthers {
  const unread = neverFetched(read, accounts)
  const spans = timeIn(read, { accounts, places: placesOf(accounts), window, known: unread === null })
  const label = accounts.length === 1 ? (accounts[0]?.address ?? '') : 'your calendars'
  return { kind: 'own', id: accounts[0]?.id ?? '', label, spans, coverage: unread === null ? window : null, problem: unread === null ? null : notFetchedYet(unread), note: '', differs: [] }
}

interface Where {
  readonly accounts: readonly AccountRow[]
  readonly places: readonly AccountId[]
  readonly window: Interval
  readonly known: boolean
}

function timeIn(read: ReadStore, { accounts, places, window, known }: Where): BusySpan[] {
  const away = absencesIn(planOf(read, personOf(must(accounts[0], 'account'))), window)
  return myTimeline(read, { rows: busyRows(read, places, window), away, window, known })
}

async function serverRow(deps: SeenDeps, account: AccountRow, own: SeenByOthers, window: Interval): Promise<SeenByOthers> {
  const label = hostOf(account)
  const silent = (problem: string): SeenByOthers => ({ kind: 'server', id: account.id, label, spans: toTimeline([], null, window), coverage: null, problem, note: '', differs: [] })
  if (!deps.online()) return silent(offline)
  const address = myAddresses(account).find((one) => one.includes('@'))
  if (address === undefined) return silent(`${label} names no mail address for you.`)
  let outcome: Outcome | null = null
  const { supported } = await askOutbox({
    dav: deps.sessionOf(account.id),
    account,
    people: [{ address, label, isGroup: false, relayed: false }],
    window,
    maskUid: null,
    nowUtc: deps.clock.now(),
    newId: deps.newId,
    timeoutMs,
    signal: AbortSignal.timeout(timeoutMs),
    tell: ([said]) => void (outcome = said?.outcome ?? null),
  })
  const said = outcome as Outcome | null
  if (!supported || said === null) return silent(`${label} does not answer questions about free and busy time.`)
  if (said.kind === 'unknown') return silent(said.reason.text)
  const spans = toTimeline(said.spans, null, window)
  // Only of what lies in the account's own calendars: another account of mine is not this server's to know.
  const mine = timeIn(deps.read, { accounts: [account], places: [account.id], window, known: account.lastSuccessUtc !== null })
  // Nights and weekends are nobody's meeting: said once, not as a difference each day.
  const hours = inferHours(spans, deps.read.zone())
  const differs = own.problem === null ? differences(hours === null ? mine : awayToo(mine, spans, offHoursIn(hours, window)), spans) : []
  return { kind: 'server', id: account.id, label, spans, coverage: said.coverage, problem: null, note: hours === null ? '' : awayOutside(hours.startMin, hours.endMin), differs }
}

async function linkRow(deps: SeenDeps, row: PublishedLinkRow, window: Interval): Promise<SeenByOthers> {
  const label = row.settings.name
  const silent = (problem: string): SeenByOthers => ({ kind: 'link', id: row.id, label, spans: toTimeline([], null, window), coverage: null, problem, note: '', differs: [] })
  if (!deps.online()) return silent(offline)
  const opened = await deps.publisher.open(row)
  if (!opened.ok) return silent(explainError(opened.problem).title)
  try {
    const read = await opened.value.read()
    if (!read.ok) return silent(read.problem.kind === 'gone' ? 'Nothing stands there.' : explainError(read.problem).title)
    const understood = readFreeBusy(read.value.body, window, { address: row.settings.address })
    if (!understood.ok) return silent('What stands there is no free/busy answer.')
    const should = contentOf(deps.read, row.id, row.settings, deps.clock.now())
    const spans = toTimeline(understood.value.spans, null, window)
    return { kind: 'link', id: row.id, label, spans, coverage: understood.value.coverage, problem: null, note: read.value.openToAll ? '' : onlySignedIn(hostOfLink(row)), differs: should.kind === 'ready' ? differences(toTimeline(should.content.spans, null, window), spans) : [] }
  } finally {
    await opened.value.close()
  }
}

/** My own time with the nights and weekends in which they say I am away: what I do then is no less kept free from others by it. */
export function awayToo(mine: readonly BusySpan[], theirs: readonly BusySpan[], off: readonly Interval[]): readonly BusySpan[] {
  const away = intersect(theirs.filter(({ kind }) => kind === 'unavailable'), off)
  return mergeTimelines([mine, away.map((span): BusySpan => ({ ...span, kind: 'unavailable' }))]).spans
}

/** Where both know, and one shows as free or tentative what the other does not; busy and away both mean no. In: timelines of one window. */
export function differences(here: readonly BusySpan[], there: readonly BusySpan[]): SeenByOthers['differs'] {
  const out: SeenByOthers['differs'][number][] = []
  let j = 0
  for (const a of here) {
    while (j < there.length && (there[j]?.endUtc ?? 0) <= a.startUtc) j += 1
    for (let k = j; k < there.length; k += 1) {
      const b = there[k]
      if (b === undefined || b.startUtc >= a.endUtc) break
      if (weight(a.kind) === weight(b.kind) || a.kind === 'unknown' || b.kind === 'unknown') continue
      const piece = { startUtc: Math.max(a.startUtc, b.startUtc), endUtc: Math.min(a.endUtc, b.endUtc), here: a.kind, there: b.kind }
      const last = out.at(-1)
      if (last && last.endUtc === piece.startUtc && weight(last.here) === weight(piece.here) && weight(last.there) === weight(piece.there)) out[out.length - 1] = { ...last, endUtc: piece.endUtc }
      else out.push(piece)
    }
  }
  return out
}

const weight = (kind: BusyKind): BusyKind => (kind === 'unavailable' ? 'busy' : kind)
