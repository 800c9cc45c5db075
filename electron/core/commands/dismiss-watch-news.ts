import type { CommandOf } from './deps.ts'

/** Done with; the next thing that happens to the meeting is told again. */
export const command: CommandOf<'dismiss-watch-news'> = ({ store }) => async ({ objectId }) => {
  const row = store.read.watch(objectId)
  if (row !== null) store.write(['watches'], (tx) => tx.putWatch({ ...row, news: null }))
  return {}
}
