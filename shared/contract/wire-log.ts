import * as z from 'zod'
import { instant } from './basics.ts'

/** Whether requests and answers are being kept; null: they are not. `kept`: something is there to look at. */
export const wireLogState = z.object({ untilUtc: instant.nullable(), kept: z.number().int() })

/** All that is kept, every value masked, oldest first; `dropped` older ones have made room. */
export const wireLogText = z.object({ exchanges: z.number().int(), dropped: z.number().int(), text: z.string() })

export const wireLogSwitch = z.object({ to: z.enum(['on', 'off', 'forget']) })
