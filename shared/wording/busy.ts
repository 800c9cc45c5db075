import type { BusyRow } from '../contract/freebusy.ts'
import type { SlotCounts, SlotReport, SlotState } from '../freebusy/slot.ts'
import type { Instant, Zone } from '../model/time.ts'
import { localDate, momentInSentence, shortDate } from './dates.ts'
import { timeInWords } from './times.ts'

/** One word for a state; never an empty one, since icon and pattern only support it. */
export const slotWord: Readonly<Record<SlotState, string>> = {
  free: 'Free',
  'off-hours': 'Off hours',
  tentative: 'Tentative',
  busy: 'Busy',
  away: 'Away',
  unknown: 'Unknown',
  asking: 'Asking…',
}

const countWord: Readonly<Record<SlotState, string>> = { free: 'free', 'off-hours': 'off hours', tentative: 'tentative', busy: 'busy', away: 'away', unknown: 'unknown', asking: 'asking' }
const countOrder: readonly SlotState[] = ['free', 'off-hours', 'tentative', 'busy', 'away', 'unknown', 'asking']

export interface CountPart {
  readonly state: SlotState
  readonly text: string
}

/** Every kind that occurs, in a fixed order: `6 free`, `1 tentative`, `1 unknown`. */
export function countParts(counts: SlotCounts): CountPart[] {
  return countOrder.filter((state) => counts[state] > 0).map((state) => ({ state, text: `${counts[state]} ${countWord[state]}` }))
}

export const countsInWords = (counts: SlotCounts): string => countParts(counts).map((part) => part.text).join(' · ') || 'nobody yet'

const clock = (at: Instant, zone: Zone): string => timeInWords(at, { zone })

/** What stands in the way at a chosen time: `tentative 15:15–16:00`, `busy until 16:00`. Empty when nothing does. */
export function slotDetail(report: SlotReport, zone: Zone): string {
  const first = report.because[0]
  const last = report.because.at(-1)
  if (!first || !last) return report.state === 'off-hours' ? 'outside working hours' : ''
  if (report.state === 'tentative') return `tentative ${clock(first.startUtc, zone)}–${clock(last.endUtc, zone)}`
  if (report.state === 'busy' || report.state === 'away') return `${countWord[report.state]} until ${clock(last.endUtc, zone)}`
  return ''
}

/** Below two minutes an answer counts as live. */
const liveForMs = 120_000

export function ageInWords(ageMs: number): string {
  const minutes = Math.floor(ageMs / 60_000)
  if (ageMs < liveForMs) return 'live'
  if (minutes < 60) return `${minutes} min old`
  if (minutes < 1_440) return `${Math.floor(minutes / 60)} h old`
  const days = Math.floor(minutes / 1_440)
  return days === 1 ? '1 day old' : `${days} days old`
}

export interface SourceLine {
  readonly icon: 'own' | 'server' | 'other-server' | 'link' | 'unknown' | 'asking' | 'stale'
  readonly text: string
  readonly tone: 'plain' | 'warn'
}

const shortReason: Readonly<Record<NonNullable<BusyRow['reason']>['code'], string>> = {
  'no-source': 'no way to ask',
  'unknown-user': 'not known there',
  refused: 'server refused',
  unreachable: 'server cannot be reached',
  timeout: 'no answer in time',
  'not-free-busy': 'not a freebusy file',
  'not-supported': 'server cannot say',
  'not-covered': 'not covered',
  'sign-in': 'sign in again',
  offline: 'you are offline',
  gone: 'freebusy URL is gone',
  'bad-url': 'freebusy URL is wrong',
  asking: 'being asked',
}

const urlWords = { person: 'freebusy URL', contact: 'freebusy URL of the contact', domain: 'freebusy URL of the domain' } as const

/** The second line of a person: where the times come from, how old they are, or why there are none. */
export function sourceLine(row: Pick<BusyRow, 'state' | 'source' | 'askedAtUtc' | 'reason'>, nowUtc: Instant): SourceLine {
  if (row.state === 'asking' && row.askedAtUtc === null) return { icon: 'asking', text: row.source.kind === 'none' ? 'being asked…' : `asking ${row.source.label}…`, tone: 'plain' }
  if (row.state === 'unknown' || (row.source.kind === 'none' && row.reason)) {
    return { icon: 'unknown', text: `unknown: ${row.reason ? shortReason[row.reason.code] : 'no answer'}`, tone: 'warn' }
  }
  const age = row.askedAtUtc === null ? '' : ageInWords(nowUtc - row.askedAtUtc)
  const withAge = (label: string): string => (age ? `${label} · ${age}` : label)
  if (row.state === 'stale') return { icon: 'stale', text: row.askedAtUtc === null ? `${row.source.label} · old` : withAge(row.source.label), tone: 'warn' }
  if (row.source.kind === 'own') return { icon: 'own', text: row.source.label || 'own calendars', tone: 'plain' }
  if (row.source.kind === 'fburl') return { icon: 'link', text: withAge(urlWords[row.source.via ?? 'person']), tone: 'plain' }
  return { icon: row.source.kind === 'other-server' ? 'other-server' : 'server', text: withAge(row.source.label), tone: 'plain' }
}

