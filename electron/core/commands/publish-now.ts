import { contentOf } from '../publishing/content.ts'
import type { CommandOf } from './deps.ts'
import { gone, refused, Refused } from './refused.ts'

export const command: CommandOf<'publish-now'> = ({ store, clock, publisher }) => async ({ id }) => {
  const row = store.read.publishedLink(id)
  if (row === null) throw gone()
  if (contentOf(store.read, id, row.settings, clock.now()).kind === 'withheld') throw refused('nothing-to-publish')
  const problem = await publisher.publish(id)
  if (problem) throw new Refused(problem)
  return {}
}
