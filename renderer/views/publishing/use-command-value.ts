import { useCallback, useState } from 'react'
import type { CallInput, CallOutput, CommandName } from '../../../shared/contract/calls.ts'
import { useCommand, type Running } from '../../state/use-command.ts'

/** A command whose answer is shown: the last good one stays while it is asked again. */
export function useCommandValue<N extends CommandName>(name: N): Omit<Running<N>, 'run'> & { readonly value: CallOutput<N> | null; run(input: CallInput<N>): Promise<void> } {
  const { run: ask, running, error, clearError } = useCommand(name)
  const [value, setValue] = useState<CallOutput<N> | null>(null)
  const run = useCallback(
    async (input: CallInput<N>) => {
      const result = await ask(input)
      if (result.ok) setValue(result.value)
    },
    [ask],
  )
  return { run, running, error, clearError, value }
}
