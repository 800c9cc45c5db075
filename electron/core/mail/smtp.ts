import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { MailSettings } from '../../../shared/contract/mail.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { RunningTalk, WireLog } from '../dav/wire-log.ts'
import { smtpError, type SmtpFault } from './smtp-errors.ts'

/** Where mail is handed in, and as whom. */
export interface SmtpTarget extends Pick<MailSettings, 'host' | 'port' | 'security' | 'user'> {
  readonly password: string
  /** A further certificate to trust, for tests. */
  readonly ca?: string
  /** Where what is said is kept, masked, when the person has switched that on. */
  readonly wire?: Pick<WireLog, 'beginTalk'>
}

export interface Handover {
  readonly from: string
  readonly to: string
  readonly message: Buffer
  /** Told right before the first byte of the mail leaves: from then on, without an answer, nobody knows. */
  readonly onHandOver: () => void
  readonly signal?: AbortSignal
}

const connectMs = 10_000
const silenceMs = 30_000

/** Signs in and leaves again: what the button "Test" does. */
export const trySmtp = (target: SmtpTarget): Promise<Result<void, AppError>> => withConnection(target, undefined, async () => ok(undefined))

/** Hands one mail to the server. An error with `cause: 'mail-unsure'` says that it may have been taken. */
export function handOver(target: SmtpTarget, mail: Handover): Promise<Result<void, AppError>> {
  return withConnection(target, mail.signal, async (connection, line) => {
    line.step = 'send'
    // Read when the server has taken sender and recipient and asks for the text, not before.
    const text = new Readable({
      read() {
        line.handed = true
        mail.onHandOver()
        line.talk?.handedOver(mail.message.length)
        this.push(mail.message)
        this.push(null)
      },
    })
    const sent = new Promise<Result<void, AppError>>((resolve) => {
      connection.send({ from: mail.from, to: [mail.to] }, text, (error) => resolve(error ? line.fault(error) : ok(undefined)))
    })
    return Promise.race([sent, line.broken])
  })
}

type Work = (connection: SMTPConnection, line: Line) => Promise<Result<void, AppError>>

/** How far it has come, and what ends it from outside. */
interface Line {
  step: SmtpFault['step']
  handed: boolean
  readonly talk: RunningTalk | null
  fault(error: Error): Result<never, AppError>
  readonly broken: Promise<Result<never, AppError>>
  close(): void
}

/**
 * `tls` is encrypted from the first byte. `starttls` must become encrypted before a name or a password is said, or it ends: a server
 * that does not offer it, or something in between that hides the offer, gets nothing (RFC 8314 §3.3). Certificates are always checked.
 */
async function withConnection(target: SmtpTarget, signal: AbortSignal | undefined, work: Work): Promise<Result<void, AppError>> {
  const talk = target.wire?.beginTalk(target) ?? null
  const connection = new SMTPConnection({
    ...(talk === null ? {} : { transactionLog: true, logger: { debug: heardBy(talk) } }),
    host: target.host,
    port: target.port,
    secure: target.security === 'tls',
    requireTLS: target.security === 'starttls',
    ignoreTLS: target.security === 'none',
    // The computer's own name would tell the recipient more than it should.
    name: '[127.0.0.1]',
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    tls: { minVersion: 'TLSv1.2', ...(target.ca === undefined ? {} : { ca: [target.ca] }) },
  })
  const line = createLine(connection, target.host, signal, talk)
  let ended: Result<void, AppError> | null = null
  try {
    return (ended = await speak(connection, target, line, work))
  } finally {
    line.close()
    talk?.end(ended === null || ended.ok ? undefined : ended.problem)
  }
}

async function speak(connection: SMTPConnection, target: SmtpTarget, line: Line, work: Work): Promise<Result<void, AppError>> {
  const opened = await Promise.race([connected(connection, line), line.broken])
  if (!opened.ok) return opened
  line.step = 'sign-in'
  const signedIn = target.user === '' ? opened : await Promise.race([signIn(connection, target, line), line.broken])
  return signedIn.ok ? await work(connection, line) : signedIn
}

/** The library tells what goes each way; what else it tells of itself is not kept. */
const heardBy = (talk: RunningTalk) => (entry: { readonly tnx?: string }, text: unknown): void => {
  if (entry.tnx === 'client') talk.said(String(text))
  if (entry.tnx === 'server') talk.answered(String(text))
}

function createLine(connection: SMTPConnection, host: string, signal: AbortSignal | undefined, talk: RunningTalk | null): Line {
  let stop = (): void => undefined
  const line: Line = {
    step: 'connect',
    handed: false,
    talk,
    fault: (error) => fail(smtpError(faultOf(error, line), host)),
    broken: new Promise((resolve) => {
      connection.on('error', (error: Error) => resolve(line.fault(error)))
      connection.on('end', () => resolve(line.fault(new Error('the connection was closed'))))
      stop = () => resolve(line.handed ? line.fault(new Error('stopped while it was leaving')) : fail({ kind: 'cancelled', effect: 'saved-here', retry: 'later', host }))
    }),
    close() {
      signal?.removeEventListener('abort', stop)
      connection.quit()
      connection.close()
    },
  }
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop, { once: true })
  return line
}

const connected = (connection: SMTPConnection, line: Line): Promise<Result<void, AppError>> =>
  new Promise((resolve) => connection.connect((error) => resolve(error === undefined ? ok(undefined) : line.fault(error))))

const signIn = (connection: SMTPConnection, target: SmtpTarget, line: Line): Promise<Result<void, AppError>> =>
  new Promise((resolve) => {
    connection.login({ credentials: { user: target.user, pass: target.password } }, (error) => resolve(error ? line.fault(error) : ok(undefined)))
  })

function faultOf(error: Error & { readonly code?: string; readonly originalCode?: string; readonly command?: string; readonly responseCode?: number }, line: Line): SmtpFault {
  return {
    step: line.step,
    code: error.code ?? '',
    systemCode: error.originalCode ?? error.code ?? '',
    command: error.command ?? '',
    status: error.responseCode ?? null,
    message: error.message,
    handed: line.handed,
  }
}
