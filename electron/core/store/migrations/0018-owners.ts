/** Whose calendar it is, where it is not one's own. */
export const owners = `
ALTER TABLE collection ADD COLUMN owner TEXT;
`
