import type { CallInput, CallName, CallOutput } from '../../shared/contract/calls.ts'
import type { CallResult, Change } from '../../shared/contract/wire.ts'

export type Stop = () => void

/**
 * up: calls are answered · down: the core does not answer, tried again by itself ·
 * stale: this page is older than the core, only a reload helps · signed-out: the session cookie is gone.
 */
export type Link = 'up' | 'down' | 'stale' | 'signed-out'

/** The page's end of the contract. Every call is answered, with a value or an AppError; none throws. */
export interface Client {
  call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallResult<CallOutput<N>>>
  onChange(tell: (change: Change) => void): Stop
  onLink(tell: (link: Link) => void): Stop
  /** What this page hears of the network, when it changes: the core then knows before the next try. */
  tellOnline(online: boolean): void
}
