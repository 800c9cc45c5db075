import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { AsyncEntry } from '@napi-rs/keyring'

/** Where a host keeps the vault key of a profile. Both hosts choose among these, in this order of trust. */
export interface KeyPlace {
  readonly place: string
  readonly lasting: boolean
  load(): Promise<Uint8Array | null>
  save(key: Uint8Array): Promise<void>
}

const keyringMs = 2_000

/** Forgotten when the program ends: passwords must be typed again. */
export function sessionKey(): KeyPlace {
  let held: Uint8Array | null = null
  return {
    place: 'this session only',
    lasting: false,
    load: () => Promise.resolve(held),
    save(key) {
      held = key
      return Promise.resolve()
    },
  }
}

/** A file the person asked for by --key-file: readable by whoever can read the file, which --help says. */
export function keyFile(path: string): KeyPlace {
  return {
    place: 'a key file you chose',
    lasting: true,
    load: () => Promise.resolve(existsSync(path) ? new Uint8Array(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')) : null),
    save(key) {
      writeFileSync(path, `${Buffer.from(key).toString('base64')}\n`, { mode: 0o600 })
      return Promise.resolve()
    },
  }
}

/**
 * The system's keychain, or null where there is none or it does not answer within two seconds. On Linux the
 * Secret Service is pinned: the library would otherwise fall back to the kernel's keyring, which a reboot empties.
 */
export async function systemKeychain(profile: string): Promise<KeyPlace | null> {
  try {
    const entry = new AsyncEntry('Parley', `vault key of profile ${profile}`, { linux: { store: 'secret-service' } })
    await within(keyringMs, entry.getSecret().catch(absentIsNull))
    return {
      place: 'this computer’s keychain',
      lasting: true,
      async load() {
        const found = await entry.getSecret().catch(absentIsNull)
        return found ? new Uint8Array(found) : null
      },
      save: (key) => entry.setSecret(key),
    }
  } catch {
    return null
  }
}

/** "No entry yet" is an answer; everything else means that the keychain cannot be used. */
function absentIsNull(error: Error): null {
  if (/no matching entry|no entry|not found/i.test(error.message)) return null
  throw error
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let late: NodeJS.Timeout
  const tooLate = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error('the keychain did not answer')), ms)
  })
  return Promise.race([work, tooLate]).finally(() => clearTimeout(late))
}
