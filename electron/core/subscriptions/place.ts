import type { AppError } from '../../../shared/contract/app-error.ts'
import type { FeedPlace } from '../../../shared/contract/subscriptions.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Vault } from '../accounts/vault.ts'
import { davError } from '../dav/errors.ts'
import { readFeedUrl } from '../dav/get-feed.ts'
import type { Auth } from '../dav/shapes.ts'
import type { SubscriptionRow } from '../store/rows.ts'

/** Bound to the origin: another server never gets the password that was typed for this one. */
export const ownerOf = (id: CollectionId, origin: string): string => `subscription ${id} ${origin}`

/** A place and its typed password, ready to be asked. A user name without a password is a fault told before anything is sent. */
export function openTyped(place: FeedPlace, secret: string | null): Result<{ readonly url: URL; readonly auth: Auth }, AppError> {
  const url = readFeedUrl(place)
  if (!url.ok) return url
  if (place.user === '') return ok({ url: url.value, auth: { kind: 'anonymous' } })
  if (secret === null) return fail(davError({ kind: 'bad-data', cause: 'feed-secret', retry: 'never' }, { host: url.value.host }))
  return ok({ url: url.value, auth: { kind: 'basic', user: place.user, password: secret } })
}

/** The same with the password that is kept. A keychain that is locked is told, and nothing is asked without it. */
export async function openKept(vault: Pick<Vault, 'open'>, row: SubscriptionRow): Promise<ReturnType<typeof openTyped>> {
  if (row.place.user === '' || row.sealed === null) return openTyped(row.place, null)
  const url = readFeedUrl(row.place)
  if (!url.ok) return url
  const secret = await vault.open(ownerOf(row.id, url.value.origin), 'subscription-password', row.sealed)
  return secret.ok ? openTyped(row.place, secret.value) : fail({ ...secret.problem, host: url.value.host })
}

export const hostOfPlace = (place: FeedPlace): string => {
  const url = readFeedUrl({ ...place, allowPlain: true })
  return url.ok ? url.value.host : ''
}
