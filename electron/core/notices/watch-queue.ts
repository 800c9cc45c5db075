import type { QueueId } from '../../../shared/model/ids.ts'
import type { Stop } from '../ports.ts'
import type { Store } from '../store/store.ts'
import type { Notices } from './tell-notices.ts'

/** Tells when something that was done here waits for the person: refused, or in conflict. What waited before this start was told then. */
export function watchQueue(store: Store, notices: Notices): Stop {
  const waiting = () => store.read.queueHeads({ state: 'needs-you' }).filter((row) => row.kind !== 'delete-inbox-item')
  let known = new Set<QueueId>(waiting().map((row) => row.id))
  return store.onChange((topics) => {
    if (!topics.includes('queue')) return
    const rows = waiting()
    const fresh = rows.filter((row) => !known.has(row.id))
    known = new Set(rows.map((row) => row.id))
    notices.tell(fresh.map((row) => ({ fact: { kind: 'needs-you', intent: row.intent }, opens: { kind: 'queue' } })))
  })
}
