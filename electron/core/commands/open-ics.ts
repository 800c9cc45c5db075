import type { OpenedItem } from '../../../shared/contract/mail.ts'
import type { SendPreview } from '../../../shared/contract/events.ts'
import { whatChanged } from '../../../shared/event/changes.ts'
import { spanOf, textOf } from '../../../shared/ical/fields.ts'
import { attendeesOf } from '../../../shared/ical/people.ts'
import { readProposalComment, readWithdrawal } from '../../../shared/itip/proposal.ts'
import { assertNever, must } from '../../../shared/model/result.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { sendLatestWhy } from '../../../shared/wording/posted.ts'
import { openedWords, openProblemWords, trustWords } from '../../../shared/wording/opened.ts'
import { actsFor, kindOfIncoming, needsCalendar, type PlannedAct } from '../mail/incoming-acts.ts'
import { openIncoming, type Incoming } from '../mail/incoming.ts'
import { mailSample } from '../mail/orders.ts'
import { hostOf, isLocal, isOthers } from '../scheduling/identity.ts'
import { previewOf } from '../scheduling/preview.ts'
import { whenWords } from '../scheduling/when-words.ts'
import type { CollectionRow } from '../store/rows.ts'
import type { ReadStore } from '../store/store.ts'
import type { CommandOf } from './deps.ts'

/** Reads and says; keeps nothing. A call of the person's own, so not a query: what was opened is not asked again when something changes. */
export const command: CommandOf<'open-ics'> = (deps) => async (asked) => {
  const { read } = deps.store
  const nowUtc = deps.clock.now()
  const opened = openIncoming(read, asked, nowUtc)
  return {
    items: opened.items.map((item) => viewOf(read, item, nowUtc)),
    mailFrom: opened.mailFrom,
    problem: opened.problem === null ? '' : openProblemWords[opened.problem],
  }
}

function viewOf(read: ReadStore, item: Incoming, nowUtc: Instant): OpenedItem {
  const zone = read.zone()
  const acts = actsFor(read, item, nowUtc)
  const kind = kindOfIncoming(item)
  const person = item.from
  const who = person === null ? 'Somebody' : person.name || person.address
  const calendar = needsCalendar(item, acts) ? calendarFor(read, item) : null
  const nothingNew = item.outcome === null && item.stored !== null
  return {
    key: item.key,
    kind: nothingNew ? 'nothing' : kind,
    title: textOf(item.head, 'summary'),
    when: whenOf(item, zone, nowUtc),
    where: textOf(item.head, 'location'),
    from: person === null ? null : { address: person.address, name: person.name },
    words: openedWords({ kind, why: nothingNew ? 'already-here' : (item.outcome?.why ?? null), who, answer: attendeesOf(item.head)[0]?.partstat ?? 'needs-action' }),
    warning: item.method === null || person === null ? '' : trustWords(item.trust, person.address),
    comment: wordsOf(item.outcome?.comment ?? ''),
    changes: changesOf(item, acts, zone),
    objectId: item.object?.id ?? null,
    calendar: calendar === null ? null : { accountId: calendar.accountId, collectionId: calendar.id },
    // Without a calendar to write to it can only be looked at.
    acts: (needsCalendar(item, acts) && calendar === null ? [] : acts).map((act) => ({ act: act.act, label: act.label, preview: previewFor(read, item, act, nowUtc) })),
  }
}

/** What the person wrote, without the lines that are for programs. */
const wordsOf = (comment: string): string => (readProposalComment(comment) ?? readWithdrawal(comment))?.words ?? comment

function whenOf(item: Incoming, zone: Zone, nowUtc: Instant): string {
  const span = spanOf(item.head, zone)
  return span === null ? '' : whenWords(span, zone, nowUtc)
}

function changesOf(item: Incoming, acts: readonly PlannedAct[], zone: Zone): OpenedItem['changes'] {
  const after = acts[0]?.after ?? null
  const isAnswer = kindOfIncoming(item) === 'answer'
  if (item.stored === null || after === null || isAnswer) return []
  return whatChanged(item.stored, after, zone, item.outcome?.recurrenceId ?? null).map(({ field, before, after: now }) => ({ field, before, after: now }))
}

/** Where invitations land, else the first that can be written. */
function calendarFor(read: ReadStore, item: Pick<Incoming, 'account' | 'method'>): CollectionRow | null {
  const writable = (list: readonly CollectionRow[]): CollectionRow[] => list.filter((c) => c.kind === 'calendar' && c.writable && !c.gone && !isOthers(c) && (item.method === null || !isLocal(c)))
  const own = writable(read.collections(item.account.id))
  return own.find((c) => c.isDefault) ?? own[0] ?? writable(read.collections())[0] ?? null
}

/** What leaves when this is done. Null: nothing does. */
function previewFor(read: ReadStore, item: Incoming, act: PlannedAct, nowUtc: Instant): SendPreview | null {
  const { holdSeconds } = read.settings()
  if (act.extra !== null) {
    const from = read.mailAccount(item.account.id)?.fromAddress ?? ''
    const { to, toName, subject, text } = act.extra
    return { groups: [{ kind: 'update', why: `They are told that the meeting stays as it is. By mail from ${from}.`, people: [{ address: to, name: toName }], mail: { from, subject, text } }], messages: 1, changed: [], holdSeconds }
  }
  if (act.question !== undefined) return act.question.preview
  if (act.act === 'send-latest') return latestPreview(read, act, holdSeconds, nowUtc)
  switch (act.act) {
    case 'store':
    case 'apply':
    case 'add-person':
    case 'decline-counter': {
      if (act.messages.length + act.posts.length + act.mails.length + act.undeliverable.length === 0) return null
      return previewOf({ ...act, zone: read.zone(), holdSeconds, mailTo: mailSample(read, act, nowUtc) })
    }
    case 'note-counter':
    case 'note-withdrawal':
    case 'note-decline':
    case 'ask-latest':
      return null
    default:
      return assertNever(act.act)
  }
}

/** One person gets one message; that nothing changed for the others goes without saying. */
function latestPreview(read: ReadStore, act: PlannedAct, holdSeconds: number, nowUtc: Instant): SendPreview {
  const [message] = [...act.posts, ...act.mails]
  const { to, method } = must(message, 'message of an answer')
  const mail = act.mails.length === 0 ? null : mailSample(read, { ...act, after: act.before }, nowUtc)(must(act.mails[0], 'mail'))
  const way = mail === null ? { host: hostOf(act.account) } : { from: mail.from }
  return { groups: [{ kind: 'update', why: sendLatestWhy(method === 'REQUEST', way), people: [{ address: to.address, name: to.name }], ...(mail === null ? {} : { mail }) }], messages: 1, changed: [], holdSeconds }
}
