import type { Result } from '../model/result.ts'
import type { Uid } from '../model/ids.ts'
import type { Component } from '../ical/tree.ts'
export type Method = 'REQUEST' | 'REPLY' | 'CANCEL' | 'ADD' | 'REFRESH' | 'COUNTER' | 'DECLINECOUNTER' | 'PUBLISH'
export interface ReadMessage {
  readonly method: Method
  readonly uid: Uid
  readonly root: Component
}
export interface MessageProblem {
  readonly code: 'unreadable' | 'no-method' | 'unknown-method' | 'no-event' | 'several-uids' | 'no-organizer' | 'no-attendee' | 'method-mismatch'
  readonly detail: string
}
/** `contentTypeMethod`: of the mail part it came in (T-I51). */
export declare function readMessage(text: string, contentTypeMethod?: string): Result<ReadMessage, MessageProblem>
