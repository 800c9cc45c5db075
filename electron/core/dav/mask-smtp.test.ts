import { describe, expect, it } from 'vitest'
import { maskCommand, maskReply } from './mask-smtp.ts'
import { createMask } from './mask-words.ts'

const mask = createMask(new Uint8Array(32))
const [alice, bob] = [mask.address('alice@north.example'), mask.address('bob@south.example')]

describe('what is said to a mail server, masked', () => {
  it.each([
    ['EHLO [127.0.0.1]', `EHLO ${mask.word('[127.0.0.1]')}`],
    ['STARTTLS', 'STARTTLS'],
    ['AUTH PLAIN AGFsaWNlAHNlY3JldA==', `AUTH PLAIN ${mask.word('AGFsaWNlAHNlY3JldA==')}`],
    ['AUTH LOGIN', 'AUTH LOGIN'],
    ['AUTH SECRET-WAY x', `AUTH ${mask.word('SECRET-WAY x')}`],
    ['YWxpY2U=', mask.word('YWxpY2U=')],
    ['MAIL FROM:<alice@north.example> SIZE=1234 BODY=8BITMIME ENVID=mine', `MAIL FROM:<${alice}> SIZE=1234 BODY=8BITMIME ${mask.word('ENVID=mine')}`],
    ['RCPT TO:<bob@south.example>', `RCPT TO:<${bob}>`],
    ['MAIL FROM:<>', 'MAIL FROM:<>'],
    ['DATA', 'DATA'],
    ['Subject: Planted', mask.word('Subject: Planted')],
    ['NOOP Planted words', `NOOP ${mask.word('Planted words')}`],
  ])('%s', (line, masked) => expect(maskCommand(line, mask)).toBe(masked))

  it.each([
    ['220 mx.north.example ESMTP', [`220 ${mask.word('mx.north.example ESMTP')}`]],
    ['250-mx.north.example Hello alice\n250-SIZE 10240000\n250-AUTH PLAIN LOGIN\n250-AUTH=PLAIN\n250 X-PLANTED', [`250-${mask.word('mx.north.example Hello alice')}`, '250-SIZE 10240000', '250-AUTH PLAIN LOGIN', '250-AUTH=PLAIN', `250 ${mask.word('X-PLANTED')}`]],
    ['550 5.1.1 <bob@south.example>: no such user', [`550 5.1.1 ${mask.word('<bob@south.example>: no such user')}`]],
    ['354', ['354']],
    ['HTTP/1.1 400 Bad Request', [mask.word('HTTP/1.1 400 Bad Request')]],
  ])('%s', (answer, masked) => expect(maskReply(answer, mask)).toEqual(masked))
})
