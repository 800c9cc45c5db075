/** Published links: where my free/busy goes, and what became of it. The secret is sealed; the content itself is never kept. */
export const publishing = `
CREATE TABLE publishedLink (
  id TEXT PRIMARY KEY, settings TEXT NOT NULL, sealed BLOB, paused INTEGER NOT NULL, mayOverwrite INTEGER NOT NULL, etag TEXT, digest TEXT,
  lastSuccessUtc INTEGER, lastTriedUtc INTEGER, nextTryUtc INTEGER, failures INTEGER NOT NULL, problem TEXT
) STRICT;
`
