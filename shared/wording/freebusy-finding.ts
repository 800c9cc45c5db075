/**
 * What a server's answer to a freebusy URL means, for a person who looks for one. Every status has its words: the special ones first,
 * the rest by their class (RFC 9110 §15, CC/S 0903 §6). Lower case, to follow a colon or a dot.
 */
export function statusInWords(status: number): string {
  return statuses[status] ?? (status < 200 ? 'an answer that never ended' : status < 300 ? 'an answer without free/busy times' : status < 400 ? 'sends elsewhere, but not where to' : status < 500 ? 'does not accept the question' : 'has a fault of its own')
}

const statuses: Readonly<Record<number, string>> = {
  200: 'answered',
  204: 'answered, but empty',
  206: 'sent a part only',
  304: 'nothing has changed since last time',
  400: 'does not understand the question',
  401: 'asks for a sign-in',
  402: 'wants to be paid first',
  403: 'does not let you see this',
  404: 'has nothing there',
  405: 'does not allow reading there',
  406: 'cannot answer in this format',
  407: 'a proxy in between asks for a sign-in',
  408: 'waited too long for the question',
  409: 'says the question contradicts something',
  410: 'says it is gone for good',
  413: 'says the question is too big',
  414: 'says the address is too long',
  415: 'does not know this format',
  416: 'has nothing for these days',
  421: 'says another server is meant',
  422: 'does not understand the days asked for',
  423: 'has it locked',
  425: 'wants to be asked again later',
  426: 'wants a newer kind of connection',
  428: 'wants a condition with the question',
  429: 'has been asked too often, and wants a pause',
  431: 'says the question is too big',
  451: 'may not show this, for legal reasons',
  500: 'had a fault',
  501: 'cannot do this',
  502: 'does not reach the server behind it',
  503: 'is busy or being repaired',
  504: 'did not hear from the server behind it in time',
  505: 'wants another version of HTTP',
  507: 'has no room left',
  508: 'goes round in circles',
  511: 'is behind a network that wants a sign-in first',
}

/** Why no answer came at all. */
export function silenceInWords(cause: string | null, detail = ''): string {
  switch (cause) {
    case 'host-not-found':
      return 'there is no server of that name'
    case 'connection-refused':
      return 'nothing listens there'
    case 'unreachable':
      return 'cannot be reached'
    case 'timeout':
      return 'did not answer in time'
    case 'no-answer':
      return 'broke off without an answer'
    case 'torn-answer':
      return 'the answer broke off'
    case 'too-large':
      return 'sent more than a free/busy answer can be'
    case 'certificate':
      return 'its certificate does not fit'
    case 'private-network':
      return 'lies in a private network, and is not asked by guess'
    case 'plain-http':
      return 'would carry a password or the answer in clear text'
    case 'too-many-redirects':
      return 'sends round in circles'
    case 'redirect':
      return 'sends to a place that is no web address'
    case 'rate-limit':
      return 'asked for a pause before'
    case 'gone':
      return 'said before that it is gone for good'
    case 'unsupported-scheme':
      return `addresses that begin with ${detail || 'this'}: cannot be read`
    case 'bad-url':
      return 'is not a web address'
    case 'vault-locked':
      return 'its password cannot be opened: the keychain is locked'
    case 'cancelled':
      return 'was stopped'
    default:
      return 'could not be asked'
  }
}

/** How a range was written, for the steps of a test. */
export const dialectInWords: Readonly<Record<'extended' | 'basic' | 'none' | 'zimbra' | 'wcap' | 'owa', string>> = {
  extended: 'With the days, in long form',
  basic: 'With the days, in short form',
  none: 'Without any days',
  zimbra: 'With the days, as Zimbra counts them',
  wcap: 'As Sun Calendar Server wants it',
  owa: 'As Outlook Web Access wants it',
}
