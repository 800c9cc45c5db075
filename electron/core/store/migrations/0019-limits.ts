/** What a calendar takes at most, as its server says (CAL-10). */
export const limits = `ALTER TABLE collection ADD COLUMN limits TEXT NOT NULL DEFAULT '{"maxBytes":null,"maxPeople":null,"minUtc":null,"maxUtc":null}';`
