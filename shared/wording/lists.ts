/** `Bob, Carol and 3 more` */
export function listOf(names: readonly string[]): string {
  if (names.length <= 3) return names.length < 2 ? (names[0] ?? 'nobody') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
  return `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`
}
