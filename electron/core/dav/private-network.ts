import { lookup as resolve, type LookupAddress } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'

/** Loopback, link-local, private and other addresses that a URL from somebody's contact card must not reach (FBU-23, T-F29). */
export function isPrivateAddress(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').toLowerCase()
  const mapped = /^::ffff:(?:(\d+\.\d+\.\d+\.\d+)|([\da-f]{1,4}):([\da-f]{1,4}))$/.exec(plain)
  if (mapped) return isPrivateAddress(mapped[1] ?? fromHex(mapped[2] ?? '0', mapped[3] ?? '0'))
  if (isIP(plain) === 4) {
    const [a = 0, b = 0] = plain.split('.').map(Number)
    return a === 0 || a === 10 || a === 127 || a >= 224 || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)
  }
  if (isIP(plain) === 6) return plain === '::' || plain === '::1' || /^(f[cd]|fe[89ab]|ff)/.test(plain)
  return plain === 'localhost' || plain.endsWith('.localhost')
}

const fromHex = (high: string, low: string): string => [high, low].flatMap((part) => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255]).join('.')

/** For connecting: the name is judged by what it resolves to at that very moment. */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return done(error, '')
    const allowed = found.filter(({ address }) => !isPrivateAddress(address))
    const first = allowed[0]
    if (!first) return done(Object.assign(new Error('private network'), { code: 'EPRIVATE' }), '')
    if (options.all) done(null, allowed)
    else done(null, first.address, first.family)
  })
}
