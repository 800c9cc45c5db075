import type { AccountId } from '../../../shared/model/ids.ts'
import type { Result } from '../../../shared/model/result.ts'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { KeyKeeper } from '../ports.ts'

/** What is sealed in the store for an account. */
export type SecretField = 'password'

/** Seals secrets so that the store file alone gives nothing away (AES-256-GCM; account and field are bound to the text). */
export interface Vault {
  readonly place: string
  readonly lasting: boolean
  seal(accountId: AccountId, field: SecretField, plain: string): Promise<Uint8Array>
  /** `kind: 'sign-in', cause: 'vault-locked'` when the key is gone or the bytes were changed. */
  open(accountId: AccountId, field: SecretField, sealed: Uint8Array): Promise<Result<string, AppError>>
}
export declare function openVault(keys: KeyKeeper): Vault
