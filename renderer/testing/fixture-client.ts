import type { CallInput, CallName, CallOutput } from '../../shared/contract/calls.ts'
import type { Topic } from '../../shared/contract/topics.ts'
import type { AppState } from '../../shared/contract/app.ts'
import type { AccountView } from '../../shared/contract/calendars.ts'
import type { EventDraft, Occurrence } from '../../shared/contract/events.ts'
import type { QueueRow } from '../../shared/contract/queue.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import type { CallResult, Change } from '../../shared/contract/wire.ts'
import { addDays, weekdayOf, weekDays } from '../../shared/time/days.ts'
import { dayCounter, daySpan, monthRows } from '../../shared/time/lanes.ts'
import { toInstant, toLocal } from '../../shared/time/zones.ts'
import type { Client } from '../client/client.ts'
import { storyAccounts, storyApp, storyOccurrences, storyQueue } from './story.ts'

type Answers = { [N in CallName]?: (input: CallInput<N>) => CallOutput<N> | AppError | Promise<CallOutput<N> | AppError> }

export interface FixtureWorld {
  app: AppState
  accounts: readonly AccountView[]
  occurrences: Occurrence[]
  queue: readonly QueueRow[]
}

export interface FixtureClient extends Client {
  readonly world: FixtureWorld
  readonly log: { readonly name: CallName; readonly input: unknown }[]
  change(topics: readonly Topic[]): void
}

/**
 * A client with a small world behind it, answering at once: for model and component tests, and for looking at views
 * before or without a core. `answers` replace or add calls.
 */
