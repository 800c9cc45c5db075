/** Mail that Parley sends itself: one way out for each account, and what a row of the queue would hand over. */
export const mail = `
CREATE TABLE mailAccount (
  accountId TEXT PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
  host TEXT NOT NULL, port INTEGER NOT NULL, security TEXT NOT NULL, user TEXT NOT NULL, fromAddress TEXT NOT NULL, name TEXT NOT NULL,
  workedUtc INTEGER, problem TEXT
) STRICT;
ALTER TABLE queue ADD COLUMN mail TEXT;
`
