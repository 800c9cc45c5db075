import type { AccountId, CollectionId, Etag, Href, ObjectId, ScheduleTag, Uid } from '../../../shared/model/ids.ts'
import { must } from '../../../shared/model/result.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { Db } from './db.ts'
import { hrefKey } from './href-key.ts'
import { dropIndex, indexObject, writeIndex } from './index-object.ts'
import { type IndexContext, type IndexHead, type IndexPlan, planIndex } from './index-plan.ts'
import { readFaces, readPeople } from './part-cells.ts'
import type { ObjectRow, PartRow } from './rows.ts'
import type { ObjectTag, ReadStore, WriteStore } from './store.ts'

interface RawObject {
  readonly key: number
  readonly id: ObjectId
  readonly collectionKey: number
  readonly collectionId: CollectionId
  readonly accountId: AccountId
  readonly href: Href
  readonly uid: Uid
  readonly etag: Etag | null
  readonly scheduleTag: ScheduleTag | null
  readonly serverText: string | null
  readonly localText: string | null
  readonly deletedHere: number
  readonly vanished: number
  readonly meeting: number
  readonly problem: string | null
  readonly isOthers: number
}

const select = `SELECT o.key, o.id, o.collectionKey, c.id AS collectionId, c.accountId, o.href, o.uid, o.etag, o.scheduleTag, o.serverText, o.localText, o.deletedHere, o.vanished, o.meeting, o.problem, c.owner IS NOT NULL AS isOthers
  FROM object o JOIN collection c ON c.key = o.collectionKey`

const toRow = (raw: RawObject): ObjectRow => ({
  id: raw.id,
  collectionId: raw.collectionId,
  accountId: raw.accountId,
  href: raw.href,
  uid: raw.uid,
  etag: raw.etag,
  scheduleTag: raw.scheduleTag,
  serverText: raw.serverText,
  localText: raw.localText,
  deletedHere: raw.deletedHere === 1,
  vanished: raw.vanished === 1,
  problem: raw.problem,
})

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const asText = (text: string | Uint8Array): string => (typeof text === 'string' ? text : decoder.decode(text))

type TagCells = [string, ObjectId, Href, Etag | null, number, number]
const selectTags = 'SELECT o.hrefKey, o.id, o.href, o.etag, o.deletedHere, o.serverText IS NOT NULL AND o.vanished = 0 FROM object o JOIN collection c ON c.key = o.collectionKey'
const toTag = ([, id, href, etag, deletedHere, onServer]: TagCells): ObjectTag => ({ id, href, etag, deletedHere: deletedHere === 1, onServer: onServer === 1 })

type Reads = Pick<ReadStore, 'tagOf' | 'object' | 'objectByHref' | 'objectsByUid' | 'unreadableObjects' | 'tagsOf' | 'textOf' | 'alarmedTexts' | 'parts'>

/** Of the texts that are searched for alarms. */
const textsAtOnce = 1_000

export function readObjects(db: Db): Reads {
  const many = (where: string, ...cells: (string | number)[]) => db.all<RawObject>(`${select} ${where}`, ...cells).map(toRow)
  return {
    object: (id) => many('WHERE o.id = ?', id)[0] ?? null,
    objectByHref: (collectionId, href) => many('WHERE c.id = ? AND o.hrefKey = ?', collectionId, hrefKey(href))[0] ?? null,
    objectsByUid: (uid, accountId) => (accountId === undefined ? many('WHERE o.uid = ? AND c.owner IS NULL ORDER BY o.key', uid) : many('WHERE o.uid = ? AND c.accountId = ? AND c.owner IS NULL ORDER BY o.key', uid, accountId)),
    unreadableObjects: () => many('WHERE o.problem IS NOT NULL AND o.deletedHere = 0 ORDER BY o.key'),
    tagsOf: (collectionId) => new Map(db.cells<TagCells>(`${selectTags} WHERE c.id = ?`, collectionId).map((cells) => [cells[0], toTag(cells)])),
    tagOf(collectionId, key) {
      const cells = db.cells<TagCells>(`${selectTags} WHERE c.id = ? AND o.hrefKey = ?`, collectionId, key)[0]
      return cells === undefined ? null : toTag(cells)
    },
    textOf: (id) => db.one<{ text: string | null }>('SELECT COALESCE(localText, serverText) AS text FROM object WHERE id = ?', id)?.text ?? null,
    *alarmedTexts(afterUtc) {
      let after = 0
      for (;;) {
        // What has dates ahead comes first, from the index: nine tenths of a calendar that was kept for long are over, and their texts are not read.
        const rows = db.cells<[number, ObjectId, string | null]>(
          `SELECT o.key, o.id, CASE WHEN o.deletedHere = 0 AND c.gone = 0 AND c.visible = 1 AND COALESCE(o.localText, o.serverText) LIKE '%BEGIN:VALARM%' THEN COALESCE(o.localText, o.serverText) END
           FROM (SELECT objectKey FROM series WHERE objectKey > ? UNION SELECT objectKey FROM occurrence WHERE objectKey > ? AND startUtc > ? ORDER BY objectKey LIMIT ${textsAtOnce}) a
           CROSS JOIN object o ON o.key = a.objectKey JOIN collection c ON c.key = o.collectionKey ORDER BY a.objectKey`,
          after, after, afterUtc,
        )
        yield rows.flatMap(([, id, text]) => (text === null ? [] : [{ id, text }]))
        const last = rows.at(-1)
        if (last === undefined || rows.length < textsAtOnce) return
        after = last[0]
      }
    },
    parts(id) {
      type Raw = Omit<PartRow, 'objectId' | 'people' | 'faces' | 'repeats'> & { people: string; faces: string; repeats: number }
      const rows = db.all<Raw>(
        'SELECT p.part, p.recurrenceId, p.title, p.location, p.status, p.showAs, p.role, p.myAnswer, p.organizer, p.people, p.faces, p.repeats FROM part p JOIN object o ON o.key = p.objectKey WHERE o.id = ? ORDER BY p.part',
        id,
      )
      return rows.map((raw) => ({ ...raw, objectId: id, people: readPeople(raw.people), faces: readFaces(raw.faces), repeats: raw.repeats === 1 }))
    },
  }
}

