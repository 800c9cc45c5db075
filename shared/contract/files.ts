import * as z from 'zod'
import { accountId, collectionId, objectId } from './basics.ts'

/** What a file is made of: one event (a series with all its dates), one calendar, or all calendars of an account. */
export const icsExportAsk = z.discriminatedUnion('kind', [z.object({ kind: z.literal('event'), objectId }), z.object({ kind: z.literal('calendar'), collectionId }), z.object({ kind: z.literal('account'), accountId })])
export type IcsExportAsk = z.infer<typeof icsExportAsk>

/** `left`: objects whose text cannot be read, and which are therefore not in the file. */
export const icsExport = z.object({ fileName: z.string(), text: z.string(), objects: z.number().int(), left: z.number().int() })
