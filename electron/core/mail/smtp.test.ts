import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FakeSmtp, type SmtpTraits, startFakeSmtp } from '../testing/fake-smtp.ts'
import { testCertificate } from '../testing/tls-fixture.ts'
import { createWireLog } from '../dav/wire-log.ts'
import { systemClock } from '../testing/fake-ports.ts'
import { handOver, type SmtpTarget, trySmtp } from './smtp.ts'

const running: FakeSmtp[] = []
afterEach(async () => void (await Promise.all(running.splice(0).map((server) => server.close()))))

async function server(patch: Partial<SmtpTraits> = {}): Promise<FakeSmtp> {
  const made = await startFakeSmtp(patch)
  running.push(made)
  return made
}

const target = (at: FakeSmtp, patch: Partial<SmtpTarget> = {}): SmtpTarget => ({ host: '127.0.0.1', port: at.port, security: 'starttls', user: 'alice', password: 'secret', ca: testCertificate, ...patch })
const verbs = (smtp: FakeSmtp): string[] => smtp.log.map((line) => line.split(' ')[0] ?? '')
const message = Buffer.from('Subject: Hello\r\n\r\n.one dot\r\nBye\r\n')

async function send(at: FakeSmtp, patch: Partial<SmtpTarget> = {}): Promise<{ result: string; handedOver: boolean }> {
  let handedOver = false
  const sent = await handOver(target(at, patch), { from: 'alice@north.example', to: 'bob@south.example', message, onHandOver: () => (handedOver = true) })
  return { result: sent.ok ? 'sent' : `${sent.problem.kind}/${sent.problem.retry}/${sent.problem.cause ?? ''}`, handedOver }
}

