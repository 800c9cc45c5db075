import { removalOf } from '../scheduling/calendar-removal.ts'
import type { QueryOf } from './deps.ts'

export const query: QueryOf<'calendar-removal'> = ({ read, clock }) => async ({ id }) => ({ removal: removalOf(read, id, clock.now()) })
