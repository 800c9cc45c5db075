import type { PersonKind } from '../model/people.ts'

/** What people type when they look for a room or a thing and do not know its name; without accents, as texts are folded for searching. */
const calledLike: Partial<Readonly<Record<PersonKind, readonly string[]>>> = {
  room: ['room', 'rooms', 'raum', 'raume', 'besprechungsraum', 'konferenzraum', 'salle', 'sala'],
  resource: ['resource', 'resources', 'equipment', 'device', 'ressource', 'gerat'],
  group: ['group', 'groups', 'team', 'gruppe', 'groupe'],
}

/** A word this short begins too many others. */
const shortest = 3

/** The kinds that a word in lower case may mean, also one that is still being typed: `roo` is a room. Empty for a name. */
export function kindsMeant(word: string): readonly PersonKind[] {
  if (word.length < shortest) return []
  return (Object.keys(calledLike) as PersonKind[]).filter((kind) => (calledLike[kind] ?? []).some((called) => called.startsWith(word)))
}

export const seatsInWords = (seats: number): string => (seats === 1 ? '1 seat' : `${seats} seats`)
