import type { CommandOf } from './deps.ts'
import { gone, Refused } from './refused.ts'

export const command: CommandOf<'refresh-subscription'> = ({ store, subscriber }) => async ({ id }) => {
  if (store.read.subscription(id) === null) throw gone()
  const problem = await subscriber.refresh(id)
  if (problem) throw new Refused(problem)
  return {}
}