interface Home {
  readonly id: CollectionId
  readonly key: number
  readonly accountId: AccountId
  readonly isOthers: number
}

export interface ObjectHooks {
  readonly newId: () => string
  readonly now: () => Instant
  contextOf(home: { readonly accountId: AccountId; readonly isOthers: number }): IndexContext
  /** What is drawn of it is no longer what it was. */
  touched(objectKey: number): void
}

type Writes = Pick<WriteStore, 'putServerObject' | 'removeServerObject' | 'createLocalObject' | 'setLocalText' | 'setDeletedHere' | 'moveObject' | 'keepCancelled' | 'dropVanished'>

/** `forgetHomes`: collections were removed, or are another's now. `readAgain`: what stands beside the text of a meeting changed. */
export function writeObjects(db: Db, hooks: ObjectHooks): Writes & { forgetHomes(): void; readAgain(accountId: AccountId, uid: Uid): void } {
  const raw = (id: ObjectId) => db.one<RawObject>(`${select} WHERE o.id = ?`, id)
  // Asked for each of the ten thousand objects of a first sync; what it says holds as long as the collection is there.
  let lastHome: Home | null = null
  let lastKey: number | null = null
  const homeOf = (id: CollectionId) => {
    if (lastHome?.id !== id) lastHome = { id, ...must(db.one<Omit<Home, 'id'>>('SELECT key, accountId, owner IS NOT NULL AS isOthers FROM collection WHERE id = ?', id), 'collection') }
    return lastHome
  }
  const keyOf = (collectionKey: number, href: Href) => db.one<{ key: number }>('SELECT key FROM object WHERE collectionKey = ? AND hrefKey = ?', collectionKey, hrefKey(href))?.key
  const nextKey = (): number => {
    lastKey ??= db.one<{ last: number | null }>('SELECT MAX(key) AS last FROM object')?.last ?? 0
    lastKey += 1
    return lastKey
  }

  function writeHead(key: number, head: IndexHead): void {
    db.run(
      'UPDATE object SET uid = COALESCE(?, uid), repeats = ?, floating = ?, meeting = ?, problem = ? WHERE key = ?',
      head.uid, head.repeats ? 1 : 0, head.floating ? 1 : 0, head.meeting ? 1 : 0, head.problem, key,
    )
  }

  /** What is drawn changed: read it again. */
  function reindex(object: RawObject, text: string | null): IndexHead | null {
    hooks.touched(object.key)
    if (text === null) {
      dropIndex(db, object.key)
      return null
    }
    const head = indexObject(db, object.key, text, hooks.contextOf(object))
    writeHead(object.key, head)
    return head
  }

  function note(object: Pick<RawObject, 'id' | 'accountId' | 'uid'>, beforeText: string | null, removed: boolean): void {
    // The oldest version not yet looked at stays the one to compare with.
    db.run(
      `INSERT INTO news (objectId, accountId, uid, beforeText, removed, atUtc) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (objectId) DO UPDATE SET removed = excluded.removed, atUtc = excluded.atUtc`,
      object.id, object.accountId, object.uid, beforeText, removed ? 1 : 0, hooks.now(),
    )
  }

  /** Null: there is one of that name already. */
  function insert(object: { id: ObjectId; home: Home; href: Href; etag: Etag | null; scheduleTag: ScheduleTag | null; serverText: string | Uint8Array | null; localText: string | null }, plan: IndexPlan): Uid | null {
    const { head } = plan
    const key = nextKey()
    const name = hrefKey(object.href)
    const uid = head.uid ?? (name as string as Uid)
    const inserted = db.run(
      `INSERT INTO object (key, id, collectionKey, href, hrefKey, uid, etag, scheduleTag, repeats, floating, meeting, problem, localText, serverText) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT))
       ON CONFLICT (collectionKey, hrefKey) DO NOTHING`,
      key, object.id, object.home.key, object.href, name, uid, object.etag, object.scheduleTag,
      head.repeats ? 1 : 0, head.floating ? 1 : 0, head.meeting ? 1 : 0, head.problem, object.localText, object.serverText,
    )
    if (inserted === 0) return null
    writeIndex(db, key, plan)
    hooks.touched(key)
    return uid
  }

  const isAsked = (object: RawObject): boolean =>
    object.serverText !== null && object.meeting === 1 && db.one("SELECT 1 FROM part WHERE objectKey = ? AND role = 'attendee' LIMIT 1", object.key) !== null
  const vanishedOf = (uid: Uid, accountId: AccountId) => db.all<RawObject>(`${select} WHERE o.uid = ? AND o.vanished = 1 AND c.accountId = ?`, uid, accountId)

  function remove(object: RawObject): void {
    hooks.touched(object.key)
    dropIndex(db, object.key)
    db.run('DELETE FROM object WHERE key = ?', object.key)
  }

  return {
    forgetHomes: () => (lastHome = null),
    readAgain(accountId, uid) {
      for (const object of db.all<RawObject>(`${select} WHERE o.uid = ? AND c.accountId = ?`, uid, accountId)) reindex(object, object.localText ?? object.serverText)
    },
    putServerObject({ collectionId, href, etag, scheduleTag, text: given }, { sent, read } = {}) {
      const home = homeOf(collectionId)
      const context = hooks.contextOf(home)
      const plan = read?.context === context ? read.plan : undefined
      // One that was read beforehand is new as a rule: it is put in, and looked for only if that is refused.
      const key = plan === undefined ? keyOf(home.key, href) : undefined
      if (key === undefined) {
        const id = hooks.newId() as ObjectId
        const made = plan ?? planIndex(asText(given), context)
        const uid = insert({ id, home, href, etag, scheduleTag, serverText: given, localText: null }, made)
        if (uid !== null) {
          const { role, lastEndUtc } = made.head
          // Its meeting is back under another name: one row of it is enough.
          if (role === 'attendee') for (const other of vanishedOf(uid, home.accountId)) remove(other)
          const ahead = lastEndUtc !== null && lastEndUtc >= hooks.now()
          if (sent === undefined && role === 'attendee' && ahead) note({ id, accountId: home.accountId, uid }, null, false)
          return id
        }
      }
      const text = asText(given)
      const known = must(db.one<RawObject>(`${select} WHERE o.key = ?`, must(key ?? keyOf(home.key, href), 'object')), 'object')
      db.run('UPDATE object SET href = ?, etag = ?, scheduleTag = ?, serverText = ?, vanished = 0 WHERE key = ?', href, etag, scheduleTag, text, known.key)
      if (known.serverText === text) return known.id
      const head = known.localText === null ? reindex(known, text) : null
      if (text !== sent && (known.meeting === 1 || head?.meeting === true)) note(known, sent ?? known.serverText, false)
      return known.id
    },
    removeServerObject(id, { quiet = false } = {}) {
      const object = raw(id)
      if (object === null) return
      if (!quiet && object.meeting === 1 && object.serverText !== null) note(object, object.serverText, true)
      if (object.localText === null && !quiet && object.deletedHere === 0 && isAsked(object)) {
        // Called off, or removed on another computer: who looks at the news, with the Inbox at hand, decides (SCH-42).
        db.run('UPDATE object SET vanished = 1, etag = NULL, scheduleTag = NULL WHERE key = ?', object.key)
        return
      }
      if (object.localText === null) return remove(object)
      db.run('UPDATE object SET serverText = NULL, etag = NULL, scheduleTag = NULL WHERE key = ?', object.key)
    },
    createLocalObject({ id, collectionId, href, text }) {
      const home = homeOf(collectionId)
      must(insert({ id, home, href, etag: null, scheduleTag: null, serverText: null, localText: text }, planIndex(text, hooks.contextOf(home))), 'a free name')
    },
    setLocalText(id, text) {
      const object = raw(id)
      if (object === null) return
      if (text === null && object.serverText === null) return remove(object)
      const drawn = object.localText ?? object.serverText
      db.run('UPDATE object SET localText = ? WHERE key = ?', text, object.key)
      hooks.touched(object.key)
      const next = text ?? object.serverText
      if (next !== drawn) reindex(object, next)
    },
    keepCancelled(id, text) {
      const object = raw(id)
      if (object === null || object.vanished === 0) return
      db.run('UPDATE object SET serverText = ? WHERE key = ?', text, object.key)
      reindex(object, text)
    },
    dropVanished(id) {
      const object = raw(id)
      if (object !== null && object.vanished === 1) remove(object)
    },
    moveObject: (id, href) => void db.run('UPDATE object SET href = ?, hrefKey = ? WHERE id = ?', href, hrefKey(href), id),
    setDeletedHere(id, deletedHere) {
      const object = raw(id)
      if (object === null) return
      db.run('UPDATE object SET deletedHere = ? WHERE key = ?', deletedHere ? 1 : 0, object.key)
      hooks.touched(object.key)
    },
  }
}