/** What the second line has no room for: when was asked and which days the answer speaks about, or the whole reason why nothing is known. */
export function sourceDetail(row: Pick<BusyRow, 'state' | 'source' | 'askedAtUtc' | 'coverage' | 'reason'>, nowUtc: Instant, zone: Zone): string {
  const asked = row.askedAtUtc === null ? '' : `Asked ${momentInSentence(row.askedAtUtc, nowUtc, zone)}.`
  // A range ends before its last instant: one that ends at midnight does not speak about the day that begins there.
  const covered = row.coverage === null || row.source.kind === 'own' ? '' : `Speaks about ${shortDate(localDate(row.coverage.startUtc, zone))} to ${shortDate(localDate(row.coverage.endUtc - 1, zone))}.`
  const why = row.reason === null && row.state !== 'unknown' ? '' : `${unknownSentence(row)}.`
  return [why, asked, covered].filter((part) => part !== '').join(' ')
}

/** What one of several sources of a person said: when, or why nothing. */
export function answerAge({ askedAtUtc, reason }: Pick<BusyRow, 'askedAtUtc' | 'reason'>, nowUtc: Instant): string {
  if (reason) return shortReason[reason.code]
  return askedAtUtc === null ? '' : ageInWords(nowUtc - askedAtUtc)
}

/** Why a row is drawn as it is where its sources say different things. */
export const differSentence = 'Where they differ, busy counts: free only where all of them say so'

/** A whole sentence for the ground of an unknown row. */
export function unknownSentence(row: Pick<BusyRow, 'reason' | 'source'>): string {
  if (row.reason) return row.reason.text
  return row.source.label ? `${row.source.label} has not said anything, so nothing is known` : 'Nobody could be asked, so nothing is known'
}

export interface SummaryPart {
  readonly text: string
  readonly tone: 'plain' | 'warn'
}

/**
 * Who answered how, over all rows: `5 of 9 answered by their servers`, `you from your own calendars`,
 * `1 from a freebusy URL (12 min old)`, `1 unknown`, `1 still asking`. A row is counted once.
 */
export function answersInWords(rows: readonly Pick<BusyRow, 'state' | 'source' | 'askedAtUtc' | 'isMe'>[], nowUtc: Instant): SummaryPart[] {
  if (rows.length === 0) return [{ text: 'Nobody invited yet', tone: 'plain' }]
  const asking = rows.filter((row) => row.state === 'asking')
  const unknown = rows.filter((row) => row.state === 'unknown' || (row.source.kind === 'none' && row.state !== 'asking'))
  const known = rows.filter((row) => !asking.includes(row) && !unknown.includes(row))
  const servers = known.filter((row) => row.source.kind === 'outbox' || row.source.kind === 'other-server')
  const urls = known.filter((row) => row.source.kind === 'fburl')
  const own = known.filter((row) => row.source.kind === 'own')
  const stale = known.filter((row) => row.state === 'stale')
  const parts: SummaryPart[] = []
  const plain = (text: string): number => parts.push({ text, tone: 'plain' })
  if (servers.length > 0) plain(`${servers.length} of ${rows.length} answered by their ${servers.length === 1 ? 'server' : 'servers'}`)
  if (own.some((row) => row.isMe)) plain('you from your own calendars')
  const others = own.filter((row) => !row.isMe).length
  if (others > 0) plain(`${others} from calendars you can read`)
  if (urls.length > 0) {
    const oldest = Math.max(...urls.map((row) => (row.askedAtUtc === null ? 0 : nowUtc - row.askedAtUtc)))
    const age = oldest < liveForMs ? 'just now' : ageInWords(oldest)
    plain(urls.length === 1 ? `1 from a freebusy URL (${age})` : `${urls.length} from freebusy URLs (${oldest < liveForMs ? age : `up to ${age}`})`)
  }
  if (stale.length > 0) parts.push({ text: `${stale.length} from an older answer`, tone: 'warn' })
  if (unknown.length > 0) parts.push({ text: `${unknown.length} unknown`, tone: 'warn' })
  if (asking.length > 0) plain(`${asking.length} still asking`)
  return parts
}
