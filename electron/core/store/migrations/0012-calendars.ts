/** What may be done to a calendar, what its server says of it, and changes of calendars that wait to be sent. */
export const calendars = `
ALTER TABLE collection DROP COLUMN serverColor;
ALTER TABLE collection ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE collection ADD COLUMN says TEXT;
ALTER TABLE collection ADD COLUMN rights TEXT NOT NULL DEFAULT '{"change":true,"remove":true}';
ALTER TABLE collection ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN calendar TEXT;
`
