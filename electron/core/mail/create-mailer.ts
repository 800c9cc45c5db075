import type { AppError } from '../../../shared/contract/app-error.ts'
import type { MailSettings } from '../../../shared/contract/mail.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { Vault } from '../accounts/vault.ts'
import type { Clock } from '../ports.ts'
import type { MailAccountRow, MailOrder } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { buildMessage } from './build-message.ts'
import { handOver, type SmtpTarget, trySmtp } from './smtp.ts'

export interface MailerDeps {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  /** A further certificate to trust, for tests. */
  readonly ca?: string
  readonly wire?: SmtpTarget['wire']
}

export interface Mailer {
  /** Hands one mail over by the account's way out, and keeps in its state how that went. `onHandOver` is told before the first byte leaves. */
  send(accountId: AccountId, order: MailOrder, options: { readonly onHandOver: () => void; readonly signal?: AbortSignal }): Promise<Result<void, AppError>>
  /** Signs in and leaves again. `password` null: the one that is kept. */
  test(accountId: AccountId, settings: MailSettings, password: string | null): Promise<Result<void, AppError>>
}

export function createMailer({ store, vault, clock, ca, wire }: MailerDeps): Mailer {
  async function targetOf(accountId: AccountId, way: SmtpTargetFacts, typed: string | null): Promise<Result<SmtpTarget, AppError>> {
    const { host, port, security, user } = way
    const facts = { host, port, security, user, ...(ca === undefined ? {} : { ca }), ...(wire === undefined ? {} : { wire }) }
    if (user === '') return ok({ ...facts, password: '' })
    if (typed !== null) return ok({ ...facts, password: typed })
    const sealed = store.read.sealed(accountId, 'mail-password')
    if (sealed === null) return fail({ kind: 'sign-in', effect: 'saved-here', retry: 'never', cause: 'no-password', host, accountId })
    const opened = await vault.open(accountId, 'mail-password', sealed)
    return opened.ok ? ok({ ...facts, password: opened.value }) : fail({ ...opened.problem, accountId, effect: 'saved-here', host })
  }

  function keepState(row: MailAccountRow, problem: AppError | null): void {
    // What one recipient's address is told is not the fault of the account.
    if (problem !== null && (problem.kind === 'cancelled' || problem.cause === 'mail-refused' || problem.cause === 'mail-unsure')) return
    const now = store.read.mailAccount(row.accountId)
    if (now === null || (problem === null && now.problem === null && clock.now() - (now.workedUtc ?? 0) < quietMs)) return
    store.write(['accounts'], (tx) => tx.putMailAccount({ ...now, problem, workedUtc: problem === null ? clock.now() : now.workedUtc }))
  }

  return {
    async send(accountId, order, { onHandOver, signal }) {
      const row = store.read.mailAccount(accountId)
      if (row === null) return fail({ kind: 'refused', effect: 'saved-here', retry: 'never', cause: 'no-mail-account', accountId })
      const target = await targetOf(accountId, row, null)
      const message = await buildMessage(order, row, clock.now())
      const sent = target.ok ? await handOver(target.value, { from: row.fromAddress, to: order.to, message, onHandOver, ...(signal === undefined ? {} : { signal }) }) : target
      keepState(row, sent.ok ? null : sent.problem)
      return sent
    },
    async test(accountId, settings, password) {
      const target = await targetOf(accountId, settings, password)
      return target.ok ? trySmtp(target.value) : target
    },
  }
}

type SmtpTargetFacts = Pick<SmtpTarget, 'host' | 'port' | 'security' | 'user'>

/** "It worked" is not told more often than this. */
const quietMs = 60_000
