import type { Settings } from '../../../shared/contract/app.ts'
import { defaultSettings } from '../../../shared/contract/default-settings.ts'
import type { Db } from './db.ts'
import type { ReadStore, WriteStore } from './store.ts'

type Reads = Pick<ReadStore, 'settings' | 'sealed' | 'memo'>

export function readSettings(db: Db): Reads {
  return {
    settings() {
      const stored = db.all<{ name: string; value: string }>('SELECT name, value FROM setting').map(({ name, value }) => [name, JSON.parse(value)] as const)
      return { ...defaultSettings, ...(Object.fromEntries(stored) as Partial<Settings>) }
    },
    sealed: (accountId, field) => db.one<{ sealed: Uint8Array }>('SELECT sealed FROM secret WHERE accountId = ? AND field = ?', accountId, field)?.sealed ?? null,
    memo: (key) => db.one<{ value: string }>('SELECT value FROM memo WHERE name = ?', key)?.value ?? null,
  }
}

type Writes = Pick<WriteStore, 'patchSettings' | 'putSealed' | 'removeSealed' | 'setMemo'>

export function writeSettings(db: Db, hooks: { settingsChanged(): void }): Writes {
  return {
    patchSettings(patch) {
      for (const [name, value] of Object.entries(patch)) {
        if (value !== undefined) db.run('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, JSON.stringify(value))
      }
      hooks.settingsChanged()
    },
    putSealed: (accountId, field, sealed) =>
      void db.run('INSERT INTO secret (accountId, field, sealed) VALUES (?, ?, ?) ON CONFLICT (accountId, field) DO UPDATE SET sealed = excluded.sealed', accountId, field, sealed),
    removeSealed(accountId, field) {
      if (field === undefined) db.run('DELETE FROM secret WHERE accountId = ?', accountId)
      else db.run('DELETE FROM secret WHERE accountId = ? AND field = ?', accountId, field)
    },
    setMemo(key, value) {
      if (value === null) db.run('DELETE FROM memo WHERE name = ?', key)
      else db.run('INSERT INTO memo (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', key, value)
    },
  }
}
