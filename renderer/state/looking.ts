import { create } from 'zustand'
import type { DraftWhen, EventDraft } from '../../shared/contract/events.ts'
import type { InviteId, ObjectId } from '../../shared/model/ids.ts'
import type { PlainDate } from '../../shared/model/time.ts'

export type CalendarMode = 'day' | 'week' | 'month' | 'agenda'

/** One instance of an event. `recurrenceId: null` for one that does not repeat. */
export interface InstanceRef {
  readonly objectId: ObjectId
  readonly recurrenceId: string | null
}

/** What fills the canvas. `renderer/app/routes.ts` says how each is spelled in the address. */
export type Route =
  | { readonly kind: 'calendar' }
  | { readonly kind: 'invites'; readonly inviteId: InviteId | null }
  | { readonly kind: 'people-grid' }
  | { readonly kind: 'plan'; readonly planId: string | null }
  | { readonly kind: 'queue' }
  | { readonly kind: 'settings'; readonly section: SettingsSection }
  | { readonly kind: 'add-account' }

export type SettingsSection = 'general' | 'notices' | 'accounts' | 'mail' | 'freebusy' | 'hours' | 'others-see' | 'unreadable' | 'diagnostics'

/** The editor is a sheet over whatever is shown: a draft of a new event, or an instance and the scope to edit. */
export type EditorTarget =
  | { readonly kind: 'draft'; readonly draft: EventDraft }
  | { readonly kind: 'instance'; readonly instance: InstanceRef; readonly scope: 'this' | 'following' | 'all' | null }

/** What the people grid begins with: a draft from the editor (it goes back there), or nothing. */
export interface PeopleGridTarget {
  readonly draft: EventDraft | null
  readonly backToEditor: boolean
  /** Somebody else's meeting: the time that is chosen is proposed, and nothing else of it can be changed. */
  readonly proposing: Pick<ProposingTarget, 'instance' | 'repeats'> | null
  /** Where it was opened from, and one goes back to; null: the calendar. */
  readonly backTo: Route | null
}

/** Another time for somebody else's meeting, about to be proposed. */
export interface ProposingTarget {
  readonly instance: InstanceRef
  readonly repeats: boolean
  readonly when: DraftWhen
}

export interface Looking {
  readonly route: Route
  readonly mode: CalendarMode
  /** The day in view; null until somebody moves away from today. */
  readonly date: PlainDate | null
  readonly selected: InstanceRef | null
  readonly inspectorOpen: boolean
  readonly editor: EditorTarget | null
  readonly peopleGrid: PeopleGridTarget
  /** What the finder of freebusy URLs begins with; null: nothing. */
  readonly finderFor: string | null
  readonly proposing: ProposingTarget | null
  readonly sidebarOpen: boolean
  /** Asked for in a window too narrow to keep it open by itself. */
  readonly sidebarWanted: boolean
  readonly searchOpen: boolean
  readonly shortcutsOpen: boolean
  /** Declined and cancelled events stay visible unless hidden. */
  readonly showDeclined: boolean
}

const key = 'parley.looking'
const remembered = ['mode', 'sidebarOpen', 'showDeclined'] as const

const start: Looking = {
  route: { kind: 'calendar' },
  mode: 'week',
  date: null,
  selected: null,
  inspectorOpen: false,
  editor: null,
  finderFor: null,
  peopleGrid: { draft: null, backToEditor: false, proposing: null, backTo: null },
  proposing: null,
  sidebarOpen: true,
  sidebarWanted: false,
  searchOpen: false,
  shortcutsOpen: false,
  showDeclined: true,
}

export const useLooking = create<Looking>(() => ({ ...start, ...recall() }))

useLooking.subscribe((now, was) => {
  if (remembered.every((name) => now[name] === was[name])) return
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(remembered.map((name) => [name, now[name]]))))
  } catch {
    // Without storage the next start begins with the defaults.
  }
})

function recall(): Partial<Looking> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Looking>
  } catch {
    return {}
  }
}

const set = useLooking.setState

export const showDeclined = (shown: boolean): void => set({ showDeclined: shown })

export const goTo = (route: Route): void => set({ route })
export const showCalendar = (mode: CalendarMode, date?: PlainDate): void => set({ route: { kind: 'calendar' }, mode, ...(date ? { date } : {}) })
export const showDate = (date: PlainDate | null): void => set({ date })

/** Marks an event in the calendar and shows it in the inspector. */
export const select = (instance: InstanceRef): void => set({ selected: instance, inspectorOpen: true })
export const unselect = (): void => set({ selected: null, inspectorOpen: false })

export const openEditor = (target: EditorTarget): void => set({ editor: target })
export const closeEditor = (): void => set({ editor: null })

export const openPeopleGrid = (target: Partial<PeopleGridTarget> = {}): void =>
  set({ route: { kind: 'people-grid' }, editor: null, peopleGrid: { draft: target.draft ?? null, backToEditor: target.backToEditor ?? false, proposing: target.proposing ?? null, backTo: target.backTo ?? null } })
export const leavePeopleGrid = (): void => set({ route: useLooking.getState().peopleGrid.backTo ?? { kind: 'calendar' } })

/** Nothing moves: it only asks how the proposal is to be sent. */
export const openProposing = (target: ProposingTarget): void => set({ proposing: target })
export const closeProposing = (): void => set({ proposing: null })

/** The settings page with the finder, looking for this person. */
export const openFreebusyFinder = (address: string): void => set({ route: { kind: 'settings', section: 'freebusy' }, finderFor: address })

/** Null: the plan that was changed last. */
export const openPlan = (planId: string | null): void => set({ route: { kind: 'plan', planId } })

export const openInvite = (inviteId: InviteId | null): void => set({ route: { kind: 'invites', inviteId } })
