import * as z from 'zod'
import { instant, objectId, plainDate } from './basics.ts'
import { personKind } from './events.ts'
import { ways } from '../planning/plan.ts'

/** Work is planned in quarters of an hour. */
const quarters = (most: number) => z.number().int().multipleOf(15).min(15).max(most)
const address = z.string().min(1).max(320)
const planId = z.string().min(1).max(80)

const planPackage = z.object({
  id: planId,
  title: z.string().max(400),
  minutes: quarters(120_000),
  people: z.array(address).max(100),
  /** Together at one time, one of them all of it, or its hours split between them. */
  way: z.enum(ways),
  /** Last day on which it may end. */
  deadline: plainDate.nullable(),
  after: z.array(planId).max(200),
  minBlockMin: quarters(1_440),
  maxBlockMin: quarters(1_440),
})
export type PlanPackageView = z.infer<typeof planPackage>

const planBlock = z.object({
  id: z.string().min(1).max(500),
  packageId: planId,
  people: z.array(address).min(1).max(100),
  startUtc: instant,
  endUtc: instant,
  /** Put there by hand: planning anew leaves it. */
  pinned: z.boolean(),
  /** The event in a calendar of mine that stands for it, at the times it has there; null when there is none. */
  placed: z.object({ objectId, startUtc: instant, endUtc: instant, invited: z.number().int() }).nullable(),
})
export type PlanBlockView = z.infer<typeof planBlock>

export const plan = z.object({
  id: planId,
  name: z.string().max(400),
  startDate: plainDate,
  weeks: z.number().int().min(1).max(26),
  people: z.array(z.object({ address, name: z.string().max(400), kind: personKind, /** Their unknown time may be used: a person said so. */ assumeFree: z.boolean() })).max(100),
  useTentative: z.boolean(),
  packages: z.array(planPackage).max(200),
  blocks: z.array(planBlock).max(5_000),
  /** Events of blocks that are no longer in the plan; placing takes them out of the calendar. */
  leftovers: z.array(objectId).max(5_000),
  plannedAtUtc: instant.nullable(),
})
export type PlanView = z.infer<typeof plan>

export const planSummary = z.object({ id: planId, name: z.string(), packages: z.number().int(), blocks: z.number().int(), updatedUtc: instant })
export type PlanSummary = z.infer<typeof planSummary>
