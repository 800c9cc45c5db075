import type { Interval } from './time.ts'

/** Ordered from weak to strong: a stronger kind wins where spans overlap (FBA-12). `unknown` is never free. */
export const busyKinds = ['unknown', 'free', 'tentative', 'busy', 'unavailable'] as const
export type BusyKind = (typeof busyKinds)[number]

export interface BusySpan extends Interval {
  readonly kind: BusyKind
}
