import * as z from 'zod'
import { accountId, collectionId, hue, instant } from './basics.ts'
import { appError } from './app-error.ts'

const calendarField = z.enum(['name', 'hue', 'countsAsBusy', 'position', 'description'])

export const calendarView = z.object({
  id: collectionId,
  accountId,
  name: z.string(),
  hue,
  visible: z.boolean(),
  /** False: look, do not touch (a subscription, or no right to write). */
  writable: z.boolean(),
  /** `schedule-calendar-transp` (SCH-45): whether events here block the person's time. */
  countsAsBusy: z.boolean(),
  /** Where invitations land and new events go. */
  isDefault: z.boolean(),
  description: z.string(),
  /** Whose it is, where it is not this person's own: no meeting is made or answered in it (PPL-6). */
  ownerName: z.string().optional(),
  /** What this person may do to the calendar itself, as far as its server tells. */
  rights: z.object({ change: z.boolean(), remove: z.boolean() }),
  /** What it takes at most; null: its server does not say (CAL-10). */
  limits: z.object({ maxBytes: z.number().nullable(), maxPeople: z.number().nullable(), minUtc: instant.nullable(), maxUtc: instant.nullable() }),
  /** `new`: made here and not on the server yet. `gone`: the server no longer has it; it is kept until the person lets it go (SYN-10). */
  state: z.enum(['there', 'new', 'gone']),
  /** Choices that the server does not keep. */
  keptHere: z.array(calendarField),
  eventCount: z.number().int(),
  unreadableCount: z.number().int(),
  /** When it was last found to be as the server has it. */
  lastSuccessUtc: instant.nullable(),
  /** What is in the way of this calendar alone. */
  problem: appError.nullable(),
})
export type CalendarView = z.infer<typeof calendarView>

/** One line of the server card: what the server can do, in words. `works: null` = not found out yet. */
const ability = z.object({
  key: z.enum(['auto-schedule', 'free-busy', 'other-organisations', 'sync', 'availability', 'people-search', 'freebusy-url']),
  works: z.boolean().nullable(),
  title: z.string(),
  detail: z.string(),
})
export type Ability = z.infer<typeof ability>

export const accountView = z.object({
  id: accountId,
  /** The address a person knows it by, e.g. `alice@north.example`. */
  address: z.string(),
  name: z.string(),
  host: z.string(),
  /** No account but this computer: no server, no people. */
  local: z.literal(true).optional(),
  practice: z.boolean(),
  status: z.enum(['live', 'syncing', 'offline', 'sign-in', 'problem']),
  lastSuccessUtc: instant.nullable(),
  problem: appError.nullable(),
  /** `calendar-user-address-set` in mail form, preferred first. */
  addresses: z.array(z.string()),
  /** Invitations reach people through this server, by its own doing or by Parley's. */
  canSchedule: z.boolean(),
  /** The server gives no right to invite anybody (SCH-46). */
  mayNotInvite: z.boolean().optional(),
  /** Whether new calendars can be made here. */
  newCalendars: z.enum(['yes', 'no-right', 'unsupported']),
  abilities: z.array(ability),
  progress: z.object({ done: z.number().int(), total: z.number().int().nullable() }).nullable(),
  /** Rests until the person lets it go on: nothing is asked, nothing leaves. */
  paused: z.boolean(),
  /** When its server is asked again by itself; null: it is being asked, or not before something changes. */
  nextTryUtc: instant.nullable(),
  /** Somebody else's, whom the person acts for (PPL-5): what is done here is done in the owner's name, and says by whom. */
  behalf: z.object({ name: z.string(), /** The account whose sign-in opens it, and the address that SENT-BY names. */ loginId: accountId, by: z.string(), mayInvite: z.boolean(), mayAnswer: z.boolean() }).optional(),
  /** Whom the person may act for and does not yet, where the server sends in the owner's name. */
  delegators: z.array(z.object({ principal: z.string(), name: z.string(), address: z.string() })),
  calendars: z.array(calendarView),
})
export type AccountView = z.infer<typeof accountView>

/** The steps of adding an account, as they happen; the page draws them as a list. */
export const addingAccount = z.object({
  address: z.string(),
  steps: z.array(
    z.object({
      key: z.enum(['find', 'sign-in', 'learn', 'calendars', 'invitations']),
      state: z.enum(['waiting', 'running', 'done', 'failed']),
      title: z.string(),
      detail: z.string(),
      tookMs: z.number().nullable(),
    }),
  ),
  account: accountView.nullable(),
  error: appError.nullable(),
})
export type AddingAccount = z.infer<typeof addingAccount>

/** What goes with a calendar: shown before it is deleted. */
export const calendarRemoval = z.object({
  name: z.string(),
  events: z.number().int(),
  /** Meetings ahead that I organize, and the people in them: some servers tell them that these are cancelled. */
  meetings: z.number().int(),
  people: z.number().int(),
  /** Meetings ahead that others invited me to. */
  invitations: z.number().int(),
  unsent: z.number().int(),
  isDefault: z.boolean(),
})
export type CalendarRemoval = z.infer<typeof calendarRemoval>
