import type { Scope } from '../contract/basics.ts'
import type { Answer } from '../model/people.ts'
import type { Instant } from '../model/time.ts'
import type { Component } from '../ical/tree.ts'
import type { MyAddresses } from '../event/roles.ts'
export interface MyAnswer {
  readonly recurrenceId: string | null
  readonly scope: Scope
  readonly answer: Answer
  readonly comment: string
  readonly myAddresses: MyAddresses
  readonly nowUtc: Instant
}
/** My copy with my answer: the received tree and nothing but what an attendee may change (SCH-10, SCH-11). */
export declare function withAnswer(root: Component, my: MyAnswer): Component
/** METHOD:REPLY for servers that do not deliver (ITP-15, ITP-16). */
export declare function replyMessage(root: Component, my: MyAnswer): Component
