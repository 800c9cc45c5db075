/** Whom the person of an account may act for, and accounts that are somebody else's. */
export const behalf = `
ALTER TABLE account ADD COLUMN behalf TEXT;
ALTER TABLE account ADD COLUMN delegators TEXT NOT NULL DEFAULT '[]';
`
