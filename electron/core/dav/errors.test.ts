import { describe, expect, it } from 'vitest'
import { errorOfAnswer, errorOfThrow, isAppError, preconditionOf } from './errors.ts'
import type { DavAnswer } from './shapes.ts'

const answer = (status: number, body = '', headers: Record<string, string> = {}): DavAnswer => ({ status, body, headers, url: 'https://dav.example/x' })

describe('errorOfAnswer (HTTP-4, HTTP-10)', () => {
  it.each([
    [answer(401, '', { 'www-authenticate': 'Basic realm="x"' }), { kind: 'sign-in', cause: 'wrong-password', retry: 'never' }],
    [answer(401, '', { 'www-authenticate': 'Digest realm="x"' }), { kind: 'sign-in', cause: 'sign-in-method' }],
    [answer(403, '<D:error xmlns:D="DAV:"><D:need-privileges><D:resource><D:href>/x</D:href></D:resource></D:need-privileges></D:error>'), { kind: 'forbidden', cause: 'need-privileges', precondition: 'need-privileges' }],
    [answer(404), { kind: 'gone', cause: 'not-there' }],
    [answer(410), { kind: 'gone', cause: 'gone' }],
    [answer(412), { kind: 'conflict', cause: 'changed-there', retry: 'now' }],
    [answer(429, '', { 'retry-after': '7' }), { kind: 'refused', cause: 'rate-limit', retry: 'later', retryAfterMs: 7_000 }],
    [answer(503, '', { 'retry-after': 'Sun, 22 Nov 2026 12:01:00 GMT', date: 'Sun, 22 Nov 2026 12:00:00 GMT' }), { cause: 'too-busy', retryAfterMs: 60_000 }],
    [answer(507), { kind: 'refused', cause: 'no-room', retry: 'later' }],
    [answer(501), { kind: 'refused', cause: 'not-supported', retry: 'never' }],
    [answer(500, '<html><style>p{}</style><p>Oh  no</p></html>'), { cause: 'server-fault', retry: 'later', detail: 'Oh no' }],
    // SOGo 5.8.0: JSON inside XML in the namespace "DAV".
    [answer(409, '<D:error xmlns:D="DAV">{"reject":"Maximum number of simultaneous bookings (1) reached"}</D:error>'), { cause: 'not-accepted', detail: '{"reject":"Maximum number of simultaneous bookings (1) reached"}' }],
    // Radicale 3.7.8: an error body that is no XML.
    [answer(403, "<Element '{DAV:}error' at 0x7f>"), { kind: 'forbidden', cause: 'forbidden' }],
  ] as const)('%#: %j', (given, expected) => expect(errorOfAnswer(given, 'dav.example')).toMatchObject({ host: 'dav.example', effect: 'nothing-changed', httpStatus: given.status, ...expected }))

  it('T-C09: names the resource that already has the UID', () => {
    const body = '<?xml version="1.0"?><D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><C:unique-scheduling-object-resource><D:href>/x.ics</D:href></C:unique-scheduling-object-resource></D:error>'
    expect(errorOfAnswer(answer(403, body), 'h')).toMatchObject({ precondition: 'unique-scheduling-object-resource', href: '/x.ics' })
  })

  it('T-C08: 403 allowed-attendee-scheduling-object-change', () => {
    expect(preconditionOf('<error xmlns="DAV:"><allowed-attendee-scheduling-object-change xmlns="urn:ietf:params:xml:ns:caldav"/></error>')).toEqual({ name: 'allowed-attendee-scheduling-object-change', href: null })
  })
})

describe('errorOfThrow', () => {
  it.each([
    ['ENOTFOUND', 'offline', 'host-not-found'],
    ['EAI_AGAIN', 'offline', 'host-not-found'],
    ['ECONNREFUSED', 'offline', 'connection-refused'],
    ['UND_ERR_CONNECT_TIMEOUT', 'offline', 'timeout'],
    ['ETIMEDOUT', 'offline', 'timeout'],
    ['ECONNRESET', 'offline', 'no-answer'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'refused', 'certificate'],
    ['CERT_HAS_EXPIRED', 'refused', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'refused', 'certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'refused', 'certificate'],
    ['UND_ERR_ABORTED', 'cancelled', 'cancelled'],
  ])('%s', (code, kind, cause) => {
    expect(errorOfThrow(Object.assign(new Error('x'), { code }), 'h')).toMatchObject({ kind, cause, host: 'h' })
    expect(errorOfThrow(new Error('wrapped', { cause: Object.assign(new Error('x'), { code }) }), 'h')).toMatchObject({ kind, cause })
    expect(errorOfThrow(new AggregateError([Object.assign(new Error('x'), { code })]), 'h')).toMatchObject({ kind, cause })
  })
  it('a mistake of ours is a bug, and says so', () => expect(errorOfThrow(new TypeError('oops'), 'h')).toMatchObject({ kind: 'bug', detail: 'oops' }))
  it('an AppError stays itself', () => {
    const error = errorOfAnswer(answer(404), 'h')
    expect(errorOfThrow(error, 'other')).toBe(error)
    expect([isAppError(error), isAppError({ kind: 'x' }), isAppError(null)]).toEqual([true, false, false])
  })
})
