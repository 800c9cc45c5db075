import type * as z from 'zod'
import type { AppError } from '../../shared/contract/app-error.ts'
import { type CallInput, type CallName, type CallOutput, calls } from '../../shared/contract/calls.ts'
import type { CallResult } from '../../shared/contract/wire.ts'
import { Refused } from './commands/refused.ts'
import type { Log } from './ports.ts'

/** One function a call of the contract. */
export type Handlers = { readonly [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>> }

export interface HandleOptions {
  readonly handlers: Handlers
  readonly log: Log
  readonly checkOutputs: boolean
}

/** A query that takes longer is worth a line in the log. */
const slowMs = 50

/**
 * The same for both hosts: checks the input, runs, and gives every call exactly one answer. Expected faults are thrown as
 * `Refused`; whatever else is thrown is a mistake of ours, told as such and logged without what the call was about.
 */
export function createHandleCall({ handlers, log, checkOutputs }: HandleOptions): (name: string, input: unknown) => Promise<CallResult> {
  return async (name, input) => {
    if (!isCallName(name)) return fail(ourFault('unknown-call', name.slice(0, 80)))
    const call = calls[name]
    const read = call.input.safeParse(input)
    if (!read.success) return fail(ourFault('invalid-input', whereWrong(read.error)))
    const started = performance.now()
    const result = await run(name, read.data)
    const ms = Math.round(performance.now() - started)
    if (call.kind === 'command' || ms >= slowMs || !result.ok) log.info('call', { name, ms, ok: result.ok, ...(result.ok ? {} : { kind: result.error.kind, cause: result.error.cause ?? '' }) })
    return result
  }

  async function run(name: CallName, input: unknown): Promise<CallResult> {
    try {
      const handler = handlers[name] as (input: unknown) => Promise<unknown>
      const value = await handler(input)
      const wrong = checkOutputs ? calls[name].output.safeParse(value) : null
      if (wrong === null || wrong.success) return { ok: true, value }
      log.warn('invalid-output', { name, where: whereWrong(wrong.error) })
      return fail(ourFault('invalid-output', whereWrong(wrong.error)))
    } catch (thrown) {
      if (thrown instanceof Refused) return fail(thrown.error)
      log.warn('call-bug', { name, message: thrown instanceof Error ? thrown.message.slice(0, 200) : 'unknown', at: stackOf(thrown) })
      return fail(ourFault('unexpected', thrown instanceof Error ? thrown.message.slice(0, 200) : undefined))
    }
  }
}

const isCallName = (name: string): name is CallName => Object.hasOwn(calls, name)

const fail = (error: AppError): CallResult => ({ ok: false, error })

const ourFault = (cause: string, detail?: string): AppError => ({ kind: 'bug', effect: 'nothing-changed', retry: 'never', cause, ...(detail === undefined ? {} : { detail }) })

/** Names of fields and what is wrong with them, never their values. */
function whereWrong(error: z.ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'input'}: ${issue.code}`)
    .join('; ')
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? '').split('\n').slice(1, 4).map((line) => line.trim()).join(' | ').slice(0, 400) : ''
}
