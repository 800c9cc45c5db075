import type { ObjectRow } from '../store/rows.ts'
import type { QueryOf } from './deps.ts'

export const query: QueryOf<'unreadable-objects'> = ({ read }) => async () => ({
  objects: read.unreadableObjects().map((object) => ({
    objectId: object.id,
    collectionId: object.collectionId,
    name: nameOf(object),
    problem: object.problem ?? '',
  })),
})

/** The text cannot be parsed, so a title is only looked for; else the file's own name. */
function nameOf(object: ObjectRow): string {
  const summary = /^SUMMARY[^:\r\n]*:(.+)$/im.exec(object.localText ?? object.serverText ?? '')?.[1]?.trim()
  if (summary !== undefined && summary !== '') return summary
  const last = object.href.split('/').filter((s) => s !== '').at(-1) ?? object.href
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}
