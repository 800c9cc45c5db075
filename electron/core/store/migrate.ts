import { first } from './migrations/0001-first.ts'
import { vanished } from './migrations/0002-vanished.ts'
import { mail } from './migrations/0003-mail.ts'
import { plans } from './migrations/0004-plans.ts'
import { zones } from './migrations/0005-zones.ts'
import { publishing } from './migrations/0006-publishing.ts'
import { uninvited } from './migrations/0007-uninvited.ts'
import { freebusyAddresses } from './migrations/0008-freebusy-addresses.ts'
import { messages } from './migrations/0009-messages.ts'
import { reminders } from './migrations/0010-reminders.ts'
import { proposals } from './migrations/0011-proposals.ts'
import { calendars } from './migrations/0012-calendars.ts'
import { availability } from './migrations/0013-availability.ts'
import { watches } from './migrations/0014-watches.ts'
import { moves } from './migrations/0015-moves.ts'
import { standing } from './migrations/0016-standing.ts'
import { masks } from './migrations/0017-masks.ts'
import { owners } from './migrations/0018-owners.ts'
import { limits } from './migrations/0019-limits.ts'
import { subscriptions } from './migrations/0020-subscriptions.ts'
import { local } from './migrations/0021-local.ts'
import { planWatches } from './migrations/0022-plan-watches.ts'
import { freshAnswers } from './migrations/0023-fresh-answers.ts'
import { behalf } from './migrations/0024-behalf.ts'
import { contactKinds } from './migrations/0025-contact-kinds.ts'
import { planAsked } from './migrations/0026-plan-asked.ts'
import { counts } from './migrations/0027-counts.ts'
import type { Db } from './db.ts'

/** In order; the place in this list is the number (`PRAGMA user_version`). */
const migrations: readonly string[] = [first, vanished, mail, plans, zones, publishing, uninvited, freebusyAddresses, messages, reminders, proposals, calendars, availability, watches, moves, standing, masks, owners, limits, subscriptions, local, planWatches, freshAnswers, behalf, contactKinds, planAsked, counts]

/** Brings a profile of any older version up to date, each step in its own transaction. Throws for a profile of a newer Parley. */
export function migrate(db: Db): void {
  const version = db.one<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0
  if (version > migrations.length) throw new Error(`the profile was written by a newer version (${version} > ${migrations.length})`)
  migrations.slice(version).forEach((sql, index) => {
    db.exec('BEGIN IMMEDIATE')
    try {
      db.exec(sql)
      db.exec(`PRAGMA user_version = ${version + index + 1}`)
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  })
}
