import type { Etag, Href, ScheduleTag } from '../../../shared/model/ids.ts'
import { memberRow } from '../dav/member-rows.ts'
import { readMultistatus } from '../dav/multistatus.ts'
import { pieceDecoder } from '../dav/piece-decoder.ts'
import type { MemberRow } from '../dav/shapes.ts'
import { type IndexContext, type IndexPlan, planIndex } from '../store/index-plan.ts'

/** What a piece of an answer says, as it crosses from one thread to another: plain data, a column a field. */
export interface MembersRead {
  /** Of members that came with their text. */
  readonly hrefs: readonly Href[]
  readonly etags: readonly (Etag | null)[]
  readonly scheduleTags: readonly (ScheduleTag | null)[]
  readonly plans: readonly IndexPlan[]
  /** Their texts one behind the other as UTF-8, as the store keeps them; `ends` says where each is over. */
  readonly texts: Uint8Array<ArrayBuffer>
  readonly ends: readonly number[]
  /** Members that came without one. */
  readonly bare: readonly Href[]
  /** Responses that are no members. */
  readonly others: readonly { readonly href: Href; readonly status: number | null }[]
}

export interface MembersReading {
  write(piece: Uint8Array): void
  /** Throws `XmlFault`, as `write` does. */
  end(): { readonly syncToken: string | null }
  /** What was found since it was last asked, read with this context. */
  taken(context: IndexContext): MembersRead
}

type TextRow = MemberRow & { readonly text: string }

/** Reads the bytes of an answer to a question for members, and at once what their texts say. */
export function readMembers(charset: string): MembersReading {
  const decoder = pieceDecoder(charset)
  let rows: TextRow[] = []
  let bare: Href[] = []
  let others: { href: Href; status: number | null }[] = []
  const reader = readMultistatus((response) => {
    const row = memberRow(response)
    if (row === null) others.push({ href: response.href, status: response.status })
    else if (row.text === null) bare.push(row.href)
    else rows.push(row as TextRow)
  })
  return {
    write: (piece) => reader.write(decoder.next(piece)),
    end() {
      reader.write(decoder.end())
      return reader.end()
    },
    taken(context) {
      const read: MembersRead = {
        hrefs: rows.map((row) => row.href),
        etags: rows.map((row) => row.etag),
        scheduleTags: rows.map((row) => row.scheduleTag),
        plans: rows.map((row) => planIndex(row.text, context)),
        ...inUtf8(rows),
        bare,
        others,
      }
      rows = []
      bare = []
      others = []
      return read
    },
  }
}

const encoder = new TextEncoder()

function inUtf8(rows: readonly TextRow[]): Pick<MembersRead, 'texts' | 'ends'> {
  const parts = rows.map((row) => encoder.encode(row.text))
  const texts = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  const ends = parts.map((part) => {
    texts.set(part, at)
    return (at += part.length)
  })
  return { texts, ends }
}
