import type { MailAccountView, MailSettings } from '../../../shared/contract/mail.ts'

export interface MailForm {
  readonly host: string
  readonly port: string
  readonly security: MailSettings['security']
  readonly user: string
  readonly from: string
  readonly name: string
  /** Empty: the one that is kept. */
  readonly password: string
  /** The yes to clear text. */
  readonly allowPlain: boolean
}

const usualPort: Readonly<Record<MailSettings['security'], string>> = { tls: '465', starttls: '587', none: '25' }

export function formOf(mail: MailAccountView | null, account: { readonly address: string; readonly name: string }): MailForm {
  if (mail === null) return { host: '', port: usualPort.tls, security: 'tls', user: account.address, from: account.address, name: account.name, password: '', allowPlain: false }
  const { port, ...settings } = mail.settings
  return { ...settings, port: String(port), password: '', allowPlain: settings.security === 'none' }
}

/** Another way of encryption has another port, unless the person chose one of their own. */
export const withSecurity = (form: MailForm, security: MailSettings['security']): MailForm => ({ ...form, security, port: form.port === usualPort[form.security] ? usualPort[security] : form.port })

/** Null while something is missing or wrong; `problems` says what, by field. */
export function settingsOf(form: MailForm): { readonly settings: MailSettings | null; readonly problems: Readonly<Partial<Record<'host' | 'port' | 'from' | 'allowPlain', string>>> } {
  const port = Number(form.port)
  const problems = {
    ...(form.host.trim() === '' ? { host: 'The name of the mail server is missing' } : {}),
    ...(Number.isInteger(port) && port >= 1 && port <= 65_535 ? {} : { port: 'A number from 1 to 65535' }),
    ...(/^[^\s@]+@[^\s@]+$/.test(form.from.trim()) ? {} : { from: 'Write it as name@example.org' }),
    ...(form.security === 'none' && !form.allowPlain ? { allowPlain: 'Without encryption, everybody on the way can read the password' } : {}),
  }
  const { host, security, user, from, name } = form
  return { settings: Object.keys(problems).length > 0 ? null : { host: host.trim(), port, security, user: user.trim(), from: from.trim(), name: name.trim() }, problems }
}
