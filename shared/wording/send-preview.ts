import type { SendPreview } from '../contract/events.ts'
import type { BusyRow } from '../contract/freebusy.ts'
import type { FieldChange } from '../event/changes.ts'
import { assertNever } from '../model/result.ts'
import { listOf } from './lists.ts'

export type PreviewKind = SendPreview['groups'][number]['kind']

/** What a sheet about messages needs to know of the change. */
export interface PreviewFacts {
  /** The server that would deliver. */
  readonly host: string
  readonly canSchedule: boolean
  /** There is a mail account. */
  readonly canMail: boolean
  /** Who tells these people: the server, Parley through the server, Parley by mail, or nobody. */
  readonly way: 'server' | 'post' | 'mail' | 'none'
  /** The server takes the change and tells nobody. */
  readonly isSwallowed: boolean
  /** They are groups, whose members it does not reach. */
  readonly isGroup: boolean
  /** They could be told, and it was chosen that they are not. */
  readonly isChosen: boolean
  /** Nothing but the text, or who else comes, changes. */
  readonly isMinor: boolean
  /** Whom the mail comes from. */
  readonly mailFrom: string
  /** The whole meeting goes, or only these people. */
  readonly deleted: boolean
  readonly changes: readonly FieldChange[]
  /** Dates of a series that are taken out of it, e.g. `Wed 14 Oct`. */
  readonly calledOff: readonly string[]
}

/** Why the people of one group get what they get: read before anything leaves. */
export function previewWhy(kind: PreviewKind, facts: PreviewFacts): string {
  const why = whyOf(kind, facts)
  if (facts.way === 'post') return `${why} Sent by Parley through ${facts.host}.`
  return facts.way === 'mail' ? `${why} By mail${facts.mailFrom === '' ? '' : ` from ${facts.mailFrom}`}.` : why
}

function whyOf(kind: PreviewKind, facts: PreviewFacts): string {
  switch (kind) {
    case 'invitation':
      return 'They are new: they get an invitation and are asked for an answer.'
    case 'answer-again':
      return `${whatMoved(facts.changes)} Their answers are set back and they are asked again.`
    case 'update':
      return `${facts.calledOff.length > 0 ? calledOffWords(facts.calledOff) : whatChangedWords(facts.changes)} They get an update; their answers stay.${facts.isMinor && facts.way === 'server' ? ` ${facts.host} sends it by itself, so it cannot be left out.` : ''}`
    case 'question':
      return 'They are asked.'
    case 'word':
      return 'They get your words.'
    case 'cancellation':
      return facts.deleted ? 'They are told that it is cancelled.' : 'They are no longer invited and are told so.'
    case 'room':
      return 'The room is asked and may answer by itself.'
    case 'will-not-arrive':
      if (facts.isSwallowed && facts.isGroup) return `${facts.host} does not reach the members of a group, and then loses the answers of everybody. Take the group off and invite its members by name.`
      if (facts.isSwallowed) return `${facts.host} keeps a change of single dates to itself. They still see the old ones: tell them yourself, or cancel the series and invite anew.`
      if (facts.way === 'server') return 'The last message to them did not arrive. It is tried once more; tell them another way too.'
      if (facts.canMail) return 'Theirs is no mail address. Nothing is sent to them: they stay in your event, and you tell them another way.'
      return facts.canSchedule
        ? 'You tell these people by mail, and there is no mail account. Nothing is sent to them; add one in the settings, or take the invitation as a file.'
        : `${facts.host} does not send invitations. Nothing is sent: the people stay in your event. Add a mail account in the settings and Parley mails them, or tell them another way.`
    case 'nothing':
      if (facts.isChosen) return 'They are not told. They read it with the next message they get about this meeting.'
      return 'Nothing changes for them, so they get no message.'
    default:
      return assertNever(kind)
  }
}

function whatMoved(changes: readonly FieldChange[]): string {
  const when = changes.find((c) => c.field === 'when')
  if (when !== undefined && when.before !== '' && when.after !== '') return `The time changes from ${when.before} to ${when.after}.`
  return changes.some((c) => c.field === 'repeat') ? 'The dates change.' : 'The time changes.'
}

/** `Wed 14 Oct is called off, the other dates stay.` */
function calledOffWords(dates: readonly string[]): string {
  const [first = '', second = ''] = dates
  if (dates.length === 1) return `${first} is called off, the other dates stay.`
  return dates.length === 2 ? `${first} and ${second} are called off, the other dates stay.` : `${dates.length} dates are called off, the others stay.`
}

const named: Readonly<Record<FieldChange['field'], string>> = { when: 'time', where: 'place', title: 'title', text: 'description', repeat: 'repeat', people: 'list of people' }

function whatChangedWords(changes: readonly FieldChange[]): string {
  const words = [...new Set(changes.map((c) => named[c.field]))]
  if (words.length === 0) return 'Details change.'
  const last = words.at(-1) ?? ''
  return `The ${words.length === 1 ? last : `${words.slice(0, -1).join(', ')} and ${last}`} ${words.length === 1 ? 'changes' : 'change'}.`
}

/** The choice whether a mere change is told. */
export const tellWords = (names: readonly string[]): string => `Tell ${listOf(names)} of the change`

type Asked = Pick<BusyRow, 'address' | 'sources' | 'source' | 'reason' | 'coverage'>

/** What the servers have just said of people, as far as it bears on whether a message gets to them. Nobody is taken out for it. */
export function doubtNotes(people: SendPreview['groups'][number]['people'], rows: readonly Asked[]): string[] {
  const byWhy = new Map<string, string[]>()
  for (const person of people) {
    const row = rows.find((one) => one.address.toLowerCase() === person.address.toLowerCase())
    const why = row === undefined ? null : doubtOf(row)
    if (why !== null) byWhy.set(why, [...(byWhy.get(why) ?? []), person.name || person.address])
  }
  return [...byWhy].map(([why, names]) => (names.length === people.length ? `May not arrive: ${why}` : `${names.join(', ')}: may not arrive, ${why}`))
}

/** A freebusy URL says nothing of messages; one's own server that is away makes them wait, not get lost. */
function doubtOf(row: Asked): string | null {
  const answers = (row.sources.length > 0 ? row.sources : [row]).filter((one) => one.source.kind === 'outbox' || one.source.kind === 'other-server')
  if (answers.some((one) => one.reason === null && one.coverage !== null)) return null
  for (const { source, reason } of answers) {
    const isRelayed = source.kind === 'other-server'
    if (reason?.code === 'unknown-user') return isRelayed ? `no way to this address at ${source.label} is known` : `${source.label} does not know this address`
    if (reason?.code === 'unreachable' && isRelayed) return `${source.label} cannot be reached`
  }
  return null
}
