/** The zone a person plans in, learnt from the meetings they organize; null while it is not known. */
export const zones = `
ALTER TABLE person ADD COLUMN zone TEXT;
`
