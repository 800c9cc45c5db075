import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Vault } from '../accounts/vault.ts'
import { davError } from '../dav/errors.ts'
import { fillTemplate, readFreeBusyUrl } from '../dav/fburl-request.ts'
import type { Auth } from '../dav/shapes.ts'
import type { FreebusyAddressRow } from '../store/rows.ts'

export interface UrlSecrets {
  readonly auth: Auth
  readonly token: string | null
}
export const noSecrets: UrlSecrets = { auth: { kind: 'anonymous' }, token: null }

type Place = Pick<FreebusyAddressRow, 'scope' | 'subject' | 'url'>

/**
 * The one origin that a template leads to, whomever it is filled with; null when the host depends on the person, or is no web address.
 * Only such a template may have a password or a token: a secret belongs to one origin.
 */
export function originOf({ scope, subject, url }: Place): string | null {
  const people = scope === 'person' ? [subject] : [`a@${subject}`, `b@${subject}`]
  const origins = people.map((address) => {
    const filled = fillTemplate(url, address, 'token')
    const read = filled.ok ? readFreeBusyUrl(filled.value) : filled
    return read.ok ? read.value.origin : null
  })
  return origins.every((origin) => origin === origins[0]) ? (origins[0] ?? null) : null
}

/** Bound to the origin: changing the URL to another server leaves the secret behind. */
export const ownerOf = (place: Place, origin: string): string => `freebusy ${place.scope} ${place.subject} ${origin}`

/** What signs a request for this entry. A keychain that is locked is told, and nothing is asked without it. */
export async function openUrlSecrets(vault: Vault, row: FreebusyAddressRow): Promise<Result<UrlSecrets, AppError>> {
  if (row.sealedPassword === null && row.sealedToken === null) return ok(noSecrets)
  const origin = originOf(row)
  if (origin === null) return fail(davError({ kind: 'refused', cause: 'bad-url', retry: 'never' }))
  const owner = ownerOf(row, origin)
  const password = row.sealedPassword === null ? null : await vault.open(owner, 'freebusy-password', row.sealedPassword)
  if (password !== null && !password.ok) return password
  const token = row.sealedToken === null ? null : await vault.open(owner, 'freebusy-token', row.sealedToken)
  if (token !== null && !token.ok) return token
  return ok({ auth: password === null ? { kind: 'anonymous' } : { kind: 'basic', user: row.user, password: password.value }, token: token?.value ?? null })
}
