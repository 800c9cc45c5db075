import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import { unknownReason, type BusyAnswerView, type BusyRow } from '../../../shared/contract/freebusy.ts'
import { busyKindOf, busyOfOccurrences } from '../../../shared/freebusy/from-events.ts'
import { mergeTimelines, toTimeline, withoutOwnMeeting } from '../../../shared/freebusy/timeline.ts'
import { attendeesOf, sameAddress, toAddress } from '../../../shared/ical/people.ts'
import { eventsOf, readCalendar } from '../../../shared/ical/tree.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import type { Address, ObjectId } from '../../../shared/model/ids.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { myAddresses } from '../scheduling/identity.ts'
import type { AccountRow, BusyAnswerRow, PersonRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryDeps, QueryOf } from './deps.ts'
import { instantsIn } from './occurrence-view.ts'

/** An answer older than this is shown with its age and asked again. */
export const staleAfterMs = 15 * 60_000
/** Longer than any look-up may take: the one who asked is gone. */
const givenUpAfterMs = 90_000

type Person = BusyQuestion['people'][number]

/**
 * A row for each person of the question, in its order. Mine from my own calendars, others from the answers held here.
 * Spans cover the window exactly, and what nobody spoke about is unknown, never free.
 */
export const query: QueryOf<'free-busy'> = (deps) => async (question) => {
  const { read } = deps
  const accounts = read.accounts()
  const addresses = question.people.map((p) => toAddress(p.address))
  const answers = read.busyAnswers(addresses)
  const meeting = question.exceptObjectId === null ? null : ownMeeting(read, question.exceptObjectId, question.window)
  return {
    rows: question.people.map((person, i) => {
      const address = addresses[i] ?? toAddress(person.address)
      const mine = accounts.filter((account) => myAddresses(account).includes(address))
      if (mine.length > 0) return myRow(deps, question, person, accountsOfOnePerson(mine, accounts))
      const known = read.person(address)
      return theirRow(deps, question, person, known, answers.filter((row) => row.address === address), meeting)
    }),
  }
}

/** One human has many accounts, and all of them take time. Practice people are several humans in one profile. */
function accountsOfOnePerson(mine: readonly AccountRow[], all: readonly AccountRow[]): readonly AccountRow[] {
  return mine.some((a) => a.practice) ? mine : all.filter((a) => !a.practice)
}

function myRow({ read }: QueryDeps, question: BusyQuestion, person: Person, accounts: readonly AccountRow[]): BusyRow {
  const { window } = question
  const zone = read.zone()
  const settings = read.settings()
  const rows = accounts.flatMap((account) =>
    read.occurrencesIn({ window, zone, visibleOnly: false, busyOnly: true, accountId: account.id, ...(question.exceptObjectId === null ? {} : { exceptObjectId: question.exceptObjectId }) }),
  )
  const waiting = accounts.some((account) => account.lastSuccessUtc === null)
  const spans = toTimeline(busyOfOccurrences(rows, { zone }), waiting ? null : window, window)
  const titles = rows
    .map((row) => ({ row, kind: busyKindOf(row) }))
    .filter(({ kind }) => kind !== 'free')
    .map(({ row, kind }) => ({ ...instantsIn(row, zone), title: row.title, tentative: kind === 'tentative' }))
    .toSorted((a, b) => a.startUtc - b.startUtc)
  const source = { kind: 'own' as const, label: 'your calendars' }
  const reason = waiting ? { code: 'asking' as const, text: 'Your calendars are being fetched for the first time.' } : null
  return {
    ...identityOf(person, null),
    isMe: true,
    state: waiting ? 'asking' : 'answered',
    source,
    askedAtUtc: null,
    coverage: waiting ? null : { ...window },
    reason,
    spans,
    sources: [{ source, askedAtUtc: null, coverage: waiting ? null : { ...window }, reason, spans }],
    sourcesDiffer: false,
    zone,
    workingHours: { days: [...settings.workingDays], startMin: settings.workStartMin, endMin: settings.workEndMin, zone },
    titles,
    freebusyUrl: null,
  }
}

