/**
 * Calendars that are read at a web address. Every calendar hangs on an account; these hang on one that has no server and that
 * no list of accounts holds.
 */
export const subscriptions = `
INSERT INTO account (id, position, address, name, baseUrl, user, practice, principalHref, homeHrefs, principalCollections, addresses, capabilities, status)
VALUES ('subscriptions', 0, '', '', '', '', 0, '', '[]', '[]', '[]',
  '{"davTokens":[],"autoSchedule":false,"outboxFreeBusy":false,"syncCollection":false,"availability":false,"peopleSearch":false,"scheduleTag":false,"product":""}', 'live');
CREATE TABLE subscription (
  id TEXT PRIMARY KEY REFERENCES collection(id) ON DELETE CASCADE, place TEXT NOT NULL, sealed BLOB, intervalMin INTEGER NOT NULL, wantedMin INTEGER,
  paused INTEGER NOT NULL, etag TEXT, lastModified TEXT, lastSuccessUtc INTEGER, nextTryUtc INTEGER, failures INTEGER NOT NULL, problem TEXT
) STRICT;
`
