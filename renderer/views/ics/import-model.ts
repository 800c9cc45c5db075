import type { ImportFound, ImportKnown } from '../../../shared/contract/files.ts'

export const countWords = (n: number): string => (n === 1 ? '1 event' : `${n.toLocaleString('en')} events`)

/** Behind an event of the file: what is known of it here; '' of one that is new. */
export const hereWords = (here: ImportFound['first'][number]['here']): string => ({ new: '', same: 'Here already', other: 'Here, but different' })[here]

/** Those of which only the number is shown; '' when there is none. */
export const moreWords = ({ events, first }: Pick<ImportFound, 'events' | 'first'>): string => (events > first.length ? `and ${(events - first.length).toLocaleString('en')} more` : '')

/** Nothing of the file would be added or changed. */
export const importsNothing = ({ events, here }: Pick<ImportFound, 'events' | 'here'>, known: ImportKnown): boolean => known === 'skip' && here === events

/** What each choice for events that are here already does. */
export const knownWords = (found: Pick<ImportFound, 'events' | 'here'>, known: ImportKnown): string =>
  ({
    skip: importsNothing(found, known) ? 'They stay as they are here; there is nothing to import.' : 'They stay as they are here; only the others are imported.',
    update: 'They become what the file says, in the calendar they are in. Those with guests stay as they are, since their guests would be told.',
    both: 'Each is added once more, as a copy; what is here stays as it is.',
  })[known]

/** What of the file is no event, or is one twice; '' when there is nothing. */
export const restWords = ({ others, repeated }: Pick<ImportFound, 'others' | 'repeated'>): string =>
  [
    ...(others === 0 ? [] : [`${others === 1 ? '1 task or note is' : `${others} tasks or notes are`} left out; Parley keeps events.`]),
    ...(repeated === 0 ? [] : [`${repeated === 1 ? '1 event stands' : `${repeated} events stand`} in the file more than once; the newest version is taken.`]),
  ].join(' ')
