import type { IcsExportAsk } from '../../../shared/contract/files.ts'
import { joinCalendars } from '../../../shared/ical/blocks.ts'
import { localAccount } from '../../../shared/model/calendars.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { thisComputer } from '../../../shared/wording/calendars.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryOf } from './deps.ts'

/** As it is drawn: changes that have not left are in it, what was deleted here is not. */
export const query: QueryOf<'ics-export'> = ({ read }) => async (asked) => {
  const { name, texts } = contentOf(read, asked)
  const joined = joinCalendars(texts, name)
  return { fileName: `${safeName(name)}.ics`, text: joined.text, objects: texts.length - joined.left, left: joined.left }
}

function contentOf(read: ReadStore, asked: IcsExportAsk): { readonly name: string; readonly texts: readonly string[] } {
  if (asked.kind === 'event') return { name: read.parts(asked.objectId)[0]?.title ?? '', texts: [read.textOf(asked.objectId)].filter((text) => text !== null) }
  if (asked.kind === 'calendar') return { name: read.collection(asked.collectionId)?.name ?? '', texts: textsIn(read, asked.collectionId) }
  const calendars = read.collections(asked.accountId).filter((one) => one.kind === 'calendar' && !one.removed)
  const name = asked.accountId === localAccount ? thisComputer : (read.account(asked.accountId)?.address ?? '')
  return { name, texts: calendars.flatMap((one) => textsIn(read, one.id)) }
}

const textsIn = (read: ReadStore, id: CollectionId): string[] =>
  [...read.tagsOf(id).values()].flatMap((tag) => {
    const text = tag.deletedHere ? null : read.textOf(tag.id)
    return text === null ? [] : [text]
  })

/** What every file system takes. */
const safeName = (name: string): string => name.replace(/[^\p{L}\p{N} @._-]+/gu, ' ').replace(/^[. ]+|[. ]+$/g, '').replace(/\s+/g, ' ').slice(0, 80) || 'calendar'
