/** Text for searching: lower case, without accents, single spaces. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Each word as a LIKE pattern; at most eight of them. */
export function wordPatterns(text: string): readonly string[] {
  return fold(text)
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
}