export function fixtureClient(world: Partial<FixtureWorld> = {}, answers: Answers = {}, delayMs = 0): FixtureClient {
  const now: FixtureWorld = { app: storyApp, accounts: storyAccounts, occurrences: [...storyOccurrences], queue: storyQueue, ...world }
  const listeners = new Set<(change: Change) => void>()
  const change = (topics: readonly Topic[]): void => {
    for (const tell of listeners) tell({ topics })
  }
  const log: FixtureClient['log'][number][] = []
  const table: Answers = { ...worldAnswers(now, change), ...answers }
  return {
    world: now,
    log,
    change,
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallResult<CallOutput<N>>> {
      log.push({ name, input })
      if (delayMs > 0) await new Promise((done) => setTimeout(done, delayMs))
      const answer = table[name] as ((input: CallInput<N>) => CallOutput<N> | AppError | Promise<CallOutput<N> | AppError>) | undefined
      if (!answer) return { ok: false, error: { kind: 'bug', effect: 'nothing-changed', retry: 'never', cause: 'unknown-call', detail: name } }
      const value = await answer(input)
      return isError(value) ? { ok: false, error: value } : { ok: true, value }
    },
    onChange(tell) {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    tellOnline: () => undefined,
    onLink(tell) {
      tell('up')
      return () => undefined
    },
  }
}

const isError = (value: unknown): value is AppError => typeof value === 'object' && value !== null && 'kind' in value && 'effect' in value

function worldAnswers(now: FixtureWorld, change: (topics: readonly Topic[]) => void): Answers {
  const visible = (): Set<string> => new Set(now.accounts.flatMap((account) => account.calendars.filter((one) => one.visible).map((one) => one.id)))
  const find = (objectId: string, recurrenceId: string | null): Occurrence | undefined => now.occurrences.find((one) => one.objectId === objectId && one.recurrenceId === recurrenceId)
  return {
    'app-state': () => now.app,
    accounts: () => ({ accounts: [...now.accounts] }),
    'adding-account': () => ({ adding: null }),
    'events-in-range': ({ window }) => {
      const shown = visible()
      return { occurrences: now.occurrences.filter((one) => one.startUtc < window.endUtc && one.endUtc > window.startUtc && (shown.has(one.collectionId) || one.collectionId === 'north/room bookings')) }
    },
    'month-weeks': ({ firstDay, weeks, rows, zone }) => {
      const dayAt = dayCounter(firstDay, weeks * 7, zone)
      const items = now.occurrences.map((occurrence) => ({ occurrence, startUtc: occurrence.startUtc, whole: occurrence.startDate !== null, ...daySpan(occurrence, firstDay, dayAt) }))
      const found = monthRows(items, weeks, rows, (a, b) => (a.occurrence.key < b.occurrence.key ? -1 : 1))
      return { rows, weeks: found.map(({ shown, hidden }, week) => ({ days: weekDays(addDays(firstDay, week * 7), weekdayOf(firstDay)), bars: shown.map(({ item, ...place }) => ({ occurrence: item.occurrence, ...place })), hidden: [...hidden] })) }
    },
    'busy-days': ({ firstDay, days, zone }) => {
      const dayAt = dayCounter(firstDay, days, zone)
      const spans = now.occurrences.map((one) => daySpan(one, firstDay, dayAt))
      return { days: Array.from({ length: days }, (_, day) => addDays(firstDay, day)).filter((_, day) => spans.some(({ first, last }) => first <= day && day <= last)) }
    },
    'search-events': ({ text }) => ({ occurrences: now.occurrences.filter((one) => one.title.toLowerCase().includes(text.toLowerCase())) }),
    'unreadable-objects': () => ({ objects: [] }),
    queue: () => ({ rows: [...now.queue] }),
    'event-draft': ({ objectId, recurrenceId, scope, zone }) => {
      const one = find(objectId, recurrenceId)
      return { draft: one ? draftOf(one, scope, zone) : null }
    },
    'send-preview': ({ draft }) => ({
      messages: draft.attendees.length,
      changed: ['time'],
      holdSeconds: now.app.settings.holdSeconds,
      groups: draft.attendees.length > 0 ? [{ kind: 'answer-again', why: 'The time changed', people: draft.attendees.map(({ address, name }) => ({ address, name })) }] : [],
    }),
    'move-event': ({ objectId, recurrenceId, when }) => {
      const one = find(objectId, recurrenceId)
      if (one && when.kind === 'timed') {
        const moved = { ...one, startUtc: toInstant(when.localStart, when.zone), endUtc: toInstant(when.localEnd, when.zone), unsent: true }
        now.occurrences = now.occurrences.map((other) => (other === one ? moved : other))
      }
      change(['objects', 'queue'])
      return { objectId, queueIds: [], messages: 0, leavesAtUtc: null, intent: `Move “${one?.title ?? ''}”` }
    },
    'set-settings': (settings) => {
      now.app = { ...now.app, settings: { ...now.app.settings, ...settings } }
      change(['app'])
      return {}
    },
    'set-calendar': ({ id, ...changes }) => {
      now.accounts = now.accounts.map((account) => ({ ...account, calendars: account.calendars.map((one) => (one.id === id ? { ...one, ...(changes as Partial<typeof one>) } : one)) }))
      change(['accounts', 'objects'])
      return { objectId: null, queueIds: [], messages: 0, leavesAtUtc: null, intent: 'Change the calendar' }
    },
    'sync-now': () => ({}),
  }
}

function draftOf(one: Occurrence, scope: EventDraft['scope'], zone: string): EventDraft {
  return {
    objectId: one.objectId,
    recurrenceId: one.recurrenceId,
    scope,
    collectionId: one.collectionId,
    title: one.title,
    location: one.location,
    description: '',
    conferenceUrl: '',
    when: one.startDate && one.endDate ? { kind: 'all-day', startDate: one.startDate, endDate: one.endDate } : { kind: 'timed', localStart: toLocal(one.startUtc, zone), localEnd: toLocal(one.endUtc, zone), zone },
    repeat: null,
    reminders: [],
    showAs: 'busy',
    visibility: 'public',
    organizer: one.role === 'organizer' ? 'alice@north.example' : null,
    attendees: Array.from({ length: one.people.total }, (_, n) => ({ address: one.faces[n]?.address ?? `guest${n}@south.example`, name: one.faces[n]?.name ?? `Guest ${n + 1}`, role: 'required', kind: 'individual', answer: 'accepted' })),
  }
}
