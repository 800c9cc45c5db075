import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/**
 * Who may speak to the loopback host. Other programs and web pages on this computer can reach the port too, so:
 * - a page gets in once, by a one-time token in its address, and then holds a cookie no script can read;
 * - Host must be ours (against DNS rebinding) and Origin must be ours (against other pages' requests);
 * - a terminal may use the secret that lies in the profile, readable by its owner only.
 */
export interface Doors {
  newToken(): string
  /** The session cookie for a token that was not used before, or null. */
  enter(token: string): string | null
  readonly secret: string
  check(request: IncomingMessage): 'page' | 'terminal' | 'refused'
}

/** A token that nobody used is worthless after this time. */
const tokenLivesMs = 10 * 60_000
/** Cookies do not tell ports apart, so the name does: two profiles may be open in one browser. */
export const cookieName = (origin: string): string => `parley_session_${new URL(origin).port}`

export function openDoors(origin: () => string, now: () => number): Doors {
  const tokens = new Map<string, number>()
  const sessions = new Set<string>()
  const secret = randomWord()

  function isOurPage(request: IncomingMessage): boolean {
    const cookie = cookieOf(request.headers.cookie, cookieName(origin()))
    if (cookie === null || !sessions.has(cookie)) return false
    const from = request.headers.origin
    if (from !== undefined) return from === origin()
    // A plain GET of the page itself carries no Origin; calls (POST) and sockets always do.
    return request.method === 'GET' && request.headers.upgrade === undefined
  }

  return {
    secret,
    newToken() {
      const token = randomWord()
      tokens.set(token, now() + tokenLivesMs)
      return token
    },
    enter(token) {
      const until = tokens.get(token)
      tokens.delete(token)
      if (until === undefined || until < now()) return null
      const session = randomWord()
      sessions.add(session)
      return session
    },
    check(request) {
      if (`http://${request.headers.host ?? ''}` !== origin()) return 'refused'
      const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
      if (bearer !== undefined) return sameWord(bearer, secret) && request.headers.origin === undefined ? 'terminal' : 'refused'
      return isOurPage(request) ? 'page' : 'refused'
    },
  }
}

const randomWord = () => randomBytes(24).toString('base64url')

function sameWord(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

function cookieOf(header: string | undefined, wanted: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === wanted && value) return value
  }
  return null
}
