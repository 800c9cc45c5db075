import type { AppError } from '../../../shared/contract/app-error.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { fail, must, ok, type Result } from '../../../shared/model/result.ts'
import { davError } from '../dav/errors.ts'
import { openTransport } from '../dav/http.ts'
import { openDav } from '../dav/open-dav.ts'
import type { RequestLog } from '../dav/request-log.ts'
import type { Auth, DavClient } from '../dav/shapes.ts'
import type { WireLog } from '../dav/wire-log.ts'
import type { Log } from '../ports.ts'
import type { Vault } from './vault.ts'

export interface SessionDeps {
  readonly vault: Vault
  readonly log: Log
  /** Where requests are noted, for diagnostics. */
  readonly requests?: RequestLog
  readonly wire?: Pick<WireLog, 'begin'>
  /** From the store: what the session needs to know of an account, and its sealed password. */
  account(id: AccountId): { readonly baseUrl: string; readonly user: string; readonly allowPlainHttp: boolean; readonly name: string | null; /** Whose password opens it. */ readonly loginId: AccountId } | null
  sealedPassword(id: AccountId): Uint8Array | null
  /** Told once a session: it then answers `kind: 'sign-in'` by itself until `forget`, so that no account gets locked (DIS-6). */
  onSignInRefused(id: AccountId, error: AppError): void
}
export interface Sessions {
  /** One an account, kept open. Throws for an account that does not exist. */
  sessionOf(id: AccountId): DavClient
  /** After a new password or a removed account. */
  forget(id: AccountId): Promise<void>
  close(): Promise<void>
}

/** Six at once to one host: enough for batches and a question in between, and what browsers do. */
const perHost = 6

export function createSessions(deps: SessionDeps): Sessions {
  const transport = openTransport({ perHost, ...(deps.wire === undefined ? {} : { wire: deps.wire }) })
  const open = new Map<AccountId, DavClient>()

  const start = (id: AccountId): DavClient => {
    const account = must(deps.account(id), `account ${id}`)
    let refused: AppError | null = null
    const auth = async (): Promise<Result<Auth, AppError>> => {
      const sealed = deps.sealedPassword(account.loginId)
      if (!sealed) return fail(davError({ kind: 'sign-in', cause: 'no-password', retry: 'never' }))
      const password = await deps.vault.open(account.loginId, 'password', sealed)
      return password.ok ? ok({ kind: 'basic', user: account.user, password: password.value }) : password
    }
    const client = openDav({
      baseUrl: account.baseUrl,
      auth: async () => (refused ? fail(refused) : await auth()),
      log: deps.log,
      allowPlainHttp: account.allowPlainHttp,
      accountId: id,
      ...(deps.requests === undefined ? {} : { requests: deps.requests }),
      ...(account.name === null ? {} : { name: account.name }),
      transport,
      onSignInRefused: (error) => {
        if (refused) return
        refused = error
        deps.log.warn('sign-in-refused', { account: id, status: error.httpStatus ?? null })
        deps.onSignInRefused(id, error)
      },
    })
    return client
  }

  return {
    sessionOf: (id) => {
      const known = open.get(id)
      if (known) return known
      const fresh = start(id)
      open.set(id, fresh)
      return fresh
    },
    forget: async (id) => {
      const known = open.get(id)
      open.delete(id)
      await known?.close()
    },
    close: async () => {
      open.clear()
      await transport.close()
    },
  }
}
