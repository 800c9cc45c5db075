/** Why a text cannot be a freebusy URL, as a sentence; empty when it can. Secrets do not belong into it. */
export function urlProblem(text: string): string {
  const trimmed = text.trim()
  if (trimmed === '') return 'Enter the address of the file.'
  let url: URL
  try {
    url = new URL(trimmed)
  } catch {
    return 'This is not a web address. It starts with https://.'
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'Only https:// and http:// addresses can be asked.'
  if (url.username !== '' || url.password !== '') return 'Leave out the user name and password: they would be kept in plain text.'
  return ''
}
