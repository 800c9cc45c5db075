import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createSecureContext, createServer as createTlsServer, TLSSocket } from 'node:tls'
import { testCertificate, testKey } from './tls-fixture.ts'

/** What this server offers and does; change it at any time. */
export interface SmtpTraits {
  /** Encrypted from the first byte. Read at the start only. */
  readonly tls: boolean
  starttls: boolean
  /** Offered after EHLO only when the connection is encrypted, unless `authInClear`. */
  auth: boolean
  authInClear: boolean
  user: string
  password: string
  /** What is said instead of the usual answer, by command: `RCPT`, `DATA`, `.` (the end of the text), … `drop` cuts the line. */
  answers: Readonly<Record<string, string>>
}

export interface FakeSmtp {
  readonly port: number
  readonly traits: SmtpTraits
  /** Whole mails that were taken, as they came. */
  readonly mails: readonly { readonly from: string; readonly to: readonly string[]; readonly text: string }[]
  /** Commands in order; what is said in AUTH is not kept. */
  readonly log: readonly string[]
  close(): Promise<void>
}

/** An honest small mail server on the loopback: STARTTLS, AUTH PLAIN and LOGIN, and faults on demand. */
export async function startFakeSmtp(patch: Partial<SmtpTraits> = {}): Promise<FakeSmtp> {
  const traits: SmtpTraits = { tls: false, starttls: true, auth: true, authInClear: false, user: 'alice', password: 'secret', answers: {}, ...patch }
  const mails: { from: string; to: readonly string[]; text: string }[] = []
  const log: string[] = []
  const sockets = new Set<Socket>()
  const serve = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    talk({ traits, mails, log }, socket, traits.tls)
  }
  const server = traits.tls ? createTlsServer({ cert: testCertificate, key: testKey }, serve) : createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    traits,
    mails,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

interface Shared {
  readonly traits: SmtpTraits
  readonly mails: { from: string; to: readonly string[]; text: string }[]
  readonly log: string[]
}

function talk(shared: Shared, first: Socket, encryptedFirst: boolean): void {
  const { traits, mails, log } = shared
  let socket = first
  let encrypted = encryptedFirst
  let rest = ''
  let from = ''
  let to: string[] = []
  let signedIn = false
  /** What the next lines are: commands, the text of a mail, or parts of a sign-in. */
  let mode: 'command' | 'text' | 'plain' | 'login-user' | 'login-password' = 'command'
  let text = ''
  let user = ''

  const say = (answer: string): void => void socket.write(`${answer}\r\n`)
  /** False: the line is cut, nothing more is said. */
  const reply = (command: string, usual: string): boolean => {
    const answer = traits.answers[command] ?? usual
    if (answer === 'drop') {
      socket.destroy()
      return false
    }
    say(answer)
    return answer.startsWith('2') || answer.startsWith('3')
  }
  const finishSignIn = (name: string, password: string): void => {
    mode = 'command'
    signedIn = name === traits.user && password === traits.password
    reply('AUTH', signedIn ? '235 2.7.0 Welcome' : '535 5.7.8 Wrong user or password')
  }
  const signIn = (argument: string): void => {
    const [method = '', given] = argument.split(' ')
    if (method.toUpperCase() === 'PLAIN') return given === undefined ? ((mode = 'plain'), say('334 ')) : plain(given)
    mode = 'login-user'
    say('334 VXNlcm5hbWU6')
  }
  const plain = (base64: string): void => {
    const [, name = '', password = ''] = Buffer.from(base64, 'base64').toString('utf8').split('\0')
    finishSignIn(name, password)
  }
  const startTls = (): void => {
    if (!reply('STARTTLS', '220 2.0.0 Ready')) return
    const plainSocket = socket
    plainSocket.removeListener('data', take)
    const secure = new TLSSocket(plainSocket, { isServer: true, secureContext: createSecureContext({ cert: testCertificate, key: testKey }) })
    secure.on('error', () => plainSocket.destroy())
    socket = secure
    encrypted = true
    rest = ''
    secure.on('data', take)
  }
  const ehlo = (): void => {
    const offers = ['fake.example', '8BITMIME', ...(traits.starttls && !encrypted ? ['STARTTLS'] : []), ...(traits.auth && (encrypted || traits.authInClear) ? ['AUTH PLAIN LOGIN'] : [])]
    if (traits.answers['EHLO'] !== undefined) return void reply('EHLO', '')
    say(offers.map((offer, at) => `250${at === offers.length - 1 ? ' ' : '-'}${offer}`).join('\r\n'))
  }
  const command = (line: string): void => {
    const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? ''
    log.push(verb === 'AUTH' ? 'AUTH' : line)
    const argument = line.slice(verb.length).trim()
    switch (verb) {
      case 'EHLO':
        return ehlo()
      case 'STARTTLS':
        return traits.starttls ? startTls() : say('502 5.5.1 Not offered')
      case 'AUTH':
        return signIn(argument)
      case 'MAIL':
        from = /<([^>]*)>/.exec(line)?.[1] ?? ''
        to = []
        return void reply('MAIL', traits.auth && !signedIn ? '530 5.7.0 Sign in first' : '250 2.1.0 Ok')
      case 'RCPT': {
        const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
        if (reply('RCPT', '250 2.1.5 Ok')) to.push(address)
        return
      }
      case 'DATA':
        if (reply('DATA', '354 Go ahead')) [mode, text] = ['text', '']
        return
      case 'QUIT':
        say('221 2.0.0 Bye')
        socket.end()
        return
      default:
        return say('250 2.0.0 Ok')
    }
  }
  const lineOfText = (line: string): void => {
    if (line !== '.') return void (text += `${line.startsWith('.') ? line.slice(1) : line}\r\n`)
    mode = 'command'
    // `take-and-drop`: it was taken, and the answer is lost.
    if (traits.answers['.'] === 'take-and-drop') {
      mails.push({ from, to, text })
      socket.destroy()
    } else if (reply('.', '250 2.0.0 Queued')) mails.push({ from, to, text })
  }
  function take(bytes: Buffer): void {
    rest += bytes.toString('utf8')
    for (;;) {
      const end = rest.indexOf('\r\n')
      if (end < 0 || socket.destroyed) return
      const line = rest.slice(0, end)
      rest = rest.slice(end + 2)
      if (mode === 'text') lineOfText(line)
      else if (mode === 'plain') plain(line)
      else if (mode === 'login-user') [user, mode] = [Buffer.from(line, 'base64').toString('utf8'), 'login-password']
      else if (mode === 'login-password') finishSignIn(user, Buffer.from(line, 'base64').toString('utf8'))
      else command(line)
      if ((mode as string) === 'login-password' && user !== '') say('334 UGFzc3dvcmQ6')
    }
  }
  socket.on('data', take)
  socket.on('error', () => undefined)
  reply('greeting', '220 fake.example ESMTP')
}
