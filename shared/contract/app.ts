import * as z from 'zod'
import { noticeKinds } from '../model/notices.ts'
import { zone } from './basics.ts'

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** ISO weekday: 1 Monday, 6 Saturday, 7 Sunday. */
  weekStart: z.union([z.literal(1), z.literal(6), z.literal(7)]),
  /** Null: the computer's own. */
  homeZone: zone.nullable(),
  secondZone: zone.nullable(),
  workingDays: z.array(z.number().int().min(1).max(7)),
  workStartMin: z.number().int().min(0).max(1440),
  workEndMin: z.number().int().min(0).max(1440),
  /** How long a change that notifies people waits, so that undo also stops the message. */
  holdSeconds: z.number().int().min(0).max(600),
  defaultReminderMin: z.number().int().nullable(),
  /** What the system shows a notice for; none: never. */
  notices: z.array(z.enum(noticeKinds)),
  /** No notices between these minutes of the day, in the zone of the person; the end may lie on the next day. Null: at any time. */
  quietHours: z.object({ startMin: z.number().int().min(0).max(1439), endMin: z.number().int().min(0).max(1439) }).nullable(),
  hourPx: z.union([z.literal(40), z.literal(48), z.literal(60), z.literal(76)]),
})
export type Settings = z.infer<typeof settings>

export const appState = z.object({
  version: z.string(),
  /** The zone to draw in: the setting, or the computer's. */
  zone,
  online: z.boolean(),
  host: z.enum(['desktop', 'loopback']),
  accounts: z.number().int(),
  counts: z.object({ invitations: z.number().int(), unsent: z.number().int(), needsYou: z.number().int() }),
  practice: z.object({ running: z.boolean(), people: z.array(z.object({ address: z.string(), name: z.string() })) }),
  settings,
})
export type AppState = z.infer<typeof appState>
