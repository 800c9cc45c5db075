/** Plans that go on being looked at: what the last look saw, and what is to be told of it. */
export const planWatches = `
CREATE TABLE planWatch (
  planId TEXT PRIMARY KEY REFERENCES plan(id) ON DELETE CASCADE,
  look TEXT, news TEXT
) STRICT, WITHOUT ROWID;
`
