import type { Address } from '../model/ids.ts'
import type { PersonKind } from '../model/people.ts'
import type { Instant } from '../model/time.ts'
import type { Component } from '../ical/tree.ts'
import type { MyAddresses } from '../event/roles.ts'
export { prepareOrganizerChange } from '../event/organizer-change.ts'
export interface ItipMessage {
  readonly method: 'REQUEST' | 'CANCEL' | 'REPLY'
  readonly to: { readonly address: Address; readonly raw: string; readonly name: string; readonly kind: PersonKind }
  /** `invited` new · `ask-again` time or dates moved, answers are reset · `updated` · `removed` · `cancelled` · `resend` forced · `answered` my reply · `declined` I removed it */
  readonly why: 'invited' | 'ask-again' | 'updated' | 'removed' | 'cancelled' | 'resend' | 'answered' | 'declined'
  /** The one instance it is about; null: the whole object. */
  readonly recurrenceId: string | null
}
/** Who gets what when `before` becomes `after` (null: did not exist, is deleted). Empty for plain events. */
export declare function messagesFor(before: Component | null, after: Component | null, me: MyAddresses): ItipMessage[]
/** The message as its recipient may see it (SCH-9, IMI-3): own VCALENDAR with METHOD. */
export declare function composeMessage(message: ItipMessage, before: Component | null, after: Component | null, ctx: { readonly nowUtc: Instant; readonly me: MyAddresses }): Component
