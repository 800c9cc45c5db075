/** People whom the organizer did not ask and who answered all the same, until the organizer has decided. */
export const uninvited = `
CREATE TABLE uninvited (
  accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, uid TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL,
  recurrenceId TEXT, answer TEXT, comment TEXT NOT NULL, insteadOf TEXT, atUtc INTEGER NOT NULL, decided TEXT, decidedBy TEXT,
  PRIMARY KEY (accountId, uid, address)
) STRICT;
`
