import { draftOf } from '../../../shared/event/draft.ts'
import { readObject } from '../scheduling/compose.ts'
import { addressesIn } from '../scheduling/identity.ts'
import type { QueryOf } from './deps.ts'

export const query: QueryOf<'event-draft'> = ({ read }) => async ({ objectId, recurrenceId, scope, zone }) => {
  const object = read.object(objectId)
  const account = object === null ? null : read.account(object.accountId)
  const collection = object === null ? null : read.collection(object.collectionId)
  if (object === null || account === null || collection === null || object.deletedHere) return { draft: null }
  const root = readObject(object)
  if (!root.ok) return { draft: null }
  return { draft: draftOf(root.value, recurrenceId, scope, zone, addressesIn(account, collection), { objectId, collectionId: object.collectionId }) }
}