function theirRow({ clock }: QueryDeps, question: BusyQuestion, person: Person, known: PersonRow | null, answers: readonly BusyAnswerRow[], meeting: OwnMeeting | null): BusyRow {
  const { window } = question
  const nowUtc = clock.now()
  const sources = answers.filter((a) => a.asked.startUtc < window.endUtc && a.asked.endUtc > window.startUtc).map((a) => settled(a, nowUtc))
  const masks = meeting !== null && meeting.people.some((a) => sameAddress(a, person.address)) ? meeting.times : []
  const views = sources.map((a) => ({ answer: a, view: answerView(a, window, masks) }))
  const answered = views.filter(({ answer }) => answer.state === 'answered')
  const best = answered[0] ?? views.find(({ answer }) => answer.state === 'asking') ?? views[0]
  const merged = mergeTimelines(views.map(({ view }) => view.spans))
  const newest = answered.length === 0 ? null : Math.max(...answered.map(({ answer }) => answer.askedAtUtc))
  return {
    ...identityOf(person, known),
    isMe: false,
    state: stateOf(sources, newest, nowUtc),
    source: best?.view.source ?? { kind: 'none', label: '' },
    askedAtUtc: newest ?? best?.view.askedAtUtc ?? null,
    coverage: hull(answered.map(({ view }) => view.coverage)),
    reason: answered.length > 0 ? null : (best?.view.reason ?? notAsked),
    spans: views.length === 0 ? toTimeline([], null, window) : merged.spans,
    sources: views.map(({ view }) => view),
    sourcesDiffer: merged.differ,
    zone: null,
    workingHours: null,
    titles: [],
    freebusyUrl: known?.freebusyUrl ?? null,
  }
}

const notAsked: BusyAnswerView['reason'] = { code: 'not-covered', text: 'Nobody has been asked about this time yet.' }

function identityOf(person: Person, known: PersonRow | null): Pick<BusyRow, 'address' | 'name' | 'kind'> {
  const kind = person.kind === 'unknown' && known !== null ? known.kind : person.kind
  return { address: person.address, name: person.name === '' ? (known?.name ?? '') : person.name, kind }
}

/** The core may have been killed while it asked: such a row must not wait for ever. */
function settled(row: BusyAnswerRow, nowUtc: Instant): BusyAnswerRow {
  if (row.state !== 'asking' || nowUtc - row.askedAtUtc < givenUpAfterMs) return row
  return { ...row, state: 'unknown', reason: { code: 'timeout', text: `${row.label} gave no answer in time.` } }
}

function stateOf(sources: readonly BusyAnswerRow[], newestUtc: Instant | null, nowUtc: Instant): BusyRow['state'] {
  if (newestUtc !== null) return nowUtc - newestUtc > staleAfterMs ? 'stale' : 'answered'
  return sources.some((a) => a.state === 'asking') ? 'asking' : 'unknown'
}

/** Answers state their free time too, so nothing outside of their spans is taken for free. */
function answerView(row: BusyAnswerRow, window: Interval, masks: readonly Interval[]): BusyAnswerView {
  let spans: readonly BusySpan[] = toTimeline(row.state === 'unknown' ? [] : row.spans, null, window)
  for (const own of masks) spans = withoutOwnMeeting(spans, own).spans
  return {
    source: { kind: row.source, label: row.label },
    askedAtUtc: row.askedAtUtc,
    coverage: row.coverage === null ? null : { ...row.coverage },
    reason: row.state === 'asking' ? { code: 'asking', text: `Waiting for ${row.label}.` } : readReason(row),
    spans: spans.map((s) => ({ ...s })),
  }
}

function readReason({ reason }: BusyAnswerRow): BusyAnswerView['reason'] {
  if (reason === null) return null
  const known = unknownReason.safeParse(reason)
  return known.success ? known.data : { code: 'unreachable', text: reason.text }
}

function hull(coverages: readonly (Interval | null)[]): Interval | null {
  const known = coverages.filter((c) => c !== null)
  if (known.length === 0) return null
  return { startUtc: Math.min(...known.map((c) => c.startUtc)), endUtc: Math.max(...known.map((c) => c.endUtc)) }
}

interface OwnMeeting {
  readonly people: readonly Address[]
  readonly times: readonly Interval[]
}

/** Instances of one meeting looked at in a window; a longer list would only repeat itself. */
const mostInstances = 200

/**
 * The meeting being edited, where its people are busy with it (FBA-30): at the times the server knows, not at those of a
 * draft, and only for who is in it.
 */
function ownMeeting(read: ReadStore, id: ObjectId, window: Interval): OwnMeeting | null {
  const text = read.object(id)?.serverText ?? null
  const parsed = text === null ? null : readCalendar(text)
  if (text === null || parsed === null || !parsed.ok) return null
  const zone = read.zone()
  const people = eventsOf(parsed.value).flatMap((event) => attendeesOf(event).filter((a) => a.partstat !== 'declined').map((a) => a.address))
  const { instances } = expandOccurrences(text, window, { floatingZone: zone, cap: mostInstances })
  return { people, times: instances.map((i) => allDayIn(i, zone)) }
}

const allDayIn = (i: { startUtc: Instant; endUtc: Instant; startDate: string | null; endDate: string | null }, zone: Zone): Interval =>
  i.startDate === null || i.endDate === null ? { startUtc: i.startUtc, endUtc: i.endUtc } : { startUtc: startOfDay(i.startDate, zone), endUtc: startOfDay(i.endDate, zone) }
