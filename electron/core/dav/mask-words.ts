import { createHmac, randomBytes } from 'node:crypto'
import { endingOf, isKnownStep } from './path-shape.ts'
import type { Headers } from './shapes.ts'

/**
 * Replaces what somebody wrote by signs: the same text by the same sign, so that a name can be followed from a request to its answer.
 * The key is random and never leaves: nobody can try words until a sign comes out.
 */
export interface Mask {
  /** `‹k3Jd9_aQ›`; '' stays ''. */
  word(text: string): string
  /** `mailto:‹…›@‹…›`, upper and lower case alike; text that is no address becomes one sign. */
  address(text: string): string
  /** A URL, an absolute path or the name of a member: steps that are the same everywhere stay, so does the ending of a file. */
  href(text: string): string
  /** Quotes and `W/` stay: they are what servers get wrong. */
  etag(text: string): string
  /** `name: value` of what is worth reading. Headers that no protocol of ours knows are only counted. */
  headers(headers: Headers): readonly string[]
}

export function createMask(key: Uint8Array = randomBytes(32)): Mask {
  const word = (text: string): string => (text === '' ? '' : `‹${createHmac('sha256', key).update(text).digest('base64url').slice(0, 8)}›`)

  const address = (text: string): string => {
    const [, scheme, local, domain] = /^(mailto:)?([^\s@:/]+)@([^\s@:/]+)$/i.exec(text) ?? []
    if (local === undefined || domain === undefined) return word(text)
    return `${(scheme ?? '').toLowerCase()}${word(local.toLowerCase())}@${word(domain.toLowerCase())}`
  }

  /** An escaped step is masked as what it says, so that both spellings show the same sign; `%` tells them apart. */
  const step = (raw: string): string => {
    if (raw === '' || isKnownStep(raw)) return raw
    const said = unescaped(raw)
    const ending = endingOf(said)
    const bare = said.slice(0, said.length - ending.length)
    return `${bare.includes('@') ? address(bare) : word(bare)}${raw === said ? '' : '%'}${ending}`
  }

  const parameter = (raw: string): string => {
    const at = raw.indexOf('=')
    const [name, value] = at < 0 ? [raw, null] : [raw.slice(0, at), raw.slice(at + 1)]
    const known = knownParameters.has(name.toLowerCase())
    return `${known ? name : word(name)}${value === null ? '' : `=${known && parameterTime.test(value) ? value : word(value)}`}`
  }

  const href = (text: string): string => {
    if (/^mailto:/i.test(text)) return address(text)
    const [, scheme, authority, rest] = /^(https?|webcals?|caldavs?):\/\/([^/?#]*)(.*)$/is.exec(text) ?? []
    if (scheme !== undefined) {
      const at = (authority ?? '').lastIndexOf('@')
      return `${scheme.toLowerCase()}://${at < 0 ? '' : `${word((authority ?? '').slice(0, at))}@`}${word((authority ?? '').slice(at + 1).toLowerCase())}${href(rest ?? '')}`
    }
    if (/^[a-z][a-z\d+.-]*:/i.test(text)) return word(text)
    const [, path, query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? ['', text]
    return (path ?? '').split('/').map(step).join('/') + (query === undefined ? '' : `?${query.split('&').map(parameter).join('&')}`) + (fragment === undefined ? '' : `#${word(fragment)}`)
  }

  const etag = (text: string): string => {
    const rest = text.replace(/"[^"]*"/g, '').replace(/W\/|[\s,*]/g, '')
    return rest === '' ? text.replace(/"([^"]*)"/g, (_, inner: string) => `"${word(inner)}"`) : word(text)
  }

  const headerLine = (name: string, value: string): string | null => {
    const kind = knownHeaders[name]
    if (kind === undefined) return null
    if (kind === 'href') return `${name}: ${href(value)}`
    if (kind === 'etag') return `${name}: ${etag(value)}`
    if (kind === 'address') return `${name}: ${value.split(',').map((one) => address(one.trim())).join(', ')}`
    // The scheme says how one signs in; what comes after it, who.
    if (kind === 'sign-in') return `${name}: ${/^(?:Basic|Bearer|Digest|Negotiate|NTLM)\b/i.exec(value)?.[0] ?? ''} ${word(value)}`.replace(':  ', ': ')
    return `${name}: ${kind !== 'word' && kind.test(value) ? value : word(value)}`
  }

  return {
    word,
    address,
    href,
    etag,
    headers(headers) {
      const lines = Object.entries(headers).map(([name, value]) => headerLine(name.toLowerCase(), value))
      const others = lines.filter((line) => line === null).length
      return [...lines.filter((line) => line !== null), ...(others === 0 ? [] : [`(${others} other header${others === 1 ? '' : 's'})`])]
    },
  }
}

/** Ranges of freebusy URLs in every dialect of `fburl-request.ts`. */
const knownParameters: ReadonlySet<string> = new Set(['start', 'end', 'period', 'dtstart', 'dtend', 's', 'e'])
const parameterTime = /^(?:\d{4}-?\d{2}-?\d{2}(?:T\d{2}:?\d{2}:?\d{2}Z?)?|\d{13})$/

const number = /^\d{1,15}$/
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/
const codings = /^(?:(?:gzip|deflate|br|identity|chunked|compress)(?:, ?|$))+$/
const methods = /^(?:[A-Z]{3,18}(?:, ?|$))+$/
const mediaTypes = /^(?:text|application|multipart|\*)\/[\w.+*-]{1,40}(?:; ?(?:charset|component|method|q|version)="?[\w.-]{1,20}"?)*(?:, ?(?:text|application|\*)\/[\w.+*-]{1,40}(?:; ?q=[\d.]{1,5})?)*;?$/i
/** Tokens of the DAV header that standards name; others could be anything. */
const classes =
  /^(?:(?:[123]|access-control|bind|calendar-access|calendar-schedule|calendar-auto-schedule|calendar-availability|calendar-proxy|calendar-query-extended|calendar-managed-attachments(?:-no-recurrence)?|calendarserver-[a-z-]+|addressbook|extended-mkcol|extended-quota|sync-collection|inbox-availability|nextcloud-[a-z-]+|nc-[a-z-]+|oc-[a-z-]+|resource-sharing|webdav-push|prefer|postinfo)(?:, ?|$))+$/i

/** What of each header may be read. `word`: its name alone. */
const knownHeaders: Readonly<Record<string, RegExp | 'href' | 'etag' | 'address' | 'sign-in' | 'word'>> = {
  accept: mediaTypes,
  'accept-encoding': codings,
  allow: methods,
  authorization: 'sign-in',
  brief: /^[tf]$/i,
  'cache-control': 'word',
  connection: /^(?:close|keep-alive)$/i,
  'content-encoding': codings,
  'content-length': number,
  'content-location': 'href',
  'content-type': mediaTypes,
  cookie: 'word',
  date: httpDate,
  dav: classes,
  depth: /^(?:0|1|infinity)$/i,
  destination: 'href',
  etag: 'etag',
  expires: httpDate,
  'if-match': 'etag',
  'if-modified-since': httpDate,
  'if-none-match': 'etag',
  'if-schedule-tag-match': 'etag',
  'last-modified': httpDate,
  location: 'href',
  'lock-token': 'word',
  originator: 'address',
  overwrite: /^[TF]$/i,
  prefer: /^(?:return=(?:minimal|representation)|depth-noroot)(?:, ?(?:return=minimal|depth-noroot))*$/i,
  'preference-applied': /^return=(?:minimal|representation)$/i,
  recipient: 'address',
  'retry-after': /^(?:\d{1,9}|[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT)$/,
  'schedule-reply': /^[TF]$/i,
  'schedule-tag': 'etag',
  server: 'word',
  'set-cookie': 'word',
  timeout: /^(?:Second-\d{1,9}|Infinite)$/i,
  'transfer-encoding': codings,
  'user-agent': /^Parley\/[\d.]{1,10}$/,
  vary: 'word',
  'www-authenticate': 'sign-in',
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}
