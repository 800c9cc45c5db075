import * as z from 'zod'

/**
 * What a test (or a curious person) can turn while the organisations run. `faults` hit the requests that fit them,
 * the first one that fits alone; everything else holds for all servers.
 */
const fault = z.object({
  what: z.enum(['status', 'delay', 'torn-body', 'cut-body', 'drop-before', 'drop-after', 'expired-token']),
  /** Domain of the server, e.g. `north.example`. */
  server: z.string().optional(),
  /** Sign-in name or address. */
  user: z.string().optional(),
  method: z.string().optional(),
  /** Regular expression on the path, unanchored. */
  path: z.string().optional(),
  /** How many requests it hits before it is used up; absent: every one. */
  times: z.number().int().min(1).optional(),
  /** For `status`. */
  status: z.number().int().min(300).max(599).optional(),
  retryAfterSec: z.number().int().min(0).optional(),
  /** For `status`: the DAV:error condition in the body, as `{namespace}name`. */
  condition: z.string().optional(),
  /** For `delay`. */
  delayMs: z.number().int().min(0).optional(),
})
export type Fault = z.infer<typeof fault>

const knobs = z.object({
  latencyMs: z.number().int().min(0).max(60_000),
  /** Answers to sync-collection hold at most so many rows, then 507 (RFC 6578 §3.6). */
  pageSize: z.number().int().min(1).nullable(),
  scheduleTag: z.boolean(),
  putEtag: z.boolean(),
  syncCollection: z.boolean(),
  /** `explicit`: the model of 2007, where clients POST their messages. */
  scheduling: z.enum(['auto', 'explicit', 'none']),
  /** What the people may send through their Outboxes (RFC 6638 §6.2). */
  sendRights: z.array(z.enum(['invite', 'reply', 'freebusy'])),
  /** With the explicit model: whether the Inbox can be locked (EXP-5). */
  inboxLocks: z.boolean(),
  /** Domains that do not answer the others. */
  peersDown: z.array(z.string()),
  /** Milliseconds until the practice people answer; null: they do not. */
  answerDelayMs: z.number().int().min(0).nullable(),
  roomAnswers: z.boolean(),
  faults: z.array(fault),
})
export type Knobs = z.infer<typeof knobs>

export const knobsPatch = knobs.partial().strict()
export type KnobsPatch = z.infer<typeof knobsPatch>

export const ordinaryKnobs = (answerDelayMs: number | null): Knobs => ({
  latencyMs: 0,
  pageSize: null,
  scheduleTag: true,
  putEtag: true,
  syncCollection: true,
  scheduling: 'auto',
  sendRights: ['invite', 'reply', 'freebusy'],
  inboxLocks: true,
  peersDown: [],
  answerDelayMs,
  roomAnswers: true,
  faults: [],
})

export interface LoggedRequest {
  readonly server: string
  readonly method: string
  readonly path: string
  readonly user: string | null
  readonly status: number
  readonly ms: number
  /** What a knob did to it, if one did. */
  readonly fault: Fault['what'] | null
  readonly headers: Readonly<Record<string, string>>
}

const logLength = 2000

/** The knobs in force, the requests seen, and the faults that still wait. One for all servers. */
export class ControlPanel {
  knobs: Knobs
  readonly #start: Knobs
  #log: LoggedRequest[] = []
  #counts = new Map<string, number>()

  constructor(start: Knobs) {
    this.#start = start
    this.knobs = structuredClone(start)
  }

  turn(patch: KnobsPatch): void {
    this.knobs = { ...this.knobs, ...structuredClone(patch) }
  }

  reset(): void {
    this.knobs = structuredClone(this.#start)
    this.forgetRequests()
  }

  /** The fault for this request, if any; one with `times` is used up by it. */
  takeFault(request: { readonly server: string; readonly method: string; readonly path: string; readonly user: string | null }): Fault | null {
    const found = this.knobs.faults.findIndex((candidate) => fits(candidate, request))
    if (found < 0) return null
    const taken = this.knobs.faults[found] as Fault
    if (taken.times !== undefined) {
      const left = taken.times - 1
      this.knobs.faults = this.knobs.faults.flatMap((one, at) => (at !== found ? [one] : left > 0 ? [{ ...one, times: left }] : []))
    }
    return taken
  }

  record(entry: LoggedRequest): void {
    this.#log.push(entry)
    if (this.#log.length > logLength) this.#log.shift()
    this.#counts.set(entry.method, (this.#counts.get(entry.method) ?? 0) + 1)
  }

  forgetRequests(): void {
    this.#log = []
    this.#counts = new Map()
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => a.localeCompare(b)))
  }

  requests(): readonly LoggedRequest[] {
    return this.#log
  }
}

function fits(candidate: Fault, request: { readonly server: string; readonly method: string; readonly path: string; readonly user: string | null }): boolean {
  if (candidate.server !== undefined && candidate.server !== request.server) return false
  if (candidate.user !== undefined && candidate.user.split('@')[0] !== request.user) return false
  if (candidate.method !== undefined && candidate.method.toUpperCase() !== request.method) return false
  return candidate.path === undefined || new RegExp(candidate.path).test(request.path)
}
