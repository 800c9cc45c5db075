import * as z from 'zod'
import { instant, interval, zone } from './basics.ts'
import { personKind } from './events.ts'
import { busyKinds } from '../model/busy.ts'

const busyKind = z.enum(busyKinds)
const busySpan = z.object({ startUtc: instant, endUtc: instant, kind: busyKind })

/** Where a row's times come from; shown on the row (promise: every row says so). */
const busySource = z.object({
  kind: z.enum(['own', 'outbox', 'other-server', 'fburl', 'none']),
  /** Server or host name in words: `north.example`, `freelance.example`. */
  label: z.string(),
  /** Of a freebusy URL: the person's own, of a contact card, or of the domain. */
  via: z.enum(['person', 'contact', 'domain']).nullable().optional(),
})

export const unknownReason = z.object({
  code: z.enum(['no-source', 'unknown-user', 'refused', 'unreachable', 'timeout', 'not-free-busy', 'not-supported', 'not-covered', 'sign-in', 'offline', 'gone', 'bad-url', 'asking']),
  text: z.string(),
})

const busyAnswer = z.object({
  source: busySource,
  askedAtUtc: instant.nullable(),
  /** Time the answer speaks about; outside of it everything is unknown. */
  coverage: interval.nullable(),
  reason: unknownReason.nullable(),
  /** Sorted, disjoint, covering the asked window exactly. */
  spans: z.array(busySpan),
})
export type BusyAnswerView = z.infer<typeof busyAnswer>

export const busyRow = z.object({
  address: z.string(),
  name: z.string(),
  kind: personKind,
  isMe: z.boolean(),
  state: z.enum(['asking', 'answered', 'unknown', 'stale']),
  source: busySource,
  askedAtUtc: instant.nullable(),
  coverage: interval.nullable(),
  reason: unknownReason.nullable(),
  /** All sources merged (FBA-14); sorted, disjoint, covering the asked window exactly. */
  spans: z.array(busySpan),
  /** One entry a source when more than one was asked. */
  sources: z.array(busyAnswer),
  /** Sources that both cover a time disagree about it. */
  sourcesDiffer: z.boolean(),
  zone: zone.nullable(),
  /** Minutes of the local day, and ISO weekdays 1–7; null = not known. */
  workingHours: z.object({ days: z.array(z.number().int()), startMin: z.number().int(), endMin: z.number().int(), zone }).nullable(),
  /** Titles of my own events, for the row that is me. */
  titles: z.array(z.object({ startUtc: instant, endUtc: instant, title: z.string(), tentative: z.boolean() })),
  freebusyUrl: z.string().nullable(),
})
export type BusyRow = z.infer<typeof busyRow>

export const personView = z.object({
  address: z.string(),
  name: z.string(),
  kind: personKind,
  source: z.enum(['me', 'directory', 'contact', 'recent']),
  detail: z.string(),
  freebusyUrl: z.string().nullable(),
})
export type PersonView = z.infer<typeof personView>
