import { timingSafeEqual } from 'node:crypto'
import { practicePassword } from '../people.ts'
import type { Person } from '../people.ts'

/** Who signed in with HTTP Basic (RFC 7617, UTF-8). The user is the full address or the part before the @; null: nobody. */
export function signedIn(authorization: string | undefined, people: readonly Person[]): Person | null {
  const match = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')
  if (match === null) return null
  const pair = Buffer.from(match[1] ?? '', 'base64').toString('utf8')
  const colon = pair.indexOf(':')
  if (colon < 0) return null
  const user = pair.slice(0, colon).toLowerCase()
  if (!sameSecret(pair.slice(colon + 1), practicePassword)) return null
  return people.find((person) => person.user === user || person.address === user) ?? null
}

function sameSecret(given: string, right: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}
