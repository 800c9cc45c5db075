import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathShape } from './path-shape.ts'

describe('what of a path may be shown to others', () => {
  const cases = [
    { url: 'https://cal.example.org/dav/calendars/user/alice/Default/4f1c.ics', out: '/dav/calendars/user/…/Default/….ics' },
    { url: 'https://cal.example.org/remote.php/dav/calendars/alice%40example.org/work/', out: '/remote.php/dav/calendars/…/…/' },
    { url: '/freebusy/alice.ifb?token=s3cret#me', out: '/freebusy/….ifb?…' },
    { url: 'https://alice:s3cret@cal.example.org/', out: '/' },
    { url: 'http://[', out: '…' },
  ]
  for (const { url, out } of cases) it(url, () => expect(pathShape(url)).toBe(out))

  it('nothing planted in a step, a query, a fragment or the user part is left', () => {
    const secret = fc.stringMatching(/^[a-z0-9@.%-]{0,8}planted[a-z0-9@.-]{0,8}$/)
    fc.assert(
      fc.property(secret, secret, secret, (step, query, user) => {
        expect(pathShape(`https://${encodeURIComponent(user)}:x@h/dav/${step}/${step}.ics?t=${query}#${query}`)).not.toContain('planted')
      }),
      { seed: 20261122 },
    )
  })
})
