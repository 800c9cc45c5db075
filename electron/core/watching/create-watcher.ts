import type { BusyQuestion } from '../../../shared/contract/calls.ts'
import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import { slotStateOf } from '../../../shared/freebusy/slot.ts'
import { lookAtMeeting, newsSince } from '../../../shared/freebusy/watch.ts'
import type { SuggestRow } from '../../../shared/freebusy/judge.ts'
import { attendeesOf, organizerOf, sameAddress, type CalPerson } from '../../../shared/ical/people.ts'
import { readCalendar } from '../../../shared/ical/tree.ts'
import type { AccountId, ObjectId } from '../../../shared/model/ids.ts'
import type { Interval } from '../../../shared/model/time.ts'
import { instanceOf } from '../../../shared/recurrence/edit-series.ts'
import type { Stop } from '../ports.ts'
import type { WatchRow } from '../store/rows.ts'
import type { DrawnRow, Store } from '../store/store.ts'
import { lookAtPlans } from './look-at-plans.ts'
import type { Answers, WatcherDeps } from './watcher-deps.ts'

export interface Watcher {
  /** Asks about every meeting that is due, and notes what is news. Never two at once. */
  round(): Promise<void>
  /** Asks about one meeting or one plan at once, however far ahead it is: after a round that is under way, which may have asked before. */
  lookNow(about: LookAbout): Promise<void>
  start(): Stop
}

export type LookAbout = { readonly objectId: ObjectId } | { readonly planId: string }

const dayMs = 86_400_000
const aheadMs = 21 * dayMs
const mostMeetings = 20
/** A better time is looked for so far around. */
const aroundMs = 3 * dayMs
const everyMs = 30 * 60_000
const practiceEveryMs = 10_000

interface Meeting {
  readonly row: DrawnRow
  readonly people: readonly CalPerson[]
  readonly around: Interval
}

export function createWatcher(deps: WatcherDeps): Watcher {
  const { store, clock, log } = deps
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    if (!deps.online()) return
    const meetings = meetingsAhead(store, clock.now())
    await lookAt(meetings)
    if (meetings.length > 0) log.info('watched', { meetings: meetings.length })
    await lookAtPlans(deps)
  }

  async function lookAt(meetings: readonly Meeting[]): Promise<void> {
    for (const [accountId, group] of byAccount(meetings)) {
      const answers = await deps.ask(questionFor(accountId, group))
      for (const meeting of group) await look(accountId, meeting, answers)
    }
  }

  async function look(accountId: AccountId, meeting: Meeting, answers: Answers): Promise<void> {
    const { row, people, around } = meeting
    const settings = store.read.settings()
    const zone = store.read.zone()
    const rows = await certain(accountId, meeting, answers)
    const workingHours = { days: settings.workingDays, startMin: settings.workStartMin, endMin: settings.workEndMin, zone }
    const before = store.read.watch(row.objectId)
    const now = lookAtMeeting({ rows: rows.map((one, i) => suggestRow(one, people[i]!)), slot: slotOf(row), around, zone, workingHours }, before?.look ?? null)
    const news = newsSince(before?.look ?? null, now)
    const told = news === null ? (before?.news ?? null) : news === 'none' ? null : { ...news, foundUtc: clock.now() }
    const next: WatchRow = { objectId: row.objectId, isOff: false, askedAtUtc: clock.now(), look: now, news: told }
    // The meeting may have gone while its people were asked.
    if (store.read.object(row.objectId) !== null && !(store.read.watch(row.objectId)?.isOff ?? false)) store.write(['watches'], (tx) => tx.putWatch(next))
  }

  /**
   * Our meeting and another one beside it are answered as one block, and nobody can tell them apart (T-A16): such people are asked again,
   * with our meeting left out by their server (SCH-54). Whether it does that shows when a block of ours is gone; until it has, nothing
   * is claimed.
   */
  async function certain(accountId: AccountId, { row, people, around }: Meeting, answers: Answers): Promise<readonly BusyRow[]> {
    const slot = slotOf(row)
    const question = { people: people.map(asked), window: around, accountId, exceptObjectId: row.objectId }
    const rows = await answers(question)
    const whole = await answers({ ...question, exceptObjectId: null })
    const isFree = (one: BusyRow | undefined): boolean => one !== undefined && slotStateOf(one, slot, () => false).state === 'free'
    const taken = people.filter((_, i) => !whole[i]!.isMe && ['busy', 'tentative'].includes(slotStateOf(whole[i]!, slot, () => false).state))
    const unsure = taken.filter((person) => {
      const at = people.indexOf(person)
      return !isFree(rows[at]) || store.read.memo(leavesOut(accountId, whole[at]!)) === null
    })
    if (unsure.length === 0) return rows
    const again = { ...question, people: unsure.map(asked) }
    const without = await (await deps.ask(again))({ ...again, exceptObjectId: null })
    const learnt = without.filter(isFree).map((one) => leavesOut(accountId, one))
    if (learnt.some((key) => store.read.memo(key) === null)) store.write([], (tx) => learnt.forEach((key) => tx.setMemo(key, 'yes')))
    const trusted = new Map(without.filter((one) => store.read.memo(leavesOut(accountId, one)) !== null).map((one) => [one.address, one]))
    return rows.map((one) => trusted.get(one.address) ?? one)
  }

  const round = (): Promise<void> =>
    (running ??= run()
      .catch((error: unknown) => log.warn('watching-failed', { why: error instanceof Error ? error.name : 'unknown' }))
      .finally(() => {
        running = null
      }))

  return {
    round,
    async lookNow(about) {
      await running
      await ('planId' in about ? lookAtPlans(deps, about.planId) : lookAt(meetingsAhead(store, clock.now(), about.objectId)))
    },
    start() {
      let plannedMs = 0
      let stopTimer: Stop = () => undefined
      let stopped = false
      const paceMs = (): number => (store.read.accounts().some((account) => account.practice) ? practiceEveryMs : everyMs)
      const plan = (): void => {
        stopTimer()
        plannedMs = paceMs()
        stopTimer = clock.after(plannedMs, () => round().then(() => (stopped ? undefined : plan())))
      }
      plan()
      // Practice answers at once and to nobody else: there the pace is another, as soon as it is begun.
      const stopListening = store.onChange((topics) => {
        if (topics.includes('accounts') && paceMs() !== plannedMs) plan()
      })
      return () => {
        stopped = true
        stopListening()
        stopTimer()
      }
    },
  }
}

