/** Why a text cannot be a freebusy URL, as a sentence; empty when it can. Templates may be (FBU-3). */
export function urlProblem(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return 'Enter the address of the file.'
  let url: URL
  try {
    // Filled in for the person when it is asked (FBU-3); here only the shape counts.
    url = new URL(trimmed.replace(/^webcals?:/i, 'https:').replace(/\{\w+\}|%(?:NAME|SERVER|EMAIL)%|%[ud](?![\da-f])/gi, 'x'))
  } catch {
    return 'This is not a web address. It starts with https://.'
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'Only https:// and http:// addresses can be asked.'
  return ''
}
