import type { Delivery } from '../contract/events.ts'
import { codesIn, severityOf, worstCode } from '../event/delivery-code.ts'
import type { Instant } from '../model/time.ts'

export interface DeliveryContext {
  /** `attendee`: of one person I invited · `my-reply`: of my answer, read on ORGANIZER (T-S17). */
  readonly about: 'attendee' | 'my-reply'
  /** SCHEDULE-AGENT in upper case, null when missing. */
  readonly agent?: string | null
  /** When the last save left, for a 1.0 that stays (T-S15). */
  readonly sentUtc?: Instant | null
  readonly nowUtc?: Instant
  /** Host or organisation name for the sentence. */
  readonly where?: string
  /** The server tells nobody: mail is the way. */
  readonly byMail?: boolean
  /** A change of mine that has not left this computer yet. */
  readonly unsent?: boolean
}

type Next = Delivery['next']
const waitingMs = 10 * 60_000

/**
 * SCHEDULE-STATUS in words (SCH-32, T-S01…17). In: the parameter's value as it stands, or null when there is none.
 * Of several codes the worst decides severity and acts; the others are told as details. `code` keeps them all.
 */
export function deliveryOf(codes: string | null, ctx: DeliveryContext): Delivery {
  if (ctx.unsent === true) return { code: codes, severity: 'waiting', text: ctx.about === 'my-reply' ? 'Your answer is not sent yet' : 'Not sent yet', next: [] }
  if (codes === null || codes.trim() === '') return silent(ctx)
  const list = codesIn(codes)
  const worst = worstCode(codes)
  const code = list.length > 0 ? list.join(',') : codes.trim()
  if (worst === null) return { code, severity: 'note', text: `Unknown status (${code})`, next: [] }
  if (ctx.agent === 'CLIENT' && worst === '1.1') return { code, severity: 'ok', text: 'E-mailed by you', next: [] }
  if (worst === '1.0' && isOld(ctx)) return { code, severity: 'note', text: 'No message was needed, or it is still queued', next: ctx.about === 'attendee' ? ['resend'] : [] }
  const notes = list.filter((c) => c !== worst && notesOf[c] !== undefined).map((c) => notesOf[c]!)
  const first = (ctx.about === 'my-reply' ? replyText(worst) : attendeeText(worst)) + (ctx.where !== undefined && worst === '1.2' ? `, ${ctx.where}` : '')
  return { code, severity: severityOf(worst), text: [first, ...notes].join('; '), next: ctx.about === 'my-reply' ? replyNext(worst) : attendeeNext(worst) }
}

/** One value for a person whose codes differ from instance to instance: the worst decides (T-S14). */
export const joinCodes = (values: readonly (string | null)[]): string | null => {
  const all = [...new Set(values.flatMap((v) => (v === null ? [] : codesIn(v))))]
  return all.length > 0 ? all.join(',') : (values.find((v) => v !== null) ?? null)
}

const isOld = (ctx: DeliveryContext): boolean => typeof ctx.sentUtc === 'number' && ctx.nowUtc !== undefined && ctx.nowUtc - ctx.sentUtc > waitingMs

/** No status means that nothing was sent (SCH-31). */
function silent(ctx: DeliveryContext): Delivery {
  const text =
    ctx.about === 'my-reply' ? (ctx.agent === 'CLIENT' ? 'Your answer is not mailed yet' : 'The server has not said whether your answer was sent') : ctx.agent === 'CLIENT' ? 'Not mailed yet' : ctx.agent === 'NONE' ? 'Not sent: this person is not invited by the server' : 'Not sent'
  return { code: null, severity: 'none', text, next: ctx.agent === 'CLIENT' || ctx.byMail === true ? ['mail'] : [] }
}

const notesOf: Readonly<Record<string, string>> = {
  '2.1': 'a simpler form was used',
  '2.2': 'an unknown property was ignored',
  '2.3': 'a property was ignored',
  '2.4': 'an unknown property was ignored',
  '2.5': 'an unknown value was ignored',
  '2.6': 'a part they do not support was ignored',
  '2.7': 'it was forwarded',
  '2.8': 'scheduled once, repeats ignored',
  '2.9': 'the end time was cut to a date',
  '2.10': 'a repeating task was ignored',
  '2.11': 'an endless repeat was cut',
}

const misunderstood: Readonly<Record<string, string>> = {
  '3.0': 'a property name',
  '3.1': 'a property value',
  '3.2': 'a parameter',
  '3.3': 'a parameter value',
  '3.4': 'the order of the parts',
  '3.5': 'a date or time',
  '3.6': 'the repeat rule',
  '3.9': 'a missing part',
  '3.10': 'a part that repeats',
  '3.11': 'a missing property',
  '3.12': 'a property that does not belong',
  '3.13': 'the time',
  '3.14': 'the kind of message',
}

function attendeeText(code: string): string {
  switch (code) {
    case '1.0':
      return 'Sending…'
    case '1.1':
      return 'Sent, delivery not confirmed'
    case '1.2':
      return 'Delivered'
    case '3.7':
      return 'Not known there: check the address'
    case '3.8':
      return 'You may not invite this person'
    case '4.0':
      return 'They report a time conflict'
    case '5.0':
      return 'Their system does not support this request'
    case '5.1':
      return 'Could not be delivered now: try again'
    case '5.2':
      return 'No way to deliver to this address'
    case '5.3':
      return 'Scheduling with this person is not allowed'
    default:
      break
  }
  switch (code[0]) {
    case '1':
      return `In progress (${code})`
    case '2':
      return notesOf[code] === undefined ? 'Received' : `Received; ${notesOf[code]}`
    case '3':
      return `Their system could not understand the invitation${misunderstood[code] === undefined ? '' : ` (${misunderstood[code]})`}`
    case '4':
      return `Their calendar could not take it (${code})`
    case '5':
      return `Their system could not take it (${code})`
    default:
      return `Unknown status (${code})`
  }
}

function replyText(code: string): string {
  switch (code[0]) {
    case '1':
      return code === '1.0' ? 'Your answer is being sent' : code === '1.1' ? 'Your answer was sent, delivery not confirmed' : 'Your answer was delivered'
    case '2':
      return 'Your answer was received'
    case '3':
    case '4':
    case '5':
      return `Your answer was not delivered: ${code === '3.7' ? 'the organizer is not known there' : code === '5.1' ? 'the server could not reach the organizer now' : code === '5.2' ? 'there is no way to the organizer' : 'it was refused'}`
    default:
      return `Unknown status (${code})`
  }
}

function attendeeNext(code: string): Next {
  switch (code) {
    case '3.7':
      return ['correct-address', 'mail', 'remove']
    case '3.8':
    case '5.3':
      return ['mail', 'remove']
    case '5.1':
      return ['resend', 'mail']
    case '5.2':
      return ['mail', 'correct-address']
    default:
      return code[0] === '3' || code[0] === '5' ? ['mail'] : []
  }
}

const replyNext = (code: string): Next => (code === '5.1' ? ['resend', 'mail'] : code[0] === '3' || code[0] === '4' || code[0] === '5' ? ['mail'] : [])
