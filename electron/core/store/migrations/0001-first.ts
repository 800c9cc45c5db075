/**
 * Never edited once released; a change of shape is a new file.
 * Column names are the field names of `rows.ts`. `object.key` and `collection.key` stand in for the ids in the tables with many rows.
 * All-day occurrences keep their days as UTC midnights; times are milliseconds.
 */
export const first = `
CREATE TABLE account (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL,
  address TEXT NOT NULL, name TEXT NOT NULL, baseUrl TEXT NOT NULL, user TEXT NOT NULL, practice INTEGER NOT NULL,
  principalHref TEXT NOT NULL, homeHrefs TEXT NOT NULL, inboxHref TEXT, outboxHref TEXT, principalCollections TEXT NOT NULL,
  addresses TEXT NOT NULL, capabilities TEXT NOT NULL, status TEXT NOT NULL, lastSuccessUtc INTEGER, problem TEXT, progress TEXT
) STRICT;

CREATE TABLE collection (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  href TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, hue TEXT NOT NULL, serverColor TEXT, visible INTEGER NOT NULL,
  writable INTEGER NOT NULL, countsAsBusy INTEGER NOT NULL, isDefault INTEGER NOT NULL, components TEXT NOT NULL, reports TEXT NOT NULL,
  syncToken TEXT, ctag TEXT, gone INTEGER NOT NULL, position INTEGER NOT NULL
) STRICT;
CREATE INDEX collection_account ON collection(accountId);

CREATE TABLE object (
  key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, collectionKey INTEGER NOT NULL,
  href TEXT NOT NULL, hrefKey TEXT NOT NULL, uid TEXT NOT NULL, etag TEXT, scheduleTag TEXT,
  deletedHere INTEGER NOT NULL DEFAULT 0, repeats INTEGER NOT NULL DEFAULT 0, floating INTEGER NOT NULL DEFAULT 0, meeting INTEGER NOT NULL DEFAULT 0,
  problem TEXT, localText TEXT, serverText TEXT
) STRICT;
CREATE UNIQUE INDEX object_href ON object(collectionKey, hrefKey);
CREATE INDEX object_uid ON object(uid);
CREATE INDEX object_repeats ON object(key) WHERE repeats = 1;
CREATE INDEX object_problem ON object(key) WHERE problem IS NOT NULL;

CREATE TABLE part (
  objectKey INTEGER NOT NULL, part INTEGER NOT NULL, recurrenceId TEXT, title TEXT NOT NULL, location TEXT NOT NULL, status TEXT NOT NULL,
  showAs TEXT NOT NULL, role TEXT NOT NULL, myAnswer TEXT, organizer TEXT, people TEXT NOT NULL, faces TEXT NOT NULL, repeats INTEGER NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (objectKey, part)
) STRICT, WITHOUT ROWID;

-- Instances one by one: events that do not repeat, overrides, and dates that do not fit the run below.
CREATE TABLE occurrence (
  startUtc INTEGER NOT NULL, objectKey INTEGER NOT NULL, part INTEGER NOT NULL, recurrenceId TEXT NOT NULL, endUtc INTEGER NOT NULL, allDay INTEGER NOT NULL,
  PRIMARY KEY (startUtc, objectKey, part, recurrenceId)
) STRICT, WITHOUT ROWID;
CREATE INDEX occurrence_object ON occurrence(objectKey);
-- Those too long for the look-back of the window query.
CREATE INDEX occurrence_long ON occurrence(startUtc, endUtc) WHERE endUtc - startUtc > 604800000;

-- All dates of a series that have one length and are named by their own start: 64-bit floats, ascending. A row of their own for
-- each would be nine tenths of the store, and of the time of a first sync.
CREATE TABLE series (
  objectKey INTEGER NOT NULL, part INTEGER NOT NULL, durationMs INTEGER NOT NULL, allDay INTEGER NOT NULL, starts BLOB NOT NULL,
  PRIMARY KEY (objectKey, part)
) STRICT;

CREATE TABLE news (
  objectId TEXT PRIMARY KEY, accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  uid TEXT NOT NULL, beforeText TEXT, removed INTEGER NOT NULL, atUtc INTEGER NOT NULL
) STRICT;

CREATE TABLE inboxItem (
  accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, hrefKey TEXT NOT NULL, href TEXT NOT NULL, etag TEXT,
  uid TEXT NOT NULL, method TEXT NOT NULL, text TEXT NOT NULL, handled INTEGER NOT NULL,
  PRIMARY KEY (accountId, hrefKey)
) STRICT;

CREATE TABLE invite (
  id TEXT PRIMARY KEY, accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, objectId TEXT NOT NULL, uid TEXT NOT NULL, recurrenceId TEXT,
  firstSeenUtc INTEGER NOT NULL, answeredText TEXT, answeredUtc INTEGER, answered TEXT, changedUtc INTEGER, dismissedUtc INTEGER, news TEXT NOT NULL
) STRICT;
CREATE INDEX invite_uid ON invite(uid);

CREATE TABLE ledger (
  key INTEGER PRIMARY KEY, accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, uid TEXT NOT NULL, atUtc INTEGER NOT NULL, text TEXT NOT NULL,
  address TEXT, comment TEXT NOT NULL, recurrenceId TEXT
) STRICT;
CREATE INDEX ledger_uid ON ledger(accountId, uid);

CREATE TABLE queue (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  collectionId TEXT NOT NULL, objectId TEXT, kind TEXT NOT NULL, state TEXT NOT NULL, intent TEXT NOT NULL, href TEXT NOT NULL,
  text TEXT, baseText TEXT, baseEtag TEXT, baseScheduleTag TEXT, headers TEXT NOT NULL, undoText TEXT, undoInvite TEXT, madeAtUtc INTEGER NOT NULL,
  leavesAtUtc INTEGER, nextTryUtc INTEGER, attempts INTEGER NOT NULL, messages INTEGER NOT NULL, maybeSent INTEGER NOT NULL, error TEXT, conflict TEXT
) STRICT;
CREATE INDEX queue_object ON queue(objectId);

CREATE TABLE person (
  address TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, detail TEXT NOT NULL, freebusyUrl TEXT,
  lastSeenUtc INTEGER NOT NULL, times INTEGER NOT NULL, folded TEXT NOT NULL
) STRICT;

CREATE TABLE busyAnswer (
  address TEXT NOT NULL, source TEXT NOT NULL, accountKey TEXT NOT NULL, label TEXT NOT NULL, accountId TEXT REFERENCES account(id) ON DELETE CASCADE,
  state TEXT NOT NULL, askedAtUtc INTEGER NOT NULL, asked TEXT NOT NULL, coverage TEXT, reason TEXT, spans TEXT NOT NULL,
  PRIMARY KEY (address, source, accountKey)
) STRICT;

CREATE TABLE secret (
  accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, field TEXT NOT NULL, sealed BLOB NOT NULL, PRIMARY KEY (accountId, field)
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE memo (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`
