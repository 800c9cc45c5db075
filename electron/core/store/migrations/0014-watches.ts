/** Meetings I organize that go on being looked at: what the last look saw, and what is to be told of it. */
export const watches = `
CREATE TABLE watch (
  objectId TEXT PRIMARY KEY REFERENCES object(id) ON DELETE CASCADE,
  isOff INTEGER NOT NULL, askedAtUtc INTEGER, look TEXT, news TEXT
) STRICT, WITHOUT ROWID;
`
