import type { Href } from '../../../shared/model/ids.ts'
import { fail, ok } from '../../../shared/model/result.ts'
import { davError, errorOfAnswer, localName } from './errors.ts'
import { withCrlf } from './member-rows.ts'
import type { DavClient, DavResult, XmlNode } from './shapes.ts'
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
  const answer = await dav.post(ask.outboxHref, ask.text, {
    headers: { originator: asciiOnly(ask.organizer), recipient: ask.attendees.map(asciiOnly).join(', ') },
    ...(ask.timeoutMs === undefined ? {} : { timeoutMs: ask.timeoutMs }),
    ...(ask.signal ? { signal: ask.signal } : {}),
  })
  if (!answer.ok) return answer
  const { status, body } = answer.value
  if (status === 404 || status === 405 || status === 501) return fail({ ...errorOfAnswer(answer.value, dav.host), kind: 'refused', cause: 'not-supported', retry: 'never' })
  if (status !== 200 && status !== 207) return status === 204 ? ok([]) : fail(errorOfAnswer(answer.value, dav.host))
  if (body.trim() === '') return ok([])
  const answers = readScheduleResponse(body)
  return answers ? ok(answers) : fail(davError({ kind: 'bad-data', cause: 'torn-answer', retry: 'later' }, { host: dav.host, httpStatus: status }))
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
