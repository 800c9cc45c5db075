import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { News, Notices } from '../notices/tell-notices.ts'
import type { Clock, Log, Stop } from '../ports.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { ReminderRow } from '../store/rows.ts'
import type { DrawnRow, Store } from '../store/store.ts'
import { type Alarm, alarmsIn, createAlarmMemo, farAlarmed, stillRings } from './alarms-ahead.ts'

const dayMs = 86_400_000
/** The first look goes through all that the calendars hold, and whoever opened the window wants to see the week before. */
const afterStartMs = 2_000
/** The clock is looked at this often, because a timer does not count the hours of a closed lid. */
const glanceMs = 60_000
/** What is due is known this far ahead; then, and when a calendar changed, it is worked out again. */
const horizonMs = 6 * 3_600_000
/** Alarms more than a month before their events are searched in every text, which is done seldom: a new one may ring this late. */
const farEveryMs = 3_600_000
/** A first sync changes calendars many times a second: it is let finish, and looked into now and then when it takes long. What is known rings on time. */
const calmMs = 1_000
const longestStirMs = 20_000
/** An alarm that is older than this when it is first seen is no reminder any more. */
const oldestMs = 7 * dayMs
/** A late one of an event that lies ahead: a first sync must not ring for every anniversary of the month. */
const lateMs = dayMs
const keepRowsMs = 62 * dayMs

/** Up to where alarms were rung; what came later while Parley was off was missed. */
const rungUntilMemo = 'reminders-rung-until'
const saveEveryMs = 10 * 60_000

export interface RingerDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Log
  readonly notices: Notices
}

/** Rings until it is stopped. */
export function startRinger({ store, clock, log, notices }: RingerDeps): Stop {
  let next: Instant = clock.now()
  let saved: Instant = clock.now()
  let far: { readonly ids: readonly ObjectId[]; readonly untilUtc: Instant } = { ids: [], untilUtc: clock.now() }
  let stopTimer: Stop = () => undefined
  /** The last look went well, and all that was due has rung. After one that failed nothing is noted down: the next start makes up for it. */
  let isSure = false
  let stir: { readonly sinceUtc: Instant; readonly stop: Stop } | null = null
  const memo = createAlarmMemo()

  function glance(): void {
    const nowUtc = clock.now()
    if (nowUtc >= next) return goOn(look(nowUtc))
    if (isSure && nowUtc - saved >= saveEveryMs) save(nowUtc)
    sleep(nowUtc)
  }

  const sleep = (nowUtc: Instant): void => void (stopTimer = clock.after(Math.min(Math.max(next - nowUtc, 1), glanceMs), glance))

  /** A piece of a look, and the rest of it when others have had their turn. */
  function goOn(rest: Iterator<void>): void {
    if (rest.next().done === true) sleep(clock.now())
    else stopTimer = clock.after(0, () => goOn(rest))
  }

  function* look(nowUtc: Instant): Generator<void> {
    isSure = false
    try {
      if (nowUtc >= far.untilUtc) {
        const ids: ObjectId[] = []
        for (const piece of farAlarmed(store.read, nowUtc)) {
          ids.push(...piece)
          yield
        }
        far = { ids, untilUtc: nowUtc + farEveryMs }
      }
      const alarms: Alarm[] = []
      for (const piece of alarmsIn(store.read, { startUtc: nowUtc - oldestMs, endUtc: nowUtc + horizonMs }, far.ids, memo)) {
        alarms.push(...piece)
        yield
      }
      const due = ring(store, nowUtc, (stir === null ? alarms : alarms.filter(stands)).sort((a, b) => a.atUtc - b.atUtc))
      next = Math.min(due.next, far.untilUtc)
      if (due.rung.length > 0) save(nowUtc)
      isSure = true
      notices.tell(due.rung.map((row) => newsOf(store, row, nowUtc)).filter((news) => news !== null))
    } catch (fault) {
      // Of one that cannot be rung the others must not suffer; the next look tries again.
      log.warn('reminders-failed', { what: fault instanceof Error ? fault.message.slice(0, 120) : 'unknown' })
      next = nowUtc + glanceMs
    }
  }

  /** What was found in an earlier piece may have been moved, dismissed or deleted since. Only what would ring at once can ring wrongly. */
  function stands({ event, atUtc }: Alarm): boolean {
    if (atUtc > clock.now()) return true
    if (store.read.object(event.objectId)?.deletedHere !== false) return false
    const now = store.read.occurrence(event.objectId, event.recurrenceId)
    return now !== null && stillRings(store.read, now, atUtc)
  }

  function save(nowUtc: Instant): void {
    saved = nowUtc
    store.write([], (tx) => tx.setMemo(rungUntilMemo, String(nowUtc)))
  }

  function settled(): void {
    stir = null
    next = clock.now()
    stopTimer()
    glance()
  }

  const stopWatching = store.onChange((topics) => {
    if (!topics.some((topic) => topic === 'objects' || topic === 'reminders' || topic === 'accounts' || topic === 'app')) return
    const nowUtc = clock.now()
    const sinceUtc = stir?.sinceUtc ?? nowUtc
    stir?.stop()
    stir = { sinceUtc, stop: clock.after(Math.max(0, Math.min(calmMs, sinceUtc + longestStirMs - nowUtc)), settled) }
  })
  // Of what was over before the first start nobody is reminded.
  if (store.read.memo(rungUntilMemo) === null) save(clock.now())
  stopTimer = clock.after(afterStartMs, glance)
  return () => {
    stopWatching()
    stopTimer()
    stir?.stop()
    // Closed again before it looked, it knows nothing of what was missed: the next start does.
    if (isSure) save(clock.now())
  }
}

