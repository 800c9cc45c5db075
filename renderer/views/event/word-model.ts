import type { AttendeeView } from '../../../shared/contract/events.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

/** Everybody first, then who has not answered where that is not everybody, then each alone. */
export function wordChoices(people: readonly AttendeeView[], waiting: readonly AttendeeView[]): Choice[] {
  return [
    { value: 'all', label: people.length === 1 ? nameOf(people[0]) : `Everybody (${people.length})` },
    ...(waiting.length > 0 && waiting.length < people.length ? [{ value: 'waiting', label: `Who has not answered (${waiting.length})` }] : []),
    ...(people.length === 1 ? [] : people.map((person) => ({ value: person.address, label: nameOf(person) }))),
  ]
}

/** Whom a choice means; nobody, when the one it meant is not in the meeting any more. */
export function chosenOf(to: string, people: readonly AttendeeView[], waiting: readonly AttendeeView[]): readonly AttendeeView[] {
  if (to === 'all') return people
  return to === 'waiting' ? waiting : people.filter((person) => person.address === to)
}

const nameOf = (person: AttendeeView | undefined): string => (person === undefined ? '' : person.name || person.address)
