import { copyProblem, moveProblem } from '../scheduling/places.ts'
import { placeWords } from '../../../shared/wording/calendars.ts'
import type { QueryOf } from './deps.ts'

/** Where an event can go, and in words why not elsewhere. */
export const query: QueryOf<'calendar-places'> = ({ read }) => async ({ objectId }) => {
  const object = read.object(objectId)
  if (object === null || object.deletedHere) return { places: [] }
  const calendars = read.collections().filter((one) => one.kind === 'calendar' && !one.removed)
  return { places: calendars.map((one) => ({ collectionId: one.id, move: placeWords(moveProblem(read, object, one)), copy: placeWords(copyProblem(one)) })) }
}
