import type { Db } from './db.ts'
import { fold } from './fold.ts'
import type { BusyAnswerRow, PersonRow } from './rows.ts'
import type { ReadStore, WriteStore } from './store.ts'
import { tableOf } from './table.ts'
import { wordsWhere } from './words-where.ts'

const tables = (db: Db) => ({
  people: tableOf<PersonRow>(db, 'person', ['address'], { address: 'plain', name: 'plain', kind: 'plain', source: 'plain', detail: 'plain', zone: 'plain', lastSeenUtc: 'plain', times: 'plain' }),
  answers: tableOf<BusyAnswerRow>(db, 'busyAnswer', ['address', 'source', 'accountKey'], {
    address: 'plain',
    source: 'plain',
    label: 'plain',
    via: 'plain',
    mask: 'plain',
    freshUntilUtc: 'plain',
    accountId: 'plain',
    state: 'plain',
    askedAtUtc: 'plain',
    asked: 'json',
    coverage: 'json',
    reason: 'json',
    spans: 'json',
  }),
})

const strength = { recent: 0, directory: 1, me: 2 } as const
/** Often seen first, then lately seen. */
const order = "ORDER BY source = 'me' DESC, times DESC, lastSeenUtc DESC, address"

export function readPeople(db: Db): Pick<ReadStore, 'people' | 'person' | 'searchPeople' | 'busyAnswers'> {
  const { people, answers } = tables(db)
  return {
    people: () => people.find(order),
    person: (address) => people.first('WHERE address = ?', address),
    searchPeople(text, limit) {
      const { where, cells } = wordsWhere(text)
      return people.find(`${where === '' ? '' : `WHERE ${where}`} ${order} LIMIT ?`, ...cells, limit)
    },
    busyAnswers: (addresses) => answers.find('WHERE address IN (SELECT value FROM json_each(?)) ORDER BY address, source, accountKey', JSON.stringify(addresses)),
  }
}

export function writePeople(db: Db): Pick<WriteStore, 'seePerson' | 'putBusyAnswer'> {
  const { people, answers } = tables(db)
  const put = (row: PersonRow) => people.put(row, { folded: fold(`${row.name} ${row.address} ${row.detail}`) })
  return {
    seePerson(seen) {
      const known = people.first('WHERE address = ?', seen.address)
      put({
        address: seen.address,
        name: seen.name || (known?.name ?? ''),
        kind: kindOf(seen, known),
        source: known && strength[known.source] > strength[seen.source] ? known.source : seen.source,
        detail: seen.detail || (known?.detail ?? ''),
        zone: seen.zone ?? known?.zone ?? null,
        lastSeenUtc: Math.max(seen.lastSeenUtc, known?.lastSeenUtc ?? 0),
        times: (known?.times ?? 0) + 1,
      })
    },
    putBusyAnswer: (row) => answers.put(row, { accountKey: row.accountId ?? '' }),
  }
}

/** A meeting that says nothing of the kind means a person (RFC 5545 §3.2.3): that unmakes no room a directory or a better meeting told of. */
function kindOf(seen: Pick<PersonRow, 'kind' | 'source'>, known: PersonRow | null): PersonRow['kind'] {
  const saysLittle = seen.kind === 'unknown' || (seen.kind === 'individual' && seen.source === 'recent')
  return saysLittle && known !== null && known.kind !== 'unknown' ? known.kind : seen.kind
}
