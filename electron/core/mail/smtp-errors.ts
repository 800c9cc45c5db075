import type { AppError } from '../../../shared/contract/app-error.ts'

/** What nodemailer says of a fault, in plain data. */
export interface SmtpFault {
  readonly step: 'connect' | 'sign-in' | 'send'
  /** nodemailer's word (`EAUTH`, `ETLS`, …) and, behind it, the system's own (`ECONNREFUSED`, `CERT_HAS_EXPIRED`, …). */
  readonly code: string
  readonly systemCode: string
  readonly command: string
  /** First digits of the server's answer; null: it gave none. */
  readonly status: number | null
  readonly message: string
  /** The text of the mail had begun to leave. */
  readonly handed: boolean
}

const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ALTNAME/

/**
 * An SMTP fault as everybody else's: what may be tried again by itself, what waits for the person, and the one case in which nobody
 * can know whether the mail left (`mail-unsure`): its text was on the way and no answer came.
 */
export function smtpError(fault: SmtpFault, host: string): AppError {
  const { step, code, status } = fault
  const base = { effect: 'saved-here' as const, host, detail: fault.message.replaceAll(/\s+/g, ' ').slice(0, 300) }
  if (fault.handed && status === null) return { ...base, kind: 'refused', retry: 'now', cause: 'mail-unsure' }
  if (certificateCode.test(fault.systemCode)) return { ...base, kind: 'refused', retry: 'later', cause: 'certificate' }
  if (code === 'ETLS') return { ...base, kind: 'refused', retry: 'never', cause: 'no-starttls' }
  if (code === 'EAUTH' || step === 'sign-in') {
    if (status !== null && status >= 400 && status < 500) return { ...base, kind: 'refused', retry: 'later', cause: 'mail-later' }
    if (status !== null || code === 'EAUTH') return { ...base, kind: 'sign-in', retry: 'never', cause: 'wrong-password' }
  }
  if (status !== null) return status >= 400 && status < 500 ? { ...base, kind: 'refused', retry: 'later', cause: 'mail-later' } : { ...base, kind: 'refused', retry: 'never', cause: step === 'send' ? 'mail-refused' : 'mail-closed' }
  if (code === 'EDNS') return { ...base, kind: 'offline', retry: 'later', cause: 'host-not-found' }
  if (code === 'ETIMEDOUT') return { ...base, kind: 'offline', retry: 'later', cause: 'timeout' }
  if (fault.systemCode === 'ECONNREFUSED') return { ...base, kind: 'offline', retry: 'later', cause: 'connection-refused' }
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { ...base, kind: 'refused', retry: 'never', cause: 'mail-refused' }
  if (code === 'EPROTOCOL') return { ...base, kind: 'bad-data', retry: 'later', cause: 'not-mail' }
  return { ...base, kind: 'offline', retry: 'later', cause: 'no-answer' }
}
