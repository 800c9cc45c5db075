/** An answer in which a server left one meeting out says nothing about the time of that meeting to anybody who asks about another. */
export const masks = `
ALTER TABLE busyAnswer ADD COLUMN mask TEXT;
`
