import type { AppError } from './app-error.ts'
import type { Topic } from './topics.ts'

/** Every call gets exactly one of these. */
export type CallResult<T = unknown> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

/** What the core tells the page: these topics are stale. */
export interface Change {
  readonly topics: readonly Topic[]
}
