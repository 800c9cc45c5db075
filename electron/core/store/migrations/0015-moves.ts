/** Objects on their way to another calendar. */
export const moves = `
ALTER TABLE queue ADD COLUMN move TEXT;
ALTER TABLE queue ADD COLUMN waitsFor TEXT;
`
