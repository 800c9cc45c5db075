import { describe, expect, it } from 'vitest'
import type { AccountId } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { KeyKeeper } from '../ports.ts'
import { openVault } from './vault.ts'

const a = 'account-a' as AccountId
const b = 'account-b' as AccountId

function keeper(start: Uint8Array | null = null): KeyKeeper & { key: Uint8Array | null; saves: number } {
  return {
    key: start,
    saves: 0,
    place: 'memory',
    lasting: false,
    async load() {
      return this.key
    },
    async save(key) {
      this.saves += 1
      this.key = key
    },
  }
}

describe('vault', () => {
  it('gives back what was sealed, in another run too', async () => {
    const keys = keeper()
    const sealed = await openVault(keys).seal(a, 'password', 'pässwörd → 😀')
    expect(await openVault(keys).open(a, 'password', sealed)).toEqual({ ok: true, value: 'pässwörd → 😀' })
    expect(Buffer.from(sealed).includes('pässw')).toBe(false)
  })
  it('the same secret looks different each time', async () => {
    const vault = openVault(keeper())
    expect(await vault.seal(a, 'password', 'x')).not.toEqual(await vault.seal(a, 'password', 'x'))
  })
  it('sealings at the same time make one key', async () => {
    const keys = keeper()
    const vault = openVault(keys)
    const sealed = await Promise.all([vault.seal(a, 'password', '1'), vault.seal(b, 'password', '2')])
    expect(keys.saves).toBe(1)
    expect(await Promise.all([vault.open(a, 'password', must(sealed[0], 'a')), vault.open(b, 'password', must(sealed[1], 'b'))])).toEqual([
      { ok: true, value: '1' },
      { ok: true, value: '2' },
    ])
  })
  it('what is sealed for one account opens for no other, and no changed byte passes', async () => {
    const vault = openVault(keeper())
    const sealed = await vault.seal(a, 'password', 'secret')
    const locked = { ok: false, problem: { kind: 'sign-in', cause: 'vault-locked' } }
    expect(await vault.open(b, 'password', sealed)).toMatchObject(locked)
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await vault.open(a, 'password', changed)).toMatchObject(locked)
    }
    expect(await vault.open(a, 'password', sealed.subarray(0, 10))).toMatchObject(locked)
  })
  it('without the key everything is locked, and asking makes no new key', async () => {
    const sealed = await openVault(keeper()).seal(a, 'password', 'secret')
    const empty = keeper()
    expect(await openVault(empty).open(a, 'password', sealed)).toMatchObject({ ok: false, problem: { cause: 'vault-locked' } })
    expect(empty.saves).toBe(0)
  })
  it('a keeper that failed once may succeed later', async () => {
    const keys = keeper()
    let fails = true
    const vault = openVault({ ...keys, load: async () => (fails ? Promise.reject(new Error('keyring locked')) : null), save: async () => undefined })
    await expect(vault.seal(a, 'password', 'x')).rejects.toThrow('keyring locked')
    fails = false
    await expect(vault.seal(a, 'password', 'x')).resolves.toBeInstanceOf(Uint8Array)
  })
})