/** Remembered of a server that was seen to leave a meeting out of its answer. */
const leavesOut = (accountId: AccountId, { source }: BusyRow): string => `leaves-meeting-out:${accountId}:${source.label}`

const slotOf = ({ startUtc, endUtc }: DrawnRow): Interval => ({ startUtc, endUtc })

/** The next date of each meeting of mine with other people, the nearest first; or of one alone, also where a round does not look so far. */
function meetingsAhead({ read }: Store, nowUtc: number, only?: ObjectId): Meeting[] {
  const found = new Map<string, Meeting>()
  const rows = only === undefined ? read.occurrencesIn({ window: { startUtc: nowUtc, endUtc: nowUtc + aheadMs }, zone: read.zone(), visibleOnly: false }) : read.occurrencesOf(only, { startUtc: nowUtc, endUtc: Number.MAX_SAFE_INTEGER })
  for (const row of rows) {
    if (found.size >= mostMeetings) break
    if (row.role !== 'organizer' || row.status === 'cancelled' || row.startDate !== null || row.startUtc <= nowUtc || found.has(row.objectId)) continue
    if (read.watch(row.objectId)?.isOff === true) continue
    const people = peopleOf(read.textOf(row.objectId), row.recurrenceId)
    if (people.length < 2) continue
    found.set(row.objectId, { row, people, around: { startUtc: Math.max(nowUtc, row.startUtc - aroundMs), endUtc: row.endUtc + aroundMs } })
  }
  return [...found.values()]
}

/** Everybody who was asked and did not say no, the organizer among them. */
function peopleOf(text: string | null, recurrenceId: string | null): CalPerson[] {
  const parsed = text === null ? null : readCalendar(text)
  const event = parsed?.ok === true ? instanceOf(parsed.value, recurrenceId) : null
  if (!event) return []
  const organizer = organizerOf(event)
  const listed = attendeesOf(event).filter((person) => person.partstat !== 'declined')
  return organizer === null || listed.some((person) => sameAddress(person.address, organizer.address)) ? listed : [organizer, ...listed]
}

const asked = ({ address, name, kind }: CalPerson): BusyQuestion['people'][number] => ({ address, name, kind })

function suggestRow(row: BusyRow, person: CalPerson): SuggestRow {
  const isRoom = person.kind === 'room' || person.kind === 'resource'
  const may = person.role === 'optional' || person.role === 'non-participant'
  return { address: row.address, presence: isRoom ? 'room' : may ? 'optional' : 'required', state: row.state, spans: row.spans, workingHours: row.workingHours }
}

function byAccount(meetings: readonly Meeting[]): ReadonlyMap<AccountId, readonly Meeting[]> {
  const groups = new Map<AccountId, Meeting[]>()
  for (const meeting of meetings) groups.set(meeting.row.accountId, [...(groups.get(meeting.row.accountId) ?? []), meeting])
  return groups
}

/** What a question may hold at most. */
const mostPeople = 500

/** One for all meetings of an account: a server answers about fifty people as easily as about one. */
function questionFor(accountId: AccountId, meetings: readonly Meeting[]): BusyQuestion {
  const people = new Map(meetings.flatMap((meeting) => meeting.people.map((person) => [person.address, asked(person)] as const)))
  return {
    people: [...people.values()].slice(0, mostPeople),
    window: { startUtc: Math.min(...meetings.map(({ around }) => around.startUtc)), endUtc: Math.max(...meetings.map(({ around }) => around.endUtc)) },
    accountId,
    exceptObjectId: null,
  }
}
