import type { Instant } from '../model/time.ts'
import type { Component } from '../ical/tree.ts'
import type { MyAddresses } from './roles.ts'
/** SEQUENCE (ITP-3), DTSTAMP, and the reset of others to NEEDS-ACTION (SCH-8), per component; changes a copy of `after`. `before` null: created. */
export declare function prepareOrganizerChange(before: Component | null, after: Component, ctx: { readonly nowUtc: Instant; readonly myAddresses: MyAddresses; readonly askAgain?: boolean }): Component
