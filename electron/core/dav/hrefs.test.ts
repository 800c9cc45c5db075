import { describe, expect, it } from 'vitest'
import { hrefKey, isLoopback, resolveHref, sameHref, sameSite } from './hrefs.ts'
import { isPrivateAddress } from './private-network.ts'

const base = 'https://dav.example:8443/home/alice/'

describe('sameHref (HTTP-1, T-Y08)', () => {
  it.each([
    ['/a/b.ics', '/a/b.ics', true],
    ['/a/', '/a', true],
    ['/alice%40lab.test/x.ics', '/alice@lab.test/x.ics', true],
    ['https://dav.example:8443/a/b', '/a/b', true],
    ['https://DAV.example:8443/a/b', '/a/b', true],
    ['https://other.example/a/b', '/a/b', false],
    ['https%3A//dav.example%3A8443/a/b', '/a/b', true],
    ['b.ics', '/home/alice/b.ics', true],
    ['/a%2Fb', '/a/b', false],
    ['/a%20b', '/a b', true],
    ['/%E4', '/%E4', true],
    ['/A', '/a', false],
    ['/a/./b', '/a/b', true],
    ['/a?x=1', '/a?x=2', false],
    ['/', '/', true],
    ['/caf%C3%A9', '/café', true],
  ])('%s ~ %s: %s', (a, b, same) => expect(sameHref(a, b, base)).toBe(same))
  it('without a base, hosts of absolute hrefs still count', () => expect(hrefKey('/x')).toBe('/x'))
  it('Xandikos 0.2.8 escapes a whole URL', () => expect(resolveHref('http%3A//127.0.0.1%3A18121/alice/x.ics', 'http://127.0.0.1:18121/')).toBe('http://127.0.0.1:18121/alice/x.ics'))
})

describe('whose house (DIS-8)', () => {
  it.each([
    ['caldav.icloud.com', 'p25-caldav.icloud.com', true],
    ['example.com', 'cal.example.com', true],
    ['a.co.uk', 'b.co.uk', false],
    ['cal.a.co.uk', 'a.co.uk', true],
    ['example.com', 'example.org', false],
    ['10.0.0.1', '10.0.0.2', false],
    ['com', 'example.com', false],
  ])('%s and %s: %s', (a, b, same) => expect(sameSite(a, b)).toBe(same))
  it.each([
    ['localhost', true],
    ['127.3.2.1', true],
    ['[::1]', true],
    ['127.0.0.1.evil.example', false],
    ['128.0.0.1', false],
  ])('loopback %s: %s', (host, loopback) => expect(isLoopback(host)).toBe(loopback))
  it.each([
    ['10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.1.1', true],
    ['169.254.169.254', true],
    ['127.0.0.1', true],
    ['100.64.0.1', true],
    ['[::1]', true],
    ['[fd00::1]', true],
    ['[fe80::1]', true],
    ['[::ffff:127.0.0.1]', true],
    ['[::ffff:7f00:1]', true],
    ['8.8.8.8', false],
    ['[2001:db8::1]', false],
    ['example.com', false],
  ])('T-F29: private %s: %s', (host, isPrivate) => expect(isPrivateAddress(host)).toBe(isPrivate))
})
