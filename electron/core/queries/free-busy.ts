import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { BusyAnswerView, BusyRow } from '../../../shared/contract/freebusy.ts'
import { busyKindOf } from '../../../shared/freebusy/from-events.ts'
import { mergeTimelines, toTimeline, withoutOwnMeeting } from '../../../shared/freebusy/timeline.ts'
import { attendeesOf, sameAddress, toAddress } from '../../../shared/ical/people.ts'
import { eventsOf, readCalendar } from '../../../shared/ical/tree.ts'
import { expandOccurrences } from '../../../shared/recurrence/expand.ts'
import type { BusySpan } from '../../../shared/model/busy.ts'
import { must } from '../../../shared/model/result.ts'
import type { Address, ObjectId } from '../../../shared/model/ids.ts'
import type { Instant, Interval, Zone } from '../../../shared/model/time.ts'
import { startOfDay } from '../../../shared/time/days.ts'
import { absencesIn, personOf, planOf } from '../availability/my-plan.ts'
import { busyRows, myTimeline, neverFetched } from '../availability/my-time.ts'
import { chooseSources } from '../freebusy/choose-source.ts'
import { knownUrls } from '../freebusy/known-urls.ts'
import { accountsOfOnePerson, askedBy, isOwn, myAddresses, placesOf } from '../scheduling/identity.ts'
import type { AccountRow, BusyAnswerRow, PersonRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryDeps, QueryOf } from './deps.ts'
import { instantsIn } from './occurrence-view.ts'
import { readReason } from './read-reason.ts'

/** An answer older than this is shown as old and asked again, unless its source says that it holds longer (FBU-24). */
const staleAfterMs = 15 * 60_000
/** Longer than any look-up may take: the one who asked is gone. */
const givenUpAfterMs = 90_000

type Person = BusyQuestion['people'][number]

/**
 * A row for each person of the question, in its order. Mine from my own calendars, others from the answers held here.
 * Spans cover the window exactly, and what nobody spoke about is unknown, never free.
 */
export const query: QueryOf<'free-busy'> = (deps) => async (question) => {
  const { read } = deps
  const accounts = read.accounts().filter(isOwn)
  const addresses = question.people.map((p) => toAddress(p.address))
  const answers = new Map<string, BusyAnswerRow[]>()
  for (const row of read.busyAnswers(addresses)) answers.set(row.address, [...(answers.get(row.address) ?? []), row])
  const except = exceptIn(question)
  const uids = new Set([...except].flatMap((id) => read.object(id)?.uid ?? []))
  const meetings = [...except].flatMap((id) => ownMeeting(read, id, question.window) ?? [])
  return {
    rows: question.people.map((person, i) => {
      const address = addresses[i] ?? toAddress(person.address)
      const mine = accounts.filter((account) => myAddresses(account).includes(address))
      if (mine.length > 0) return myRow(deps, question, person, accountsOfOnePerson(mine, accounts))
      return theirRow(deps, question, person, (answers.get(address) ?? []).filter((row) => servesQuestion(row, uids)), meetings)
    }),
  }
}

/** Where a server left a meeting out, its time looks free: that is true only for who asks about that meeting (SCH-54). */
const servesQuestion = ({ mask = null }: BusyAnswerRow, uids: ReadonlySet<string>): boolean => mask === null || uids.has(mask)

const exceptIn = ({ exceptObjectId, exceptObjectIds = [] }: BusyQuestion): ReadonlySet<ObjectId> => new Set(exceptObjectId === null ? exceptObjectIds : [exceptObjectId, ...exceptObjectIds])

