/**
 * Hrefs as servers spell them: absolute URLs, absolute paths, escaped or not, with or without the last slash (HTTP-1),
 * and absolute URLs that were percent-escaped as a whole (Xandikos 0.2.8: `http%3A//127.0.0.1%3A18121/alice/…`).
 */
export function resolveHref(href: string, base: string): string {
  const spelled = /^https?%3A\/\//i.test(href) ? href.replace(/^(https?)%3A\/\/([^/]*)/i, (_, scheme: string, host: string) => `${scheme}://${host.replace(/%3A/gi, ':')}`) : href
  try {
    return new URL(spelled, base).href
  } catch {
    return new URL(encodeURI(spelled), base).href
  }
}

/** Equal for equal resources. `base` is the URL the href came from; hrefs on its host lose scheme and host. */
export function hrefKey(href: string, base = 'http://_/'): string {
  if (href.startsWith('/') && !href.startsWith('//') && !/[%?#]|\/\.{1,2}(?:\/|$)/.test(href)) return withoutSlash(href)
  const url = new URL(resolveHref(href, base))
  const host = url.host === new URL(base).host || base === 'http://_/' ? '' : `//${url.host}`
  return host + withoutSlash(url.pathname.split('/').map(decodeSegment).join('/')) + url.search
}

export function sameHref(a: string, b: string, base?: string): boolean {
  return a === b || hrefKey(a, base) === hrefKey(b, base)
}

const withoutSlash = (path: string): string => (path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)

/** An escaped slash stays escaped: it is part of a name. */
function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment.replace(/%2f/gi, '%252F'))
  } catch {
    return segment
  }
}

/**
 * Same host, or same registrable domain as far as that can be told without the public suffix list:
 * two last labels, three below a short second level (`co.uk`, `com.au`). Used only to ask the person less, over https.
 */
export function sameSite(a: string, b: string): boolean {
  if (a === b) return true
  if (/^[\d.]+$|:/.test(a) || /^[\d.]+$|:/.test(b)) return false
  const site = (host: string): string => {
    const labels = host.toLowerCase().split('.')
    const short = (labels.at(-1) ?? '').length === 2 && (labels.at(-2) ?? '').length <= 3
    return labels.slice(short ? -3 : -2).join('.')
  }
  const [siteA, siteB] = [site(a), site(b)]
  return siteA === siteB && siteA.includes('.')
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || hostname === '::1' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
