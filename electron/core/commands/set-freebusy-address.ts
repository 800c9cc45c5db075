import { toAddress } from '../../../shared/ical/people.ts'
import { isLoopback } from '../dav/hrefs.ts'
import { fillTemplate, readFreeBusyUrl } from '../dav/fburl-request.ts'
import { originOf, ownerOf } from '../freebusy/url-secrets.ts'
import type { FreebusyAddressRow } from '../store/rows.ts'
import type { CommandOf } from './deps.ts'
import { badData, refused } from './refused.ts'

/**
 * The freebusy URL of a person, or the template of a domain. A URL that the person typed is trusted as such: typing it is the yes (T-F29).
 * A password, and a token wherever it was typed, is sealed for the server it goes to and left out of what is stored in clear (FBU-7).
 * What was answered before is forgotten.
 */
export const command: CommandOf<'set-freebusy-address'> = (deps) => async (input) => {
  const { store, vault, clock } = deps
  const subject = input.scope === 'person' ? toAddress(input.subject) : input.subject.trim().replace(/^@/, '').toLowerCase()
  if (!(input.scope === 'person' ? /^[^\s@]+@[^\s@]+$/ : /^[^\s@/]+$/).test(subject)) throw badData('bad-address', { detail: 'subject' })
  const typed = takeSecrets(input.url.trim())
  const place = { scope: input.scope, subject, url: typed.url }
  checkUrl(place)
  const before = store.read.freebusyAddress(input.scope, subject)
  const user = input.user.trim() || typed.user
  const password = input.password ?? typed.password
  const token = input.token ?? typed.token
  const origin = originOf(place)
  const stays = before !== null && origin !== null && originOf(before) === origin
  const needsOrigin = user !== '' || typed.url.includes('{token}')
  if (needsOrigin && origin === null) throw badData('secret-anywhere', { detail: 'url' })
  if (user !== '' && origin !== null && !isSafe(origin)) throw refused('plain-http', { host: new URL(origin).host })
  const owner = origin === null ? null : ownerOf(place, origin)
  const seal = async (field: 'freebusy-password' | 'freebusy-token', plain: string | null, kept: Uint8Array | null): Promise<Uint8Array | null> => (plain === null ? (stays ? kept : null) : plain === '' || owner === null ? null : vault.seal(owner, field, plain))
  const row: FreebusyAddressRow = {
    ...place,
    user,
    sealedPassword: user === '' ? null : await seal('freebusy-password', password, before?.sealedPassword ?? null),
    sealedToken: typed.url.includes('{token}') ? await seal('freebusy-token', token, before?.sealedToken ?? null) : null,
    changedUtc: clock.now(),
    workedUtc: null,
    problem: null,
  }
  if (typed.url.includes('{token}') && row.sealedToken === null) throw badData('token-missing', { detail: 'token' })
  store.write(['people', 'busy'], (tx) => {
    tx.putFreebusyAddress(row)
    tx.dropUrlAnswers(input.scope, subject)
  })
  return {}
}

interface Typed {
  readonly url: string
  readonly user: string
  readonly password: string | null
  readonly token: string | null
}

/** `https://user:secret@host/…` and `token=…` (FBU-2) give their secrets away; the rest keeps its bytes. */
function takeSecrets(text: string): Typed {
  const info = /^([a-z][a-z\d+.-]*:\/\/)([^/@?#:]*)(?::([^/@?#]*))?@/i.exec(text)
  const bare = info === null ? text : `${info[1] ?? ''}${text.slice(info[0].length)}`
  const found = /([?&]token=)(?!\{token\})([^&#]+)/i.exec(bare)
  const url = found === null ? bare : bare.replace(found[0], `${found[1] ?? ''}{token}`)
  return { url, user: decoded(info?.[2] ?? ''), password: info?.[3] === undefined ? null : decoded(info[3]), token: found === null ? null : decoded(found[2] ?? '') }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function checkUrl({ scope, subject, url }: Pick<FreebusyAddressRow, 'scope' | 'subject' | 'url'>): void {
  const filled = fillTemplate(url, scope === 'person' ? subject : `somebody@${subject}`, 'token')
  if (!filled.ok) throw badData('bad-url', { detail: filled.problem.detail })
  const read = readFreeBusyUrl(filled.value)
  if (!read.ok) throw badData(read.problem.cause, { detail: read.problem.cause === 'unsupported-scheme' ? read.problem.detail : 'A freebusy URL begins with https://' })
}

/** Basic is clear text: over TLS, or to this computer. */
const isSafe = (origin: string): boolean => origin.startsWith('https:') || isLoopback(new URL(origin).hostname)
