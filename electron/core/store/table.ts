import type { Cell, Db } from './db.ts'

type Codec = 'plain' | 'flag' | 'json'
type Columns<Row> = { readonly [K in keyof Row]-?: Codec }

/** Reads and writes rows of the small tables: a field is a column of the same name, kept as it is, as 0/1 or as JSON. */
export interface Table<Row extends object> {
  /** `where` may hold ORDER BY and LIMIT too. */
  find(where?: string, ...cells: readonly Cell[]): Row[]
  first(where: string, ...cells: readonly Cell[]): Row | null
  /** Insert, or replace what has the same value in the `by` columns. `also` fills columns that are not fields. */
  put(row: Row, also?: Readonly<Record<string, Cell>>): void
  patch(patch: Partial<Row>, where: string, ...cells: readonly Cell[]): void
  remove(where: string, ...cells: readonly Cell[]): void
}

export function tableOf<Row extends object>(db: Db, name: string, by: readonly string[], columns: Columns<Row>): Table<Row> {
  const fields = Object.keys(columns) as (keyof Row & string)[]
  const select = `SELECT ${fields.join(', ')} FROM ${name}`
  const read = (raw: Record<string, Cell>): Row => {
    const row: Record<string, unknown> = {}
    for (const field of fields) row[field] = decode(columns[field], raw[field] ?? null)
    return row as Row
  }
  return {
    find: (where = '', ...cells) => db.all<Record<string, Cell>>(`${select} ${where}`, ...cells).map(read),
    first(where, ...cells) {
      const raw = db.one<Record<string, Cell>>(`${select} ${where}`, ...cells)
      return raw && read(raw)
    },
    put(row, also = {}) {
      const names = [...fields, ...Object.keys(also)]
      const cells = [...fields.map((field) => encode(columns[field], row[field])), ...Object.values(also)]
      const updates = names.filter((column) => !by.includes(column)).map((column) => `${column} = excluded.${column}`)
      db.run(
        `INSERT INTO ${name} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT (${by.join(', ')}) DO UPDATE SET ${updates.join(', ')}`,
        ...cells,
      )
    },
    patch(patch, where, ...cells) {
      const changed = fields.filter((field) => patch[field] !== undefined)
      if (changed.length === 0) return
      db.run(`UPDATE ${name} SET ${changed.map((field) => `${field} = ?`).join(', ')} ${where}`, ...changed.map((field) => encode(columns[field], patch[field])), ...cells)
    },
    remove: (where, ...cells) => void db.run(`DELETE FROM ${name} ${where}`, ...cells),
  }
}

function encode(codec: Codec, value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (codec === 'json') return JSON.stringify(value)
  if (codec === 'flag') return value === true ? 1 : 0
  return value as Cell
}

function decode(codec: Codec, cell: Cell): unknown {
  if (codec === 'flag') return cell === 1
  if (codec === 'json') return cell === null ? null : JSON.parse(cell as string)
  return cell
}
