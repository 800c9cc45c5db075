import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type KeyPlace, sessionKey, systemKeychain } from '../channel/keys.ts'
import type { ElectronLike } from './electron-like.ts'

/**
 * Where the desktop keeps the vault key: the system's keychain, else Electron's safeStorage when it has real
 * protection behind it (`basic_text` is a fixed key, so no protection), else this session only.
 */
export async function keyPlaceFor(electron: Pick<ElectronLike, 'safeStorage'>, profile: string, sealedFile: string): Promise<KeyPlace> {
  return (await systemKeychain(profile)) ?? (await sealedBySafeStorage(electron, sealedFile)) ?? sessionKey()
}

export async function sealedBySafeStorage(electron: Pick<ElectronLike, 'safeStorage'>, sealedFile: string): Promise<KeyPlace | null> {
  const storage = electron.safeStorage
  if (!(await storage.isAsyncEncryptionAvailable())) return null
  if (process.platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    place: 'this computer’s secret storage',
    lasting: true,
    async load() {
      if (!existsSync(sealedFile)) return null
      const opened = await storage.decryptStringAsync(readFileSync(sealedFile))
      return new Uint8Array(Buffer.from(opened.result, 'base64'))
    },
    async save(key) {
      writeFileSync(sealedFile, await storage.encryptStringAsync(Buffer.from(key).toString('base64')), { mode: 0o600 })
    },
  }
}
