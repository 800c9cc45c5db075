import type { AppError } from '../../../shared/contract/app-error.ts'
import type { CallInput, SavedResult } from '../../../shared/contract/calls.ts'
import { offerUndo } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'

/**
 * Several answers as one act with one undo. In their order: an answer for single dates must follow the one for the series.
 * Stops at the first fault and gives it; what was saved before stays, and can be undone.
 */
export async function sendReplies(replies: readonly CallInput<'reply-to-invite'>[], intent: string): Promise<AppError | null> {
  const saved: SavedResult[] = []
  let fault: AppError | null = null
  for (const reply of replies) {
    const result = await runCommand('reply-to-invite', reply)
    if (result.ok) saved.push(result.value)
    else {
      fault = result.error
      break
    }
  }
  const only = saved.length === 1 ? saved[0] : undefined
  if (only) offerUndo(only)
  else if (saved.length > 1) offerUndo(together(saved, intent))
  return fault
}

export function together(saved: readonly SavedResult[], intent: string): SavedResult {
  const leaves = saved.flatMap((one) => (one.leavesAtUtc === null ? [] : [one.leavesAtUtc]))
  return {
    objectId: null,
    queueIds: saved.flatMap((one) => one.queueIds),
    messages: saved.reduce((sum, one) => sum + one.messages, 0),
    // All of it can be undone only until the first of them leaves.
    leavesAtUtc: leaves.length > 0 ? Math.min(...leaves) : null,
    intent,
  }
}
