import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { AppError } from '../../../shared/contract/app-error.ts'
import { fail, ok, type Result } from '../../../shared/model/result.ts'
import type { KeyKeeper } from '../ports.ts'

/** What is sealed in the store: for an account, for a published link, or for a freebusy URL or a calendar that is read. */
export type SecretField = 'password' | 'mail-password' | 'publish-secret' | 'freebusy-password' | 'freebusy-token' | 'subscription-password'

/** Seals secrets so that the store file alone gives nothing away. */
export interface Vault {
  readonly place: string
  readonly lasting: boolean
  seal(owner: string, field: SecretField, plain: string): Promise<Uint8Array>
  /** `kind: 'sign-in', cause: 'vault-locked'` when the key is gone or the bytes were changed or belong elsewhere. */
  open(owner: string, field: SecretField, sealed: Uint8Array): Promise<Result<string, AppError>>
}

const version = 1
const ivBytes = 12
const tagBytes = 16
const keyBytes = 32

/**
 * AES-256-GCM with one key a profile, which the host keeps (keychain, passphrase, or memory). Sealed: version, IV, tag, text.
 * Owner and field are authenticated with the text, so a sealed secret cannot be moved to another account or link.
 */
export function openVault(keys: KeyKeeper): Vault {
  let key: Promise<Uint8Array> | null = null

  /** Made on the first sealing; two at once must not make two. */
  const keyToSeal = (): Promise<Uint8Array> => {
    key ??= loadKey(keys).then(async (found) => {
      if (found) return found
      const fresh = new Uint8Array(randomBytes(keyBytes))
      await keys.save(fresh)
      return fresh
    })
    key.catch(() => (key = null))
    return key
  }

  /** Asked of the host once it is there; a missing one may come later (a keychain that was locked). */
  const keyToOpen = async (): Promise<Uint8Array | null> => {
    const found = await (key ?? loadKey(keys))
    if (found) key ??= Promise.resolve(found)
    return found
  }

  return {
    place: keys.place,
    lasting: keys.lasting,
    seal: async (owner, field, plain) => {
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', await keyToSeal(), iv)
      cipher.setAAD(boundTo(owner, field))
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return new Uint8Array(Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), text]))
    },
    open: async (owner, field, sealed) => {
      const found = await keyToOpen()
      if (!found || sealed.length < 1 + ivBytes + tagBytes || sealed[0] !== version) return fail(locked())
      const bytes = Buffer.from(sealed)
      const decipher = createDecipheriv('aes-256-gcm', found, bytes.subarray(1, 1 + ivBytes))
      decipher.setAAD(boundTo(owner, field))
      decipher.setAuthTag(bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes))
      try {
        return ok(Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]).toString('utf8'))
      } catch {
        // GCM tells one thing only: not sealed with this key for this account.
        return fail(locked())
      }
    },
  }
}

async function loadKey(keys: KeyKeeper): Promise<Uint8Array | null> {
  const found = await keys.load()
  if (found && found.length !== keyBytes) throw new Error(`the vault key has ${found.length} bytes`)
  return found
}

const boundTo = (owner: string, field: SecretField): Buffer => Buffer.from(JSON.stringify([version, owner, field]), 'utf8')

const locked = (): AppError => ({ kind: 'sign-in', cause: 'vault-locked', effect: 'nothing-changed', retry: 'never' })
