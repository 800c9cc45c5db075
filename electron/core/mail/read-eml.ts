import { mendSplitCharacters } from '../../../shared/ical/bytes.ts'
import { toAddress } from '../../../shared/ical/people.ts'

/** The calendar part of a mail, and who the mail says it is from. */
export interface MailWithCalendar {
  readonly ics: string
  /** Address of From; null: not told. */
  readonly from: string | null
  /** `method` of the part's Content-Type (IMI-2, T-I51). */
  readonly contentTypeMethod: string | null
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Parts inside parts deeper than this are not looked at. */
const deepest = 8

export const isCalendarText = (text: string): boolean => /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text)

/** A whole mail (.eml) → its calendar part. Null: there is none. Knows what mails with invitations use (RFC 2045: base64, quoted-printable, 7 and 8 bit). */
export function readEml(text: string): MailWithCalendar | null {
  const mail = partOf(text)
  const found = calendarIn(mail, 0)
  if (found === null) return null
  const type = contentType(found)
  const from = mail.headers.get('from')
  return { ics: bodyOf(found, type.params.get('charset')), from: from === undefined ? null : addressIn(from), contentTypeMethod: type.params.get('method') ?? null }
}

function calendarIn(part: Part, depth: number): Part | null {
  const { type, params } = contentType(part)
  if (type === 'text/calendar' || type === 'application/ics') return part
  const boundary = params.get('boundary')
  if (!type.startsWith('multipart/') || boundary === undefined || depth >= deepest) return null
  const pieces = part.body.split(new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?:--)?[ \\t]*(?:\\r?\\n|$)`))
  for (const piece of pieces.slice(1)) {
    const found = calendarIn(partOf(piece), depth + 1)
    if (found !== null) return found
  }
  return null
}

function partOf(text: string): Part {
  const end = /\r?\n\r?\n/.exec(text)
  const head = (end === null ? text : text.slice(0, end.index)).replace(/\r?\n[ \t]+/g, ' ')
  const headers = new Map<string, string>()
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0 && !headers.has(line.slice(0, colon).toLowerCase())) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, body: end === null ? '' : text.slice(end.index + end[0].length) }
}

function contentType({ headers }: Part): { readonly type: string; readonly params: ReadonlyMap<string, string> } {
  const raw = headers.get('content-type') ?? 'text/plain'
  const params = new Map<string, string>()
  for (const [, name, quoted, bare] of raw.matchAll(/;\s*([^=;\s]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/g)) params.set((name ?? '').toLowerCase(), quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'))
  return { type: (raw.split(';')[0] ?? '').trim().toLowerCase(), params }
}

function bodyOf(part: Part, charset = 'utf-8'): string {
  const encoding = (part.headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()
  // A mail that was read as text: what is not encoded has been decoded already.
  if (encoding === 'base64') return decode(Buffer.from(part.body, 'base64'), charset)
  if (encoding === 'quoted-printable') return decode(fromQuotedPrintable(part.body), charset)
  return part.body
}

function fromQuotedPrintable(text: string): Buffer {
  const soft = text.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '')
  const bytes: Buffer[] = []
  for (const [piece] of soft.matchAll(/(?:=[0-9a-f]{2})+|[^=]+|=/gi)) bytes.push(/^=[0-9a-f]{2}/i.test(piece) ? Buffer.from(piece.replaceAll('=', ''), 'hex') : Buffer.from(piece, 'utf8'))
  return Buffer.concat(bytes)
}

function decode(bytes: Buffer, charset: string): string {
  try {
    const decoder = new TextDecoder(charset)
    return decoder.decode(decoder.encoding === 'utf-8' ? mendSplitCharacters(bytes) : bytes)
  } catch {
    // A charset nobody knows: most mails are UTF-8 all the same.
    return bytes.toString('utf8')
  }
}

function addressIn(from: string): string | null {
  const address = /<([^<>\s]+@[^<>\s]+)>/.exec(from)?.[1] ?? /([^\s<>",;]+@[^\s<>",;]+)/.exec(from)?.[1]
  return address === undefined ? null : toAddress(address)
}
