import type { PartRow } from './rows.ts'

/** Counts and faces of a part as cells. Most events have no people: those are empty, and cost no JSON. */
const nobody: PartRow['people'] = { total: 0, yes: 0, maybe: 0, no: 0, undelivered: 0 }

export const peopleCell = (people: PartRow['people']): string => (people.total === 0 ? '' : JSON.stringify(people))
export const facesCell = (faces: PartRow['faces']): string => (faces.length === 0 ? '' : JSON.stringify(faces))
export const readPeople = (cell: string): PartRow['people'] => (cell === '' ? nobody : (JSON.parse(cell) as PartRow['people']))
export const readFaces = (cell: string): PartRow['faces'] => (cell === '' ? [] : (JSON.parse(cell) as PartRow['faces']))
