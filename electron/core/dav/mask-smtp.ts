import type { Mask } from './mask-words.ts'

/**
 * One line of ours to a mail server: the command and what RFC 5321, 4954 and 6152 define stay, everything else becomes a sign. What
 * looks like no command (the answers of a sign-in do not) becomes one sign as a whole.
 */
export function maskCommand(line: string, mask: Mask): string {
  const [, verb, rest] = /^([A-Za-z]{4,8})(?=$|[ :])(.*)$/s.exec(line) ?? []
  const known = verb?.toUpperCase() ?? ''
  if (rest === undefined || !commands.has(known)) return mask.word(line)
  if (rest === '') return known
  const [, way, address, parameters] = /^( (?:FROM|TO):)<([^>]*)>(.*)$/i.exec(rest) ?? []
  if (way !== undefined) return `${known}${way.toUpperCase()}<${mask.address(address ?? '')}>${maskWords(parameters ?? '', mask)}`
  const [, method, secret] = /^ ([A-Za-z\d-]+)(.*)$/s.exec(rest) ?? []
  if (known === 'AUTH' && methods.has((method ?? '').toUpperCase())) return `AUTH ${(method ?? '').toUpperCase()}${secret === '' ? '' : ` ${mask.word((secret ?? '').trim())}`}`
  return `${known} ${mask.word(rest.trim())}`
}

/** One answer, of one line or several: codes and the offers that standards name stay; words of the server become signs. */
export const maskReply = (answer: string, mask: Mask): readonly string[] =>
  answer.split(/\r?\n/).map((line) => {
    const [, code, between, enhanced, rest] = /^(\d{3})([ -]?)((?:[245]\.\d{1,3}\.\d{1,3})?)(.*)$/s.exec(line) ?? []
    if (code === undefined) return mask.word(line)
    const words = (rest ?? '').trim()
    return `${code}${between}${enhanced}${words === '' ? '' : `${enhanced === '' ? '' : ' '}${isOffer(words) ? words : mask.word(words)}`}`
  })

/** ` SIZE=1234 BODY=8BITMIME`: what is not known is a sign. */
const maskWords = (text: string, mask: Mask): string => text.replace(/[^ ]+/g, (word) => (/^(?:SIZE=\d{1,12}|BODY=(?:7BIT|8BITMIME)|SMTPUTF8|REQUIRETLS)$/i.test(word) ? word : mask.word(word)))

const isOffer = (words: string): boolean => {
  const [first = '', ...more] = words.toUpperCase().split(/[ =]/)
  if (first === 'AUTH') return more.every((one) => methods.has(one))
  return offers.has(first) && more.every((one) => /^\d{1,12}$/.test(one))
}

const commands: ReadonlySet<string> = new Set(['EHLO', 'HELO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'RSET', 'NOOP', 'QUIT'])
const methods: ReadonlySet<string> = new Set(['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2', 'OAUTHBEARER', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'EXTERNAL', 'GSSAPI', 'NTLM', 'DIGEST-MD5'])
const offers: ReadonlySet<string> = new Set(['8BITMIME', 'SIZE', 'PIPELINING', 'STARTTLS', 'ENHANCEDSTATUSCODES', 'DSN', 'CHUNKING', 'SMTPUTF8', 'VRFY', 'ETRN', 'HELP', 'BINARYMIME', 'REQUIRETLS', 'LIMITS'])
