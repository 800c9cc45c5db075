import * as z from 'zod'
import { accountId, href, instant, interval } from './basics.ts'
import { unknownReason } from './freebusy.ts'
import { busyKinds } from '../model/busy.ts'

/** One person, or everybody of a domain. */
export const addressScope = z.enum(['person', 'domain'])
export type AddressScope = z.infer<typeof addressScope>

/** A freebusy URL or template that was given here. Secrets are told by their being there, and by nothing else. */
export const freebusyAddress = z.object({
  scope: addressScope,
  subject: z.string(),
  /** The person's name, where it is known. */
  name: z.string(),
  /** With `{token}` in the place of a token. */
  url: z.string(),
  user: z.string(),
  hasPassword: z.boolean(),
  hasToken: z.boolean(),
  workedUtc: instant.nullable(),
  problem: unknownReason.nullable(),
  /** Contact cards of the person that it can be written into, or that have it. */
  cards: z.array(z.object({ accountId, href, name: z.string(), book: z.string(), has: z.boolean() })),
})
export type FreebusyAddressView = z.infer<typeof freebusyAddress>

/** A freebusy URL that a contact card brings along. */
export const contactAddress = z.object({ name: z.string(), addresses: z.array(z.string()), url: z.string(), book: z.string() })
export type ContactAddressView = z.infer<typeof contactAddress>

export const addressBookView = z.object({ accountId, name: z.string(), host: z.string(), contacts: z.number().int(), fetchedUtc: instant.nullable(), problem: z.string().nullable() })
export type AddressBookView = z.infer<typeof addressBookView>

export const freebusyAddressInput = z.object({
  scope: addressScope,
  subject: z.string().min(1).max(320),
  url: z.string().min(1).max(4_000),
  user: z.string().max(320),
  /** Null keeps the one that is there; it stays with the server it was given for. */
  password: z.string().max(2_000).nullable(),
  token: z.string().max(2_000).nullable(),
})

const findingStep = z.object({
  key: z.string(),
  /** What was tried, in words: "As Cyrus writes it". */
  title: z.string(),
  host: z.string(),
  /** The address that was asked, a token masked. */
  url: z.string().nullable(),
  state: z.enum(['running', 'yes', 'no']),
  /** What came back, in words. */
  outcome: z.string(),
  status: z.number().int().nullable(),
  tookMs: z.number().int().nullable(),
})
export type FindingStep = z.infer<typeof findingStep>

const foundUrl = z.object({
  /** As it would be kept for this person. */
  url: z.string(),
  /** As it would be kept for the whole domain; null: nothing in it depends on the person. */
  template: z.string().nullable(),
  host: z.string(),
  title: z.string(),
  /** The two weeks from today that were asked. */
  window: interval,
  /** Covering the window exactly. */
  spans: z.array(z.object({ startUtc: instant, endUtc: instant, kind: z.enum(busyKinds) })),
  coverage: interval.nullable(),
  from: z.enum(['vfreebusy', 'events']),
  stampUtc: instant.nullable(),
  rememberable: z.boolean(),
  /** What a person should know before keeping it: zones, another range than asked, a move. */
  notes: z.array(z.string()),
})
export type FoundUrl = z.infer<typeof foundUrl>

/** What the finder is doing, step by step, as it happens. */
export const freebusyFinding = z.object({
  /** The address or URL that was typed, a token masked. */
  what: z.string(),
  address: z.string().nullable(),
  running: z.boolean(),
  steps: z.array(findingStep),
  found: foundUrl.nullable(),
  /** A server that is there and asks for a sign-in: its URL can be tried again with one. */
  signIn: z.object({ host: z.string(), url: z.string() }).nullable(),
  /** Why nothing could even be tried, or that nothing was found. */
  problem: z.string().nullable(),
})
export type FreebusyFinding = z.infer<typeof freebusyFinding>

export const findUrlInput = z.object({
  /** A mail address or a URL, or a template with its person. */
  what: z.string().min(1).max(4_000),
  address: z.string().max(320).nullable(),
  user: z.string().max(320),
  password: z.string().max(2_000),
})
