import type { PersonKind } from '../model/people.ts'
import { fold } from './tree.ts'

/** What Parley uses of a contact card. Addresses in lower case; the preferred of each come first, the others in the order of the card. */
export interface ContactCard {
  readonly name: string
  /** KIND (RFC 6350 §6.1.4, RFC 6473, RFC 6869), and how Apple's cards name groups. A place is a room: it can be invited like one. */
  readonly kind: PersonKind
  readonly mails: readonly string[]
  /** FBURL (RFC 6350 §6.9.1; RFC 2739 §2.3): what may be asked for busy times. */
  readonly freebusyUrls: readonly string[]
  /** CALURI: calendars themselves. */
  readonly calendarUrls: readonly string[]
  /** CALADRURI: where invitations go, without `mailto:` where it is a mail address. */
  readonly calendarAddresses: readonly string[]
}

interface Line {
  readonly name: string
  readonly value: string
  /** 1 is best; 100 is none (RFC 6350 §5.3). */
  readonly preference: number
}

const mostLines = 2_000

/**
 * VCL-1: the cards in a text, vCard 2.1 to 4, with any line ends, folds and groups (`item1.EMAIL`). `PREF=1`, `TYPE=PREF` and the bare
 * `;PREF` of RFC 2739 all prefer. Text without a card gives none; a broken line is passed over, never the card. Never throws.
 */
export function readVcards(text: string): readonly ContactCard[] {
  const unfolded = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '')
  return [...unfolded.matchAll(/^BEGIN:VCARD\s*$([\s\S]*?)^END:VCARD\s*$/gim)].map(([, inside = '']) => cardOf(inside.split('\n').slice(0, mostLines).flatMap(lineOf)))
}

/**
 * VCL-4: the same card with one more FBURL (RFC 6350 §6.9.1), and every other line as it stands, known or not; whoever is preferred stays so.
 * A card that has the URL already comes back as it is. Null: the text is not one whole card, so nothing of it may be written.
 * `url` is a web address without blanks or line ends. Lines are folded as iCalendar's are, but for vCard 2.1, which folds otherwise.
 */
export function withFreebusyUrl(text: string, url: string): string | null {
  const cards = readVcards(text)
  const end = /^END:VCARD[ \t]*\r?$/gim.exec(text)
  if (cards.length !== 1 || end === null || /\s/.test(url)) return null
  if (cards[0]?.freebusyUrls.includes(url)) return text
  const line = `FBURL:${url}`
  const written = /^VERSION:2\.1/im.test(text) ? line : fold(line)
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  return `${text.slice(0, end.index)}${written.replaceAll('\r\n', newline)}${newline}${text.slice(end.index)}`
}

function cardOf(lines: readonly Line[]): ContactCard {
  const valuesOf = (...names: readonly string[]): readonly string[] => {
    const found = lines.filter((line) => names.includes(line.name) && line.value !== '').toSorted((a, b) => a.preference - b.preference)
    return [...new Set(found.map(({ value }) => value))]
  }
  const mails = valuesOf('EMAIL').map((mail) => mail.replace(/^mailto:/i, '').toLowerCase()).filter((mail) => /^[^\s@]+@[^\s@]+$/.test(mail))
  return {
    kind: kinds[(valuesOf('KIND', 'X-ADDRESSBOOKSERVER-KIND')[0] ?? '').toLowerCase()] ?? 'individual',
    name: valuesOf('FN')[0] ?? nameOfParts(valuesOf('N')[0] ?? '') ?? mails[0] ?? '',
    mails,
    freebusyUrls: valuesOf('FBURL').filter(isUrl),
    calendarUrls: valuesOf('CALURI').filter(isUrl),
    calendarAddresses: valuesOf('CALADRURI').map((address) => address.replace(/^mailto:/i, '').toLowerCase()),
  }
}

const kinds: Readonly<Record<string, PersonKind>> = { group: 'group', location: 'room', device: 'resource', thing: 'resource' }

/** VCL-2: what can be asked, or at least be told that it cannot. */
const isUrl = (value: string): boolean => /^(?:https?|webcals?|ftp):\/\/[^\s]+$/i.test(value)

function nameOfParts(parts: string): string | null {
  const [family = '', given = ''] = parts.split(';')
  return `${given} ${family}`.trim() || null
}

function lineOf(text: string): readonly Line[] {
  const match = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)$/.exec(text)
  if (match === null) return []
  return [{ name: (match[1] ?? '').toUpperCase(), preference: preferenceOf(match[2] ?? ''), value: plain(match[3] ?? '') }]
}

function preferenceOf(parameters: string): number {
  const words = parameters.toUpperCase().split(';').map((word) => word.replaceAll('"', ''))
  for (const word of words) {
    const number = /^PREF=(\d+)$/.exec(word)?.[1]
    if (number !== undefined) return Number(number)
    if (word === 'PREF' || (word.startsWith('TYPE=') && word.slice(5).split(',').includes('PREF'))) return 1
  }
  return 100
}

/** vCard 3 escapes texts, and some writers escape URLs as if they were texts. */
const plain = (value: string): string => value.trim().replace(/\\([\\,;:nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? ' ' : char))
