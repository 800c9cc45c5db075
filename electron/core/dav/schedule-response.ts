import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import { davError, errorOfAnswer, localName } from './errors.ts'
import { withCrlf } from './member-rows.ts'
import type { DavAnswer, DavClient, DavResult, XmlNode } from './shapes.ts'
import { parseXml } from './xml.ts'

export interface OutboxAsk {
  readonly outboxHref: Href
  /** The VFREEBUSY request (SCH-50). */
  readonly text: string
  /** As written in the request, for the draft-era headers Originator and Recipient. */
  readonly organizer: string
  readonly attendees: readonly string[]
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}
export interface RecipientAnswer {
  /** As the server spelled it. */
  readonly recipient: string
  /** `2.0`, `3.7`, … ; empty when there was none. */
  readonly code: string
  readonly text: string
  readonly calendarText: string | null
}

/** SCH-50…52. Recipients missing in the answer are missing here. 501, 405 and 404 give `cause: 'not-supported'`. */
export async function askOutbox(dav: DavClient, ask: OutboxAsk): DavResult<readonly RecipientAnswer[]> {
  const answer = await postToOutbox(dav, { ...ask, originator: ask.organizer, recipients: ask.attendees })
  if (!answer.ok) return answer
  const { status } = answer.value
  if (status === 404 || status === 405 || status === 501) return fail({ ...errorOfAnswer(answer.value, dav.host), kind: 'refused', cause: 'not-supported', retry: 'never' })
  return readAnswers(answer.value, dav.host)
}

export interface MessagePost {
  readonly outboxHref: Href
  /** A whole iTIP message with METHOD. */
  readonly text: string
  /** My address as the server listed it; it is also the ORGANIZER, or the ATTENDEE who answers (EXP-2). */
  readonly originator: string
  readonly recipients: readonly string[]
}

/**
 * EXP-2, EXP-3: hands a message to a server of the older model; it lies in the Inboxes of those who got a 2.x. What the server says of
 * all at once is an error: 404 an address it does not know, 502 a domain it cannot reach, 507 a full Inbox, each with its status.
 */
export async function postMessage(dav: DavClient, { outboxHref, text, originator, recipients }: MessagePost): DavResult<readonly RecipientAnswer[]> {
  const answer = await postToOutbox(dav, { outboxHref, text, originator, recipients })
  return answer.ok ? readAnswers(answer.value, dav.host) : answer
}

function postToOutbox(dav: DavClient, { outboxHref, text, originator, recipients, timeoutMs, signal }: MessagePost & Pick<OutboxAsk, 'timeoutMs' | 'signal'>): DavResult<DavAnswer> {
  return dav.post(outboxHref, text, {
    headers: { originator: asciiOnly(originator), recipient: recipients.map(asciiOnly).join(', ') },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(signal ? { signal } : {}),
  })
}

function readAnswers(answer: DavAnswer, host: string): Result<readonly RecipientAnswer[], AppError> {
  const { status, body } = answer
  if (status !== 200 && status !== 207) return status === 204 ? ok([]) : fail(errorOfAnswer(answer, host))
  if (body.trim() === '') return ok([])
  const answers = readScheduleResponse(body)
  return answers ? ok(answers) : fail(davError({ kind: 'bad-data', cause: 'torn-answer', retry: 'later' }, { host, httpStatus: status }))
}

/** Header values are ASCII; an address beyond it goes in percent form, as a URI does. */
const asciiOnly = (address: string): string => address.replace(/[^\x21-\x7e]/g, encodeURIComponent)

/**
 * `C:schedule-response` (RFC 6638 §10). Null when it is not one. Local names alone count: draft-era servers use other namespaces.
 * The recipient is a `DAV:href` or bare text (SOGo 5.8.0, T-C15); calendar-data may be an empty element (DAViCal 1.1.12).
 */
export function readScheduleResponse(body: string): readonly RecipientAnswer[] | null {
  const root = parseXml(body)
  if (!root || localName(root.name) !== 'schedule-response') return null
  return root.children
    .filter((child) => localName(child.name) === 'response')
    .map((response) => {
      const child = (name: string): XmlNode | undefined => response.children.find((node) => localName(node.name) === name)
      const recipient = child('recipient')
      const href = recipient?.children.find((node) => localName(node.name) === 'href')
      const [code = '', ...words] = (child('request-status')?.text.trim() ?? '').split(';')
      const data = child('calendar-data')?.text ?? ''
      return {
        recipient: (href ?? recipient)?.text.trim() ?? '',
        code: code.trim(),
        text: words.join(';').trim(),
        calendarText: data.trim() === '' ? null : withCrlf(data.trimStart()),
      }
    })
    .filter((answer) => answer.recipient !== '')
}
