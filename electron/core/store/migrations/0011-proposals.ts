/** Other times that were proposed for a meeting, by me or to me: they outlive the message that brought them. */
export const proposals = `
CREATE TABLE proposal (
  id TEXT PRIMARY KEY, accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, uid TEXT NOT NULL, address TEXT NOT NULL, name TEXT NOT NULL,
  mine INTEGER NOT NULL, time TEXT NOT NULL, instead TEXT NOT NULL, words TEXT NOT NULL, way TEXT NOT NULL, counterText TEXT,
  madeAtUtc INTEGER NOT NULL, state TEXT NOT NULL, closedWords TEXT NOT NULL, sentBy TEXT, closedBy TEXT
) STRICT;
CREATE INDEX proposal_uid ON proposal(accountId, uid);
`
