/** An account can rest, and each calendar knows when it was last up to date and what was in the way since. */
export const standing = `
ALTER TABLE account ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE collection ADD COLUMN lastSuccessUtc INTEGER;
ALTER TABLE collection ADD COLUMN problem TEXT;
`