interface Rung {
  /** What began to ring now, or again after its snooze. */
  readonly rung: readonly ReminderRow[]
  readonly next: Instant
}

function ring(store: Store, nowUtc: Instant, alarms: readonly Alarm[]): Rung {
  const { read } = store
  const rungUntil = Number(read.memo(rungUntilMemo) ?? nowUtc)
  const rows = read.reminders()
  const known = new Set(rows.map(keyOf))
  const fresh = alarms.filter((alarm) => alarm.atUtc <= nowUtc && isToRing(alarm, nowUtc, rungUntil)).map((alarm) => rowOf(alarm, nowUtc)).filter((row) => !known.has(keyOf(row)))
  const awake = rows.filter((row) => row.doneUtc === null && row.snoozedUntilUtc !== null && row.snoozedUntilUtc <= nowUtc).map((row): ReminderRow => ({ ...row, snoozedUntilUtc: null }))
  const rung = [...fresh, ...awake]
  if (rung.length > 0) {
    store.write(['reminders'], (tx) => {
      for (const row of rung) tx.putReminder(row)
      tx.forgetReminders(nowUtc - keepRowsMs)
    })
  }
  const ahead = [...alarms.map((alarm) => alarm.atUtc), ...rows.flatMap((row) => (row.doneUtc === null && row.snoozedUntilUtc !== null ? [row.snoozedUntilUtc] : []))].filter((at) => at > nowUtc)
  return { rung, next: Math.min(nowUtc + horizonMs, ...ahead) }
}

/** Its event is not over, or it came while Parley was off. */
const isToRing = ({ atUtc, endUtc }: Alarm, nowUtc: Instant, rungUntil: Instant): boolean => atUtc > rungUntil || (endUtc > nowUtc && atUtc > nowUtc - lateMs)

const rowOf = ({ event, atUtc }: Alarm, nowUtc: Instant): ReminderRow => ({ accountId: event.accountId, uid: event.uid, recurrenceId: event.recurrenceId ?? '', atUtc, objectId: event.objectId, rungUtc: nowUtc, snoozedUntilUtc: null, doneUtc: null })
const keyOf = (row: Pick<ReminderRow, 'accountId' | 'uid' | 'recurrenceId' | 'atUtc'>): string => `${row.accountId} ${row.uid} ${row.recurrenceId} ${row.atUtc}`

/** The instance a row is about; null when it is not there any more. */
export const instanceFor = (read: Store['read'], row: Pick<ReminderRow, 'objectId' | 'recurrenceId'>): DrawnRow | null => read.occurrence(row.objectId, row.recurrenceId === '' ? null : row.recurrenceId)

function newsOf({ read }: Store, row: ReminderRow, nowUtc: Instant): News | null {
  const event = instanceFor(read, row)
  if (event === null) return null
  const { objectId, recurrenceId } = event
  const reminders = [{ objectId, recurrenceId }]
  return {
    fact: { kind: 'reminder', title: event.title, when: whenWords(event, read.zone(), nowUtc), where: event.location },
    opens: { kind: 'event', objectId, recurrenceId },
    actions: [
      { label: 'In 5 minutes', call: 'snooze-reminders', input: { reminders, minutes: 5 } },
      { label: 'Dismiss', call: 'dismiss-reminders', input: { reminders } },
    ],
  }
}
