/** Cards say whether they are a person, a group, a place or a thing (VCL-1): the books are read once more, so that those held say so too. */
export const contactKinds = `
ALTER TABLE contact ADD COLUMN kind TEXT NOT NULL DEFAULT 'individual';
UPDATE addressBook SET ctag = NULL;
`
