import { useCallback, useRef, useState } from 'react'
import type { CallInput, CallOutput, CommandName } from '../../shared/contract/calls.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import type { CallResult } from '../../shared/contract/wire.ts'
import { client } from './connection.ts'

export interface Running<N extends CommandName> {
  run(input: CallInput<N>): Promise<CallResult<CallOutput<N>>>
  readonly running: boolean
  readonly error: AppError | null
  clearError(): void
}

/** One command of one view: whether it runs, and what became of it. */
export function useCommand<N extends CommandName>(name: N): Running<N> {
  const [state, setState] = useState<{ running: boolean; error: AppError | null }>({ running: false, error: null })
  const latest = useRef(0)
  const run = useCallback(
    async (input: CallInput<N>) => {
      const mine = ++latest.current
      setState({ running: true, error: null })
      const result = await client().call(name, input)
      if (mine === latest.current) setState({ running: false, error: result.ok ? null : result.error })
      return result
    },
    [name],
  )
  const clearError = useCallback(() => setState((was) => ({ ...was, error: null })), [])
  return { run, running: state.running, error: state.error, clearError }
}

/** A command outside of a component: a drop, a key. */
export function runCommand<N extends CommandName>(name: N, input: CallInput<N>): Promise<CallResult<CallOutput<N>>> {
  return client().call(name, input)
}
