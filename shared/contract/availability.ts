import * as z from 'zod'
import { instant, interval, plainDate, zone } from './basics.ts'
import { appError } from './app-error.ts'
import { busyKinds } from '../model/busy.ts'

/** Hours of some weekdays (ISO 1–7), in minutes of the local day; 1440 is the next midnight. */
export const openHours = z.object({ days: z.array(z.number().int().min(1).max(7)).min(1), startMin: z.number().int().min(0).max(1439), endMin: z.number().int().min(1).max(1440), place: z.string().max(200) })
export type OpenHours = z.infer<typeof openHours>

/** A stretch of weeks with hours of its own; both dates null: the usual hours. Dates are inclusive. */
export const hoursPeriod = z.object({ id: z.string().min(1).max(120), name: z.string().max(200), from: plainDate.nullable(), until: plainDate.nullable(), hours: z.array(openHours).max(40) })
export type HoursPeriod = z.infer<typeof hoursPeriod>

/** Out of office: whole days when both minutes are 0 and 1440. */
export const absence = z.object({
  id: z.string().min(1).max(120),
  name: z.string().max(200),
  from: plainDate,
  startMin: z.number().int().min(0).max(1439),
  until: plainDate,
  endMin: z.number().int().min(1).max(1440),
  kind: z.enum(['unavailable', 'busy', 'tentative']),
})
export type Absence = z.infer<typeof absence>

/** When I can be met: the usual hours, weeks that differ, and absences; each of these wins over the ones before it (AVA-6). */
export const availabilityPlan = z.object({ zone, usual: hoursPeriod, periods: z.array(hoursPeriod).max(50), absences: z.array(absence).max(200) })
export type AvailabilityPlan = z.infer<typeof availabilityPlan>

/** What became of it at one of my servers. */
export const availabilityAtServer = z.object({
  accountId: z.string(),
  label: z.string(),
  /**
   * `none`: nothing stands there · `kept`: the server has it and its answers follow it · `stored`: it has it, and could not be asked · `partly`: its answers follow a part of it · `ignored`: its answers do not change · `waiting`: not sent yet ·
   * `refused`: it would not take it · `unsupported`: it has no such thing · `differs`: something else stands there, made elsewhere.
   */
  state: z.enum(['none', 'kept', 'stored', 'partly', 'ignored', 'waiting', 'refused', 'unsupported', 'differs']),
  /** Of what stands there when it differs and can be edited here. */
  theirs: availabilityPlan.nullable(),
  problem: appError.nullable(),
})
export type AvailabilityAtServer = z.infer<typeof availabilityAtServer>

export const availabilityView = z.object({
  /** Whose: my accounts of one person share one. */
  personId: z.string(),
  address: z.string(),
  plan: availabilityPlan,
  /** False: the working hours of the settings, never saved as availability. */
  saved: z.boolean(),
  servers: z.array(availabilityAtServer),
  updatedUtc: instant.nullable(),
})
export type AvailabilityView = z.infer<typeof availabilityView>

export const availabilityPreview = z.object({ window: interval, spans: z.array(z.object({ startUtc: instant, endUtc: instant, kind: z.enum(busyKinds) })), text: z.string() })
