import { create } from 'zustand'
import type { SavedResult } from '../../shared/contract/calls.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import type { CallResult } from '../../shared/contract/wire.ts'
import { announce } from './announce.ts'
import { runCommand } from './use-command.ts'

/** The bar at the foot of the window: what was just done, until when it can be taken back. */
export interface Notice {
  readonly text: string
  /** Second sentence: what happens next, e.g. that messages leave in ten seconds. */
  readonly next: string
  readonly queueIds: SavedResult['queueIds']
  readonly untilUtc: number
  /** Makes it undone by a new change, when the first has already reached the server and told nobody. */
  readonly revert: Revert | null
  readonly error: AppError | null
}

export type Revert = () => Promise<CallResult<SavedResult>>

const shownMs = 8_000

export const useUndo = create<{ notice: Notice | null; undoing: boolean }>(() => ({ notice: null, undoing: false }))

/** After a command that saved: offers to take it back for as long as that is possible. */
export function offerUndo(saved: SavedResult, revert: Revert | null = null): void {
  const messages = saved.messages === 1 ? '1 message' : `${saved.messages} messages`
  const next = saved.messages > 0 ? `${messages} not sent yet` : ''
  show({ text: saved.intent, next, queueIds: saved.queueIds, untilUtc: Math.max(saved.leavesAtUtc ?? 0, Date.now() + shownMs), revert: saved.messages === 0 ? revert : null, error: null })
}

/** Says what was not possible, or what happened elsewhere, without asking for anything. */
export function say(text: string, next = ''): void {
  show({ text, next, queueIds: [], untilUtc: Date.now() + shownMs, revert: null, error: null })
}

export function sayError(error: AppError): void {
  useUndo.setState({ notice: { text: '', next: '', queueIds: [], untilUtc: Date.now() + 20_000, revert: null, error } })
}

export async function undoNow(): Promise<void> {
  const { notice } = useUndo.getState()
  if (!notice || notice.queueIds.length === 0) return
  useUndo.setState({ undoing: true })
  const result = await runCommand('undo', { queueIds: [...notice.queueIds] })
  useUndo.setState({ undoing: false, notice: null })
  if (!result.ok) return sayError(result.error)
  if (result.value.undone) return say('Taken back')
  const reverted = notice.revert ? await notice.revert() : null
  if (reverted?.ok === false) sayError(reverted.error)
  else if (reverted) say('Taken back')
  else say('Too late to take back', 'It has already been sent. Change or cancel it instead.')
}

export const dismissNotice = (): void => useUndo.setState({ notice: null })

function show(notice: Notice): void {
  useUndo.setState({ notice })
  announce([notice.text, notice.next].filter(Boolean).join('. '))
}
