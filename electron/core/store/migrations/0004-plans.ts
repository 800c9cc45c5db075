/** Project plans live on this computer; only the events placed from them reach a server. */
export const plans = `
CREATE TABLE plan (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, updatedUtc INTEGER NOT NULL, plan TEXT NOT NULL
) STRICT;
`