describe('handing a mail over (IMI-5, RFC 8314)', () => {
  it('STARTTLS, then the sign-in, then the mail', async () => {
    const smtp = await server()
    expect(await send(smtp)).toEqual({ result: 'sent', handedOver: true })
    expect(smtp.mails).toEqual([{ from: 'alice@north.example', to: ['bob@south.example'], text: 'Subject: Hello\r\n\r\n.one dot\r\nBye\r\n' }])
    await vi.waitFor(() => expect(verbs(smtp)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'QUIT']))
    expect(smtp.log[0]).toBe('EHLO [127.0.0.1]')
  })

  it('encrypted from the first byte', async () => {
    const smtp = await server({ tls: true })
    expect((await send(smtp, { security: 'tls' })).result).toBe('sent')
    expect(smtp.log).not.toContain('STARTTLS')
  })

  it('in clear text only when that was chosen', async () => {
    const smtp = await server({ starttls: true, authInClear: true })
    expect((await send(smtp, { security: 'none' })).result).toBe('sent')
    expect(smtp.log).not.toContain('STARTTLS')
  })

  const cases: readonly { readonly name: string; readonly server: Partial<SmtpTraits>; readonly target?: Partial<SmtpTarget>; readonly result: string; readonly handedOver?: boolean; readonly never?: string }[] = [
    { name: 'a server that offers no STARTTLS gets no name and no password', server: { starttls: false, authInClear: true }, result: 'refused/never/no-starttls', never: 'AUTH' },
    { name: 'a certificate that nobody vouches for', server: {}, target: { ca: undefined as unknown as string }, result: 'refused/later/certificate', never: 'AUTH' },
    { name: 'a certificate of somebody else, from the first byte', server: { tls: true }, target: { security: 'tls', ca: undefined as unknown as string }, result: 'refused/later/certificate', never: 'AUTH' },
    { name: 'a wrong password', server: {}, target: { password: 'no' }, result: 'sign-in/never/wrong-password', never: 'MAIL' },
    { name: 'a sign-in that is put off', server: { answers: { AUTH: '454 4.7.0 Later' } }, result: 'refused/later/mail-later' },
    { name: 'an address that is refused', server: { answers: { RCPT: '550 5.1.1 No such user' } }, result: 'refused/never/mail-refused' },
    { name: 'greylisting', server: { answers: { RCPT: '451 4.7.1 Come back later' } }, result: 'refused/later/mail-later' },
    { name: 'a text that is refused: it did not arrive, and that is known', server: { answers: { '.': '554 5.7.1 No' } }, result: 'refused/never/mail-refused', handedOver: true },
    { name: 'taken, and the answer lost: nobody knows', server: { answers: { '.': 'take-and-drop' } }, result: 'refused/now/mail-unsure', handedOver: true },
    { name: 'cut before the text: it did not leave', server: { answers: { DATA: 'drop' } }, result: 'offline/later/no-answer' },
    { name: 'cut at the greeting', server: { answers: { greeting: 'drop' } }, result: 'offline/later/no-answer', never: 'EHLO' },
    { name: 'a server that closes its door', server: { answers: { greeting: '554 5.7.1 Not from here' } }, result: 'refused/never/mail-closed' },
    { name: 'something else on that port', server: { answers: { greeting: 'HTTP/1.1 400 Bad Request' } }, result: 'bad-data/later/not-mail', never: 'EHLO' },
  ]
  it.each(cases)('$name', async ({ server: patch, target: how = {}, result, handedOver = false, never }) => {
    const smtp = await server(patch)
    expect(await send(smtp, how)).toEqual({ result, handedOver })
    if (never !== undefined) expect(smtp.log.filter((line) => line.startsWith(never))).toEqual([])
  })

  it('nobody there', async () => {
    const smtp = await server()
    await smtp.close()
    expect(await send(smtp)).toEqual({ result: 'offline/later/connection-refused', handedOver: false })
  })

  it('the button "Test" signs in and sends nothing', async () => {
    const smtp = await server()
    expect(await trySmtp(target(smtp))).toEqual({ ok: true, value: undefined })
    await vi.waitFor(() => expect(verbs(smtp)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH', 'QUIT']))
    expect(await trySmtp(target(smtp, { password: 'no' }))).toMatchObject({ ok: false, problem: { kind: 'sign-in', host: '127.0.0.1' } })
  })

  it('closing the program before the text leaves takes it back', async () => {
    const smtp = await server()
    const closing = new AbortController()
    closing.abort()
    const sent = await handOver(target(smtp), { from: 'a@b.example', to: 'c@d.example', message, onHandOver: () => undefined, signal: closing.signal })
    expect(sent).toMatchObject({ ok: false, problem: { kind: 'cancelled' } })
    expect(smtp.mails).toEqual([])
  })
})

describe('the wire log keeps what is said to mail servers', () => {
  const logged = async (patch: Partial<SmtpTraits>, at: Partial<SmtpTarget> = {}): Promise<string> => {
    const smtp = await server(patch)
    const wire = createWireLog(systemClock, () => undefined)
    wire.switchOn()
    await send(smtp, { wire, ...at })
    wire.switchOff()
    expect(wire.text().exchanges).toBe(1)
    return wire.text().text
  }

  it('in order, with commands and codes, and no name, address, password or word of the mail', async () => {
    const text = await logged({})
    for (const seen of [/> \(a mail server: ‹/, /> EHLO ‹/, /< 250-8BITMIME/, /> STARTTLS/, /> AUTH PLAIN/, /< 235 2\.7\.0/, /> MAIL FROM:<‹[^>]*›@‹/, /> RCPT TO:<‹/, /> DATA/, /< 354/, /> \(the mail, \d+ bytes\)/, /< 250 2\.0\.0/, /\(ended after \d+ ms\)/]) expect(text).toMatch(seen)
    for (const planted of ['alice', 'bob', 'example', '127.0.0.1', 'secret', 'Hello', 'one dot', Buffer.from('\0alice\0secret').toString('base64')]) expect(text).not.toContain(planted)
  })

  it('a refusal keeps its code, and how it ended', async () => {
    const text = await logged({ answers: { RCPT: '550 5.1.1 <bob@south.example> is unknown here' } })
    expect(text).toMatch(/< 550 5\.1\.1 ‹/)
    expect(text).toMatch(/ended: mail-refused/)
    expect(text).not.toMatch(/bob|unknown here/)
  })

  it('nothing while it is off', async () => {
    const smtp = await server()
    const wire = createWireLog(systemClock, () => undefined)
    expect((await send(smtp, { wire })).result).toBe('sent')
    expect(wire.text().exchanges).toBe(0)
  })
})
