import * as z from 'zod'
import { hues } from '../model/hues.ts'
import type { AccountId, CollectionId, Href, InviteId, ObjectId, QueueId } from '../model/ids.ts'

const id = <T extends string>() => z.string().min(1).max(400) as unknown as z.ZodType<T, T>

export const accountId = id<AccountId>()
export const collectionId = id<CollectionId>()
export const objectId = id<ObjectId>()
export const inviteId = id<InviteId>()
export const queueId = id<QueueId>()
/** Of a resource, as its server spelled it. */
export const href = z.string().min(1).max(4_000) as unknown as z.ZodType<Href, Href>

export const instant = z.number().int()
export const plainDate = z.string().regex(/^\d{4}-\d\d-\d\d$/)
export const localDateTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
export const zone = z.string().min(1).max(80)
export const interval = z.object({ startUtc: instant, endUtc: instant })

/**
 * Names one instance of a series: its original start in basic form, `20261014T130000Z` for a timed one
 * (always UTC) and `20261014` for an all-day one. Null stands for an event that does not repeat, or the series.
 */
export const recurrenceId = z.string().regex(/^\d{8}(T\d{6}Z)?$/).nullable()
/** Which part of a series a change or an answer is about. Ignored for events that do not repeat. */
export const scope = z.enum(['this', 'following', 'all'])

export const hue = z.enum(hues)
export type Scope = z.infer<typeof scope>