function myRow({ read }: QueryDeps, question: BusyQuestion, person: Person, accounts: readonly AccountRow[]): BusyRow {
  const { window } = question
  const zone = read.zone()
  const settings = read.settings()
  const except = exceptIn(question)
  const rows = busyRows(read, placesOf(accounts), window).filter((row) => !except.has(row.objectId))
  // Calendars that were never fetched say nothing about my time yet.
  const waiting = neverFetched(read, accounts) !== null
  // Absences count on my own row as they do for others, also where no server keeps them.
  const away = absencesIn(planOf(read, personOf(must(accounts[0], 'account'))), window)
  const spans = myTimeline(read, { rows, away, window, known: !waiting })
  const titles = rows
    .map((row) => ({ row, kind: busyKindOf(row) }))
    .filter(({ kind }) => kind !== 'free')
    .map(({ row, kind }) => ({ ...instantsIn(row, zone), title: row.title, tentative: kind === 'tentative' }))
    .toSorted((a, b) => a.startUtc - b.startUtc)
  const source = { kind: 'own' as const, label: 'your calendars' }
  const reason = waiting ? { code: 'asking' as const, text: 'Your calendars are being fetched for the first time' } : null
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

function theirRow({ read, clock }: QueryDeps, question: BusyQuestion, person: Person, held: readonly BusyAnswerRow[], meetings: readonly OwnMeeting[]): BusyRow {
  const { window } = question
  const nowUtc = clock.now()
  const known = read.person(toAddress(person.address))
  const answers = held.filter((a) => a.asked.startUtc < window.endUtc && a.asked.endUtc > window.startUtc).map((a) => settled(a, nowUtc))
  const masks = meetings.filter((meeting) => meeting.people.some((a) => sameAddress(a, person.address))).flatMap((meeting) => meeting.times)
  const views = answers.map((answer) => ({ answer, view: answerView(answer, window, masks) }))
  // An answer of before still speaks while its source is asked again, or cannot be reached now; its age says so.
  const speaking = views.filter(({ answer }) => answer.state === 'answered' || answer.coverage !== null)
  const best = views.find(({ answer }) => answer.state === 'answered') ?? speaking[0] ?? views.find(({ answer }) => answer.state === 'asking') ?? views[0]
  const newest = speaking.length === 0 ? null : Math.max(...speaking.map(({ answer }) => answer.askedAtUtc))
  const state = stateOf(answers, nowUtc)
  const merged = mergeTimelines(views.map(({ view }) => view.spans))
  return {
    ...identityOf(person, known),
    isMe: false,
    state,
    source: best?.view.source ?? { kind: 'none', label: '' },
    askedAtUtc: newest ?? best?.view.askedAtUtc ?? null,
    coverage: hull(speaking.map(({ view }) => view.coverage)),
    reason: state === 'answered' ? null : (best?.view.reason ?? (best === undefined ? silence(read, question, person) : null)),
    spans: views.length === 0 ? toTimeline([], null, window) : merged.spans,
    sources: views.map(({ view }) => view),
    sourcesDiffer: merged.differ,
    zone: known?.zone ?? null,
    workingHours: null,
    titles: [],
    freebusyUrl: read.freebusyAddress('person', toAddress(person.address))?.url ?? null,
  }
}

/** Nothing is held about this person: there is nobody to ask, or it has not happened yet. */
function silence(read: ReadStore, question: BusyQuestion, person: Person): BusyAnswerView['reason'] {
  const sources = chooseSources(person.address, {
    accounts: read.accounts().filter(isOwn),
    askingAccountId: askedBy(read, question).accountId,
    freebusyUrls: (address) => knownUrls(read, toAddress(address)),
  })
  if (sources.length > 0) return { code: 'not-covered', text: 'Nobody has been asked about this time yet' }
  return { code: 'no-source', text: 'No server can be asked about this person, and no freebusy URL is known' }
}

function identityOf(person: Person, known: PersonRow | null): Pick<BusyRow, 'address' | 'name' | 'kind'> {
  const kind = person.kind === 'unknown' && known !== null ? known.kind : person.kind
  return { address: person.address, name: person.name === '' ? (known?.name ?? '') : person.name, kind }
}

/** The core may have been killed while it asked: such a row must not wait for ever. */
function settled(row: BusyAnswerRow, nowUtc: Instant): BusyAnswerRow {
  if (row.state !== 'asking' || nowUtc - row.askedAtUtc < givenUpAfterMs) return row
  return { ...row, state: 'unknown', reason: { code: 'timeout', text: `${row.label} did not answer in time` } }
}

function stateOf(answers: readonly BusyAnswerRow[], nowUtc: Instant): BusyRow['state'] {
  const fresh = answers.some((a) => a.state === 'answered' && (nowUtc - a.askedAtUtc <= staleAfterMs || nowUtc < (a.freshUntilUtc ?? 0)))
  if (fresh) return 'answered'
  if (answers.some((a) => a.state === 'asking')) return 'asking'
  return answers.some((a) => a.state === 'answered' || a.coverage !== null) ? 'stale' : 'unknown'
}

/** Answers state their free time too, so nothing outside of their spans is taken for free. */
function answerView(row: BusyAnswerRow, window: Interval, masks: readonly Interval[]): BusyAnswerView {
  let spans: readonly BusySpan[] = toTimeline(row.spans, null, window)
  for (const own of masks) spans = withoutOwnMeeting(spans, own).spans
  return {
    source: { kind: row.source, label: row.label, via: row.via ?? null },
    askedAtUtc: row.askedAtUtc,
    coverage: row.coverage === null ? null : { ...row.coverage },
    reason: row.state === 'asking' ? { code: 'asking', text: `Waiting for ${row.label}` } : readReason(row.reason),
    spans: spans.map((s) => ({ ...s })),
  }
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
