import type { InviteId, ObjectId } from '../model/ids.ts'
import type { NoticeKind } from '../model/notices.ts'
import type { AppError } from './app-error.ts'
import type { CallName } from './calls.ts'
import type { Topic } from './topics.ts'

/** Every call gets exactly one of these. */
export type CallResult<T = unknown> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }

/** Where a notice leads. */
export type Place =
  | { readonly kind: 'event'; readonly objectId: ObjectId; readonly recurrenceId: string | null }
  | { readonly kind: 'invite'; readonly inviteId: InviteId }
  | { readonly kind: 'invites' }
  | { readonly kind: 'queue' }

/** A button of a notice, where the system draws such: its words carry the scope, and the call is one the page could have made. */
export interface NoticeAction {
  readonly label: string
  readonly call: CallName
  readonly input: unknown
}

/** What the system is asked to show outside of the window. The same `id` is shown once, however many windows are open. */
export interface Notice {
  readonly id: string
  readonly kind: NoticeKind
  readonly title: string
  readonly body: string
  readonly opens: Place
  readonly actions: readonly NoticeAction[]
}

/** What the page is told: these topics are stale; a notice to show, where the page does that; a place that a notice was chosen for. */
export interface Change {
  readonly topics: readonly Topic[]
  readonly notice?: Notice
  readonly open?: Place
}
