/** Text for searching: lower case, without accents, single spaces. */
export function fold(text: string): string {
  // Most texts have neither accents nor odd spaces; taking them apart would cost more than reading them.
  const plain = /[^\x20-\x7e]/.test(text) ? text.normalize('NFKD').replace(/\p{M}+/gu, '').replace(/\s+/g, ' ') : text
  return plain.toLowerCase().replace(/ {2,}/g, ' ').trim()
}

/** Each word as a LIKE pattern; at most eight of them. */
export function wordPatterns(text: string): readonly string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8)
    .map(likePattern)
}

/** A word of a folded text wherever it stands. */
export const likePattern = (word: string): string => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
