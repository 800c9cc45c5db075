import type { WaitingMessage } from '../../../shared/contract/messages.ts'
import { textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { masterOf, eventsOf } from '../../../shared/ical/tree.ts'
import { openedWords, openProblemWords, unplacedWords } from '../../../shared/wording/opened.ts'
import { kindOfIncoming } from '../mail/incoming-acts.ts'
import { openIncoming } from '../mail/incoming.ts'
import { canSchedule, postsMessages } from '../scheduling/identity.ts'
import { type Unplaced, unplacedOf } from '../scheduling/unplaced.ts'
import type { InboxItemRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryOf } from './deps.ts'

/** Messages that lie in the Inbox for the person: questions for the latest version, what could not be placed, and what the server did not file. */
export const query: QueryOf<'waiting-messages'> = ({ read, clock }) => async () => {
  const going = new Set<string>(read.queueHeads().filter((row) => row.kind === 'delete-inbox-item').map((row) => row.href))
  const items = read.accounts().flatMap((account): readonly (InboxItemRow & { readonly unplaced?: Unplaced })[] =>
    postsMessages(account) ? read.inboxItems(account.id).filter((item) => item.handled) : canSchedule(account) ? unplacedOf(read, account, clock.now()) : [],
  )
  return { messages: items.filter((item) => !going.has(item.href)).map((item) => viewOf(read, item, clock.now())) }
}

function viewOf(read: ReadStore, { accountId, href, text, unplaced }: InboxItemRow & { readonly unplaced?: Unplaced }, nowUtc: number): WaitingMessage {
  const opened = openIncoming(read, { text, inboxItem: { accountId, href } }, nowUtc)
  const [item] = opened.items
  if (item === undefined) return { accountId, href, text, title: '', words: openProblemWords[opened.problem ?? 'unreadable'] }
  const head = item.stored === null ? item.head : (masterOf(item.stored) ?? eventsOf(item.stored)[0] ?? item.head)
  const who = item.from === null ? 'Somebody' : item.from.name || item.from.address
  return { accountId, href, text, title: textOf(head, 'summary'), words: unplaced !== undefined ? unplacedWords(unplaced, who) : openedWords({ kind: kindOfIncoming(item), why: item.outcome?.why ?? null, who, answer: attendeesOf(item.head)[0]?.partstat ?? 'needs-action' }) }
}
