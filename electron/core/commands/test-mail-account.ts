import type { CommandOf } from './deps.ts'
import { gone, Refused } from './refused.ts'
import { checkMailSettings } from './set-mail-account.ts'

/** Waits for the mail server, because the person does: connects, checks the certificate, signs in, and leaves again. Nothing is kept or sent. */
export const command: CommandOf<'test-mail-account'> = (deps) => async ({ accountId, settings, password, allowPlain }) => {
  const account = deps.store.read.account(accountId)
  if (account === null) throw gone({ accountId })
  checkMailSettings(account, settings, allowPlain)
  const started = performance.now()
  const tried = await deps.mailer.test(accountId, settings, password)
  if (!tried.ok) throw new Refused({ ...tried.problem, effect: 'nothing-changed', retry: 'now' })
  return { tookMs: Math.round(performance.now() - started) }
}
