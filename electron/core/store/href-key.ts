/**
 * The comparable form of an href (HTTP-1, T-Y08): path alone, percent-decoded, without the slash at the end.
 * An encoded slash stays encoded, so that two members never become one. Xandikos 0.2.8 escapes whole URLs (`http%3A//…`).
 */
export function hrefKey(href: string): string {
  // Most are plain paths already.
  if (href.startsWith('/') && !/[%?#]/.test(href)) return withoutSlash(href)
  const path = href.replace(/^[a-z][a-z0-9+.-]*(?::|%3A)\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  const decoded = path.includes('%') ? path.split(/%2f/i).map(decodePart).join('%2F') : path
  return withoutSlash(decoded)
}

const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // Not UTF-8 behind the percent signs: compared as it stands.
    return part
  }
}
