import type { Db } from './db.ts'
import type { KeptFburlAnswer } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'

/** A few hundred people and some published calendars; the oldest leave first. */
const mostAnswers = 500
const mostCharacters = 20_000_000

export function readFburlMemory(db: Db): Pick<ReadStore, 'fburlMemo' | 'fburlAnswer'> {
  return {
    fburlMemo: (kind, key) => db.one<{ value: string; savedUtc: number }>('SELECT value, savedUtc FROM fburlMemo WHERE kind = ? AND key = ?', kind, key),
    fburlAnswer: (key) => db.one<Omit<KeptFburlAnswer, 'key' | 'savedUtc'>>('SELECT etag, lastModified, body FROM fburlAnswer WHERE key = ?', key),
  }
}

export function writeFburlMemory(db: Db): Pick<WriteStore, 'putFburlMemo' | 'dropFburlMemo' | 'putFburlAnswer'> {
  return {
    putFburlMemo: (kind, key, value, savedUtc) =>
      void db.run('INSERT INTO fburlMemo (kind, key, value, savedUtc) VALUES (?, ?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, savedUtc = excluded.savedUtc', kind, key, value, savedUtc),
    dropFburlMemo: (kind, key) => void db.run('DELETE FROM fburlMemo WHERE kind = ? AND key = ?', kind, key),
    putFburlAnswer({ key, etag, lastModified, body, savedUtc }) {
      db.run(
        'INSERT INTO fburlAnswer (key, etag, lastModified, body, savedUtc) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET etag = excluded.etag, lastModified = excluded.lastModified, body = excluded.body, savedUtc = excluded.savedUtc',
        key,
        etag,
        lastModified,
        body,
        savedUtc,
      )
      db.run(
        'DELETE FROM fburlAnswer WHERE key IN (SELECT key FROM (SELECT key, row_number() OVER newest AS place, sum(length(body)) OVER newest AS characters FROM fburlAnswer WINDOW newest AS (ORDER BY savedUtc DESC, key)) WHERE place > ? OR (characters > ? AND place > 1))',
        mostAnswers,
        mostCharacters,
      )
    },
  }
}
