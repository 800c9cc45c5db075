import { ownerOf, openTyped } from '../subscriptions/place.ts'
import { readFeedUrl } from '../dav/get-feed.ts'
import { previewOf } from '../subscriptions/read-feed.ts'
import type { CommandDeps, CommandOf } from './deps.ts'
import { Refused } from './refused.ts'
import type { CallInput } from '../../../shared/contract/calls.ts'

/** Reads what stands there and keeps nothing of it. */
export const command: CommandOf<'look-at-subscription'> = (deps) => async (input) => {
  const { store, clock, subscriber } = deps
  const opened = openTyped(input.place, input.secret ?? (await keptSecret(deps, input)))
  if (!opened.ok) throw new Refused(opened.problem)
  const feed = await subscriber.look({ ...opened.value, allowPlain: input.place.allowPlain })
  if (!feed.ok) throw new Refused(feed.problem)
  const twin = store.read.subscriptions().find((row) => row.id !== input.id && hrefOf(row.place) === opened.value.url.href)
  return { ...previewOf(feed.value, { nowUtc: clock.now(), zone: store.read.zone() }), already: twin === undefined ? null : (store.read.collection(twin.id)?.name ?? null) }
}

/** A password is for the server it was typed for: another origin wants it typed again. */
async function keptSecret({ store, vault }: CommandDeps, { id, place }: CallInput<'look-at-subscription'>): Promise<string | null> {
  const row = id === null ? null : store.read.subscription(id)
  const url = readFeedUrl(place)
  if (row === null || row.sealed === null || place.user === '' || !url.ok) return null
  const secret = await vault.open(ownerOf(row.id, url.value.origin), 'subscription-password', row.sealed)
  return secret.ok ? secret.value : null
}

const hrefOf = (place: { readonly url: string }): string | null => {
  const url = readFeedUrl({ ...place, allowPlain: true })
  return url.ok ? url.value.href : null
}
