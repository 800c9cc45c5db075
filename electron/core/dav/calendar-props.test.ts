import { describe, expect, it } from 'vitest'
import type { DavAnswer } from './shapes.ts'
import { verdictOf } from './calendar-props.ts'

const answer = (status: number, body = ''): DavAnswer => ({ status, headers: {}, body, url: 'http://x/' })
const multi = (...rows: readonly (readonly [name: string, status: string])[]) =>
  `<d:multistatus xmlns:d="DAV:" xmlns:x="x"><d:response><d:href>/other/</d:href>${rows.map(([name, status]) => `<d:propstat><d:prop><x:${name}/></d:prop><d:status>HTTP/1.1 ${status}</d:status></d:propstat>`).join('')}</d:response></d:multistatus>`

describe('what an answer to MKCALENDAR or PROPPATCH means (RFC 4918 §9.2)', () => {
  it.each([
    { name: 'an empty 200 is yes (Cyrus)', in: answer(200), out: 'ok' },
    { name: '201 with words is yes', in: answer(201, 'Created'), out: 'ok' },
    { name: '207, all of it kept', in: answer(207, multi(['a', '200 OK'])), out: 'ok' },
    { name: '207, one refused: the one that is the reason, not those that fell with it', in: answer(207, multi(['a', '424 Failed Dependency'], ['b', '403 Forbidden'])), out: 403 },
    { name: '207, one not kept (409, Xandikos)', in: answer(207, multi(['a', '200 OK'], ['b', '409 Conflict'])), out: 409 },
    { name: '207 that is torn', in: answer(207, '<d:multistatus xmlns:d="DAV:"><d:resp'), out: 'bad-data' },
    { name: '403', in: answer(403), out: 403 },
    { name: '501', in: answer(501), out: 501 },
  ])('$name', ({ in: given, out }) => {
    const verdict = verdictOf(given, 'x')
    const seen = verdict.ok ? 'ok' : verdict.problem.kind === 'bad-data' ? 'bad-data' : verdict.problem.httpStatus
    expect(seen).toBe(out)
  })
})
