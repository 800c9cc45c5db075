import { composeWord } from '../mail/word.ts'
import type { QueryOf } from './deps.ts'

/** What `write-word` would mail, word for word, and the same for the person's own mail program. */
export const query: QueryOf<'word-preview'> = ({ read, clock }) => async (asked) => {
  const composed = composeWord(read, asked, clock.now())
  return composed.ok ? { preview: composed.value.preview, mailto: composed.value.mailto } : { preview: { groups: [], messages: 0, changed: [], holdSeconds: read.settings().holdSeconds }, mailto: '' }
}
