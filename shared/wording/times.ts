// The words of times live on the rung of time, because what changed in an event is told with them (`event/changes.ts`).
export { dateInWords, dayInWords, dayShift, dayShiftOf, daysInWords, lengthInWords, timeInWords, timesInWords, whenInWords, type WordOptions } from '../time/words.ts'
