import { openDecisionsOf } from '../scheduling/uninvited.ts'
import type { QueryOf } from './deps.ts'

/** Who came to a meeting of mine without being asked; nobody for a meeting of somebody else. */
export const query: QueryOf<'uninvited'> = ({ read, clock }) => async ({ objectId }) => {
  const object = read.object(objectId)
  const account = object === null ? null : read.account(object.accountId)
  if (object === null || account === null || object.deletedHere || object.vanished) return { people: [] }
  return { people: [...openDecisionsOf(read, object, account, clock.now())] }
}
