import type { Feed } from '../../../shared/ical/split-feed.ts'
import type { CollectionId, Etag, Href } from '../../../shared/model/ids.ts'
import { hrefKey } from '../store/href-key.ts'
import type { Store } from '../store/store.ts'
import { digestOf } from './read-feed.ts'

/** Between two of these clicks are answered. */
const atOnce = 200

/**
 * Makes the calendar what the feed says: what is new or reads otherwise is written, what is no longer there goes, the rest is not touched.
 * Rejects when the disk took back what was stored. Ends early when the calendar was removed meanwhile; then it gives false. Killed in between it is finished by the next round.
 */
export async function takeFeed(store: Store, id: CollectionId, feed: Feed, signal: AbortSignal): Promise<boolean> {
  const lostBefore = store.stepsLost()
  const held = store.read.tagsOf(id)
  const objects = feed.items.map(({ uid, text }) => ({ href: `/${digestOf(uid)}.ics` as Href, etag: digestOf(text) as Etag, text }))
  const kept = new Set(objects.map(({ href }) => hrefKey(href)))
  const changed = objects.filter(({ href, etag }) => held.get(hrefKey(href))?.etag !== etag)
  const gone = [...held].flatMap(([key, tag]) => (kept.has(key) ? [] : [tag.id]))
  const there = (): boolean => !signal.aborted && store.read.collection(id) !== null
  for (let at = 0; at < changed.length; at += atOnce) {
    if (!there()) return false
    store.writeStep(['objects', 'busy'], (tx) => {
      for (const one of changed.slice(at, at + atOnce)) tx.putServerObject({ collectionId: id, scheduleTag: null, ...one })
    })
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (!there()) return false
  if (store.stepsLost() !== lostBefore) throw new Error('what was stored was taken back')
  if (gone.length > 0) {
    store.write(['objects', 'busy'], (tx) => {
      for (const objectId of gone) tx.removeServerObject(objectId, { quiet: true })
    })
  }
  return true
}
