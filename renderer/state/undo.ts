import { create } from 'zustand'
import type { SavedResult } from '../../shared/contract/calls.ts'
import type { AppError } from '../../shared/contract/app-error.ts'
import type { CallResult } from '../../shared/contract/wire.ts'
import { tooLateWords, type TooLate } from '../../shared/wording/undo.ts'
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
  /** Done on this computer alone. */
  readonly local: boolean
}

export type Revert = () => Promise<CallResult<SavedResult>>

const shownMs = 8_000
/** More steps back than anybody remembers. */
const mostSteps = 50

export interface UndoState {
  readonly notice: Notice | null
  readonly undoing: boolean
  /** What was done and may still be taken back, oldest first; what cannot be any more is found out when it is tried. */
  readonly steps: readonly Step[]
}
type Step = Pick<Notice, 'text' | 'queueIds' | 'revert' | 'local'>

export const useUndo = create<UndoState>(() => ({ notice: null, undoing: false, steps: [] }))

/** After a command that saved: offers to take it back for as long as that is possible. */
export function offerUndo(saved: SavedResult, revert: Revert | null = null): void {
  const messages = saved.messages === 1 ? '1 message' : `${saved.messages} messages`
  const next = saved.messages > 0 ? `${messages} not sent yet` : ''
  const step: Step = { text: saved.intent, queueIds: saved.queueIds, revert: saved.messages === 0 ? revert : null, local: saved.local ?? false }
  if (step.queueIds.length > 0) useUndo.setState(({ steps }) => ({ steps: [...steps, step].slice(-mostSteps) }))
  show({ ...step, next, untilUtc: Math.max(saved.leavesAtUtc ?? 0, Date.now() + shownMs), error: null })
}

/** Says what was not possible, or what happened elsewhere, without asking for anything. */
export function say(text: string, next = ''): void {
  show({ text, next, queueIds: [], untilUtc: Date.now() + shownMs, revert: null, error: null, local: false })
}

export function sayError(error: AppError): void {
  useUndo.setState({ notice: { text: '', next: '', queueIds: [], untilUtc: Date.now() + 20_000, revert: null, error, local: false } })
}

/** The button of the bar: what the bar names, and nothing else. */
export async function undoNow(): Promise<void> {
  const { notice, steps } = useUndo.getState()
  if (!notice || notice.queueIds.length === 0) return
  await inTurn(async () => {
    useUndo.setState({ steps: steps.filter((step) => step.queueIds !== notice.queueIds) })
    const outcome = await takeBack(notice)
    if (outcome === 'done') say('Taken back', notice.text)
    else if ('tooLate' in outcome) say('Too late to take back', tooLateWords(outcome.tooLate, notice.local))
    else sayError(outcome)
  })
}

/** Ctrl+Z: the last thing that can still be taken back, and says which that was. What cannot be any more is passed over and named. */
export async function undoLast(): Promise<void> {
  await inTurn(async () => {
    let [past, why] = ['', '']
    for (let step = useUndo.getState().steps.at(-1); step; step = useUndo.getState().steps.at(-1)) {
      const tried = step
      const outcome = await takeBack(tried)
      // Only now: after a fault it is still there to be tried again.
      if (outcome !== 'done' && !('tooLate' in outcome)) return sayError(outcome)
      useUndo.setState(({ steps }) => ({ steps: steps.filter((one) => one !== tried) }))
      if (outcome === 'done') return say('Taken back', past === '' ? tried.text : `${tried.text}. Too late for: ${past}`)
      if (past === '') [past, why] = [tried.text, tooLateWords(outcome.tooLate, tried.local)]
    }
    if (past === '') say('Nothing to take back')
    else say('Too late to take back', `${past}. ${why}`)
  })
}

/** It was taken back or thrown away elsewhere: there is nothing left of it to undo. */
export const forgetStep = (queueId: Step['queueIds'][number]): void => useUndo.setState(({ steps }) => ({ steps: steps.filter((step) => !step.queueIds.includes(queueId)) }))

/** One at a time: a second Ctrl+Z during the first would take the same thing back twice. */
async function inTurn(work: () => Promise<void>): Promise<void> {
  if (useUndo.getState().undoing) return
  useUndo.setState({ undoing: true })
  try {
    await work()
  } finally {
    useUndo.setState({ undoing: false })
  }
}

async function takeBack({ queueIds, revert }: Step): Promise<'done' | { readonly tooLate: TooLate } | AppError> {
  const result = await runCommand('undo', { queueIds: [...queueIds] })
  if (!result.ok) return result.error
  if (result.value.undone) return 'done'
  const reverted = revert ? await revert() : null
  if (reverted === null) return { tooLate: result.value.why ?? 'gone' }
  return reverted.ok ? 'done' : reverted.error
}

export const dismissNotice = (): void => useUndo.setState({ notice: null })

function show(notice: Notice): void {
  useUndo.setState({ notice })
  announce([notice.text, notice.next].filter(Boolean).join('. '))
}
