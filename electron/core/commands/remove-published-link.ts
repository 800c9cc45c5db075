import type { CommandOf } from './deps.ts'
import { gone, Refused } from './refused.ts'

/** The link goes from here only when what stands there is gone, emptied or left on purpose: an old answer must not stay by accident. */
export const command: CommandOf<'remove-published-link'> = ({ store, clock, publisher }) => async ({ id, leave }) => {
  const row = store.read.publishedLink(id)
  if (row === null) throw gone()
  const forget = (): void => store.write(['publishing'], (tx) => tx.removePublishedLink(id))
  // What was never written is not ours to clear.
  if (leave || row.lastSuccessUtc === null) {
    forget()
    return { there: 'left' }
  }
  // From here on nothing may be written there again, also when the program ends in between.
  store.write(['publishing'], (tx) => tx.patchPublishedLink(id, { paused: true }))
  const opened = await publisher.open(row)
  if (!opened.ok) throw new Refused(opened.problem)
  try {
    const cleared = await opened.value.clear(clock.now())
    if (!cleared.ok) throw new Refused(cleared.problem)
    if (cleared.value !== 'left') forget()
    return { there: cleared.value }
  } finally {
    await opened.value.close()
  }
}
