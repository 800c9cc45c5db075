import type { CollectionId, Href } from '../../../shared/model/ids.ts'
import { readFeedUrl } from '../dav/get-feed.ts'
import { newCollection } from '../store/new-collection.ts'
import { subscriptionsAccount, type SubscriptionRow } from '../store/rows.ts'
import { ownerOf } from '../subscriptions/place.ts'
import type { CommandOf } from './deps.ts'
import { badData, gone, Refused } from './refused.ts'

/** Kept here; the subscriber reads it. What an old address said stays until the new one has answered. */
export const command: CommandOf<'save-subscription'> = (deps) => async ({ id, place, secret, name, hue, intervalMin, countsAsBusy }) => {
  const { store, vault, subscriber, newId } = deps
  const before = id === null ? null : store.read.subscription(id)
  if (id !== null && before === null) throw gone()
  const url = readFeedUrl(place)
  if (!url.ok) throw new Refused(url.problem)
  const calendarId = id ?? (newId() as CollectionId)
  const old = before === null ? null : readFeedUrl({ ...before.place, allowPlain: true })
  const sameServer = old?.ok === true && old.value.origin === url.value.origin
  const samePlace = old?.ok === true && old.value.href === url.value.href && before?.place.user === place.user
  if (place.user !== '' && secret === null && (!sameServer || (before?.sealed ?? null) === null)) throw badData('feed-secret', { host: url.value.host })
  const sealed = place.user === '' ? null : secret === null ? (before?.sealed ?? null) : await vault.seal(ownerOf(calendarId, url.value.origin), 'subscription-password', secret)
  const mayKeep = samePlace && secret === null
  const row: SubscriptionRow = {
    id: calendarId,
    place,
    sealed,
    intervalMin,
    wantedMin: samePlace ? (before?.wantedMin ?? null) : null,
    paused: before?.paused ?? false,
    etag: samePlace ? (before?.etag ?? null) : null,
    lastModified: samePlace ? (before?.lastModified ?? null) : null,
    lastSuccessUtc: before?.lastSuccessUtc ?? null,
    nextTryUtc: null,
    failures: 0,
    problem: mayKeep && before?.problem?.retry !== 'never' ? (before?.problem ?? null) : null,
  }
  store.write(['subscriptions', 'accounts', 'objects', 'busy'], (tx) => {
    if (before === null) tx.putCollection(newCollection({ id: calendarId, accountId: subscriptionsAccount, href: '/' as Href, name, hue, countsAsBusy, position: tx.collections(subscriptionsAccount).length, rights: { change: false, remove: false }, writable: false }))
    else tx.patchCollection(calendarId, { name, hue, countsAsBusy })
    tx.putSubscription(row)
  })
  subscriber.wake()
  return { id: calendarId }
}
