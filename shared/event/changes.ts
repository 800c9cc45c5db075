import type { Zone } from '../model/time.ts'
import type { Component } from '../ical/tree.ts'
export type ChangedField = 'when' | 'where' | 'title' | 'text' | 'repeat' | 'people'
export interface FieldChange {
  readonly field: ChangedField
  readonly before: string
  readonly after: string
}
/** What a person would notice; major changes first. `recurrenceId` looks at one instance. */
export declare function whatChanged(before: Component, after: Component, zone: Zone, recurrenceId?: string | null): FieldChange[]
