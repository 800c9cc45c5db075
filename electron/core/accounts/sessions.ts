import type { AccountId } from '../../../shared/model/ids.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { Log } from '../ports.ts'
import type { DavClient } from '../dav/shapes.ts'
import type { Vault } from './vault.ts'

export interface SessionDeps {
  readonly vault: Vault
  readonly log: Log
  /** From the store: what the session needs to know of an account, and its sealed password. */
  account(id: AccountId): { readonly baseUrl: string; readonly user: string; readonly allowPlainHttp: boolean } | null
  sealedPassword(id: AccountId): Uint8Array | null
  /** The server refused the sign-in. Told once; the session then answers `kind: 'sign-in'` itself until `forget` (no lockouts, DIS-6). */
  onSignInRefused(id: AccountId, error: AppError): void
}
export interface Sessions {
  /** One a account, kept open. Throws for an account that does not exist. */
  sessionOf(id: AccountId): DavClient
  /** After a new password or a removed account. */
  forget(id: AccountId): Promise<void>
  close(): Promise<void>
}
export declare function createSessions(deps: SessionDeps): Sessions
export type SealedRead = Result<string, AppError>
