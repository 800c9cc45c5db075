/** Messages that Parley hands to an Outbox itself, and what became of them for each person (EXP-3, EXP-7). */
export const messages = `
ALTER TABLE queue ADD COLUMN post TEXT;
CREATE TABLE delivery (
  accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, uid TEXT NOT NULL, address TEXT NOT NULL, code TEXT NOT NULL, atUtc INTEGER NOT NULL,
  PRIMARY KEY (accountId, uid, address)
) STRICT, WITHOUT ROWID;
`
