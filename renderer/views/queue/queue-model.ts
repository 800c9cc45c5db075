import type { QueueRow } from '../../../shared/contract/queue.ts'
import { messages } from '../../../shared/wording/counts.ts'
import { explainError } from '../../../shared/wording/errors.ts'
import { timeInWords } from '../../../shared/wording/times.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'

export interface QueueGroups {
  readonly needsYou: readonly QueueRow[]
  readonly waiting: readonly QueueRow[]
}

/** What needs a decision comes first; each in the order it was done and will leave, as the core gives it: a change before what tells of it. */
export function groupRows(rows: readonly QueueRow[]): QueueGroups {
  return { needsYou: rows.filter((row) => row.state === 'needs-you'), waiting: rows.filter((row) => row.state !== 'needs-you') }
}

/** Parley gets over this without anybody's doing: a line, and no alarm. A new password is somebody's doing. */
export const goesByItself = (row: QueueRow): boolean => row.state !== 'needs-you' && row.error !== null && row.error.kind !== 'sign-in' && row.conflict === null

/** How a row stands: `Leaves in 8 s · 3 messages`, `Waits for the network · tried 2 times`. */
export function stateWords(row: QueueRow, { nowUtc, zone, online }: { readonly nowUtc: Instant; readonly zone: Zone; readonly online: boolean }): string {
  const parts: string[] = []
  if (row.error !== null && goesByItself(row)) parts.push(explainError(row.error).title)
  if (row.paused && row.state !== 'sending' && row.state !== 'needs-you') parts.push('Waits: this account is paused')
  else if (row.state === 'held') parts.push(leavesIn(row.leavesAtUtc, nowUtc))
  else if (row.state === 'sending') parts.push('Being sent')
  else if (row.state === 'waiting') parts.push(!online ? 'Leaves when you are online' : row.nextTryUtc !== null && row.nextTryUtc > nowUtc ? `Parley tries again by itself at ${timeInWords(row.nextTryUtc, { zone })}` : 'Leaves next')
  if (row.messages > 0) parts.push(messages(row.messages))
  if (row.attempts > 0) parts.push(row.attempts === 1 ? 'tried once' : `tried ${row.attempts} times`)
  parts.push(row.accountName)
  return parts.filter(Boolean).join(' · ')
}

function leavesIn(leavesAtUtc: Instant | null, nowUtc: Instant): string {
  const seconds = Math.ceil(((leavesAtUtc ?? nowUtc) - nowUtc) / 1_000)
  return seconds <= 0 ? 'Leaves now' : seconds < 90 ? `Leaves in ${seconds} s` : `Leaves in ${Math.ceil(seconds / 60)} min`
}

export interface ConflictWords {
  readonly title: string
  readonly safe: string
  readonly mine: string
  readonly theirs: string
}

/** What happened on both sides, and the two buttons. */
export function conflictWords(kind: NonNullable<QueueRow['conflict']>['kind']): ConflictWords {
  switch (kind) {
    case 'both-changed':
      return { title: 'It was changed here and on the server', safe: 'Both versions are kept until you choose.', mine: 'Keep mine', theirs: 'Keep theirs' }
    case 'deleted-there':
      return { title: 'It was deleted on the server while you changed it', safe: 'Your version is kept until you choose.', mine: 'Put mine back', theirs: 'Let it go' }
    case 'changed-there-deleted-here':
      return { title: 'It was changed on the server while you deleted it', safe: 'Nothing is deleted until you choose.', mine: 'Delete it all the same', theirs: 'Keep it' }
  }
}

/** What a discard does, before it is done. */
export function discardWords({ about, ifDiscarded }: Pick<QueueRow, 'about' | 'ifDiscarded'>): string {
  if (ifDiscarded === 'stays') return 'The message is not sent. The event stays as it is.'
  if (about === 'calendar') return ifDiscarded === 'gone' ? 'No server is known to have this calendar, so it goes away.' : 'The calendar goes back to how it was.'
  return ifDiscarded === 'gone' ? 'No server is known to have this event, so it goes away. Save a copy first if you may need it.' : 'The event goes back to how it was before this. Save a copy first if you may need it.'
}

/** Both versions where they can be compared; a text that cannot be taken apart has nothing to show in either column. */
export const comparable = (fields: NonNullable<QueueRow['conflict']>['fields']): NonNullable<QueueRow['conflict']>['fields'] => fields.filter(({ before, mine, theirs }) => before !== mine || mine !== theirs)

/** A row that has no event of its own as text, for a person who takes it elsewhere. */
export function exportText(row: QueueRow): string {
  const fields = row.conflict?.fields.map((field) => `${field.field}\n  before: ${field.before}\n  mine:   ${field.mine}\n  theirs: ${field.theirs}`) ?? []
  return [row.intent, row.accountName, new Date(row.madeAtUtc).toISOString(), ...fields].filter(Boolean).join('\n') + '\n'
}
