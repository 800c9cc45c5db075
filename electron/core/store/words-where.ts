import { kindsMeant } from '../../../shared/wording/kinds.ts'
import type { Cell } from './db.ts'
import { fold, likePattern } from './fold.ts'

/** More words than these are not looked at. */
const mostWords = 8

/** SQL for rows in which each word of `text` is found, in the column `folded` or as the word for their `kind`: `room`, `raum 10`. Empty for a text without words. */
export function wordsWhere(text: string): { readonly where: string; readonly cells: readonly Cell[] } {
  const words = fold(text).split(' ').filter((word) => word !== '').slice(0, mostWords)
  const each = words.map((word) => {
    const kinds = kindsMeant(word)
    const meant = kinds.length > 0 ? ` OR kind IN (${kinds.map(() => '?').join(', ')})` : ''
    return { where: `(folded LIKE ? ESCAPE '\\'${meant})`, cells: [likePattern(word), ...kinds] }
  })
  return { where: each.map(({ where }) => where).join(' AND '), cells: each.flatMap(({ cells }) => cells) }
}
