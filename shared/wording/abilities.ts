import type { SendingRights } from '../model/calendars.ts'
import type { Ability } from '../contract/calendars.ts'

/** What discovery found out, as far as the server card speaks of it; null = not found out yet. */
export interface AbilityFacts {
  readonly host: string
  readonly autoSchedule: boolean
  /** It carries messages and makes none: Parley writes, sends and files them (EXP-1). */
  readonly posts: boolean
  readonly outboxFreeBusy: boolean | null
  /** What the rights on the Outbox leave (SCH-46); missing: not told. */
  readonly sending?: SendingRights
  readonly syncCollection: boolean | null
  readonly availability: boolean | null
  readonly peopleSearch: boolean | null
}

type Words = readonly [yes: string, no: string, unknown: string]
const pick = (works: boolean | null, [yes, no, unknown]: Words): string => (works === null ? unknown : works ? yes : no)

/** The server card: what this server can do for a person, and what happens instead where it cannot. */
export function abilitiesInWords(facts: AbilityFacts): Ability[] {
  const { host } = facts
  const line = (key: Ability['key'], works: boolean | null, title: string, words: Words): Ability => ({ key, works, title, detail: pick(works, words) })
  const delivers = facts.autoSchedule || facts.posts
  const missing = delivers ? sendingWords(facts) : null
  const asks = facts.outboxFreeBusy !== false && facts.sending?.freeBusy === false
  return [
    missing !== null ? { key: 'auto-schedule', works: false, title: 'Sends invitations and answers', detail: missing } : line('auto-schedule', delivers, 'Sends invitations and answers', [
      facts.posts ? `${host} carries messages and does nothing by itself. Parley writes them, sends them through it, and files what comes back whenever it is running.` : `${host} delivers them and brings the answers back.`,
      `${host} does not deliver invitations. Meetings are kept in your calendar; people have to be told another way, for instance by mail.`,
      'Not found out yet.',
    ]),
    line('free-busy', asks ? false : facts.outboxFreeBusy, 'Says when people are free', [
      `${host} is asked for the people it knows.`,
      `${asks ? `${host} gives you no right to ask.` : `${host} cannot be asked.`} People with a freebusy URL still show their times; others stay unknown.`,
      'Found out when the first person is looked up.',
    ]),
    line('other-organisations', facts.autoSchedule || facts.posts ? null : false, 'Reaches other organisations', [
      `${host} passes invitations on to other servers.`,
      `${host} passes nothing on to other servers.`,
      'Shown for each person after an invitation was sent: delivered, or why not.',
    ]),
    line('sync', facts.syncCollection, 'Tells only what changed', [
      'Fetching changes costs one small request.',
      `${host} has no change list: calendars are compared entry by entry, which takes longer.`,
      'Found out with the first sync.',
    ]),
    line('availability', facts.availability, 'Keeps your working hours', [
      `${host} can tell others your working hours.`,
      'Working hours stay on this computer.',
      'Not found out yet.',
    ]),
    line('people-search', facts.peopleSearch, 'Finds people by name', [
      `Names are looked up at ${host}.`,
      `${host} does not let people be searched. Type an address, or choose somebody seen before.`,
      'Found out when the first name is looked up.',
    ]),
    line('freebusy-url', true, 'Reads freebusy URLs', ['A person outside may have one: add it in the people grid.', '', '']),
  ]
}

/** Null: nothing is missing. */
function sendingWords({ host, sending }: AbilityFacts): string | null {
  if (sending === undefined || (sending.invite && sending.reply)) return null
  const what = sending.invite ? 'answer invitations' : sending.reply ? 'invite people' : 'invite people or answer'
  return `${host} gives you no right to ${what}.${sending.invite ? '' : ' Events without people are kept as ever.'}`
}

export const mayNotInviteHereWords = (host: string): string => `${host} gives you no right to invite people. Use a calendar of another account, or ask whoever runs it for the right.`
export const mayNotAnswerHereWords = (host: string): string => `${host} gives you no right to send answers. Tell the organizer another way, or ask whoever runs it for the right.`
