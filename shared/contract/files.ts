import * as z from 'zod'
import { accountId, collectionId, objectId } from './basics.ts'

/** What a file is made of: one event (a series with all its dates), one calendar, or all calendars of an account. */
export const icsExportAsk = z.discriminatedUnion('kind', [z.object({ kind: z.literal('event'), objectId }), z.object({ kind: z.literal('calendar'), collectionId }), z.object({ kind: z.literal('account'), accountId })])
export type IcsExportAsk = z.infer<typeof icsExportAsk>

/** `left`: objects whose text cannot be read, and which are therefore not in the file. */
export const icsExport = z.object({ fileName: z.string(), text: z.string(), objects: z.number().int(), left: z.number().int() })

const importText = z.string().min(1).max(5_000_000)
export const importAsk = z.object({ text: importText })

/** What a file of events holds, measured against what is here. */
const importFound = z.object({
  /** That can be read; a series is one. */
  events: z.number().int(),
  /** The first of them, in order of time: with what becomes of each if those that are here already are left. */
  first: z.array(z.object({ title: z.string(), when: z.string(), repeats: z.boolean(), here: z.enum(['new', 'same', 'other']) })),
  /** Of those, with a UID that is here already, and how many of these say the same as here. */
  here: z.number().int(),
  same: z.number().int(),
  /** With guests. */
  meetings: z.number().int(),
  unreadable: z.array(z.object({ title: z.string(), when: z.string(), why: z.string() })),
  /** Tasks and the like, and events that the file has twice. */
  others: z.number().int(),
  repeated: z.number().int(),
  /** Proposed; null: there is no calendar that can be written. */
  calendar: collectionId.nullable(),
})
export type ImportFound = z.infer<typeof importFound>
/** Null: it is no file of events (a message, a mail, a single new event); `open-ics` says what it is. */
export const importLook = z.object({ found: importFound.nullable() })

/** What becomes of events that are here already. */
const importKnown = z.enum(['skip', 'update', 'both'])
export type ImportKnown = z.infer<typeof importKnown>
export const importInput = z.object({ text: importText, collectionId, known: importKnown })
export const imported = z.object({ added: z.number().int(), updated: z.number().int(), left: z.number().int(), unreadable: z.number().int(), /** Line by line, for a file. */ report: z.string() })
export type Imported = z.infer<typeof imported>
