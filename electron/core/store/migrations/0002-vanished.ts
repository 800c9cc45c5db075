/** Meetings that an organizer's cancellation took out of my calendar stay here until they are dismissed (ITP-17). */
export const vanished = `
ALTER TABLE object ADD COLUMN vanished INTEGER NOT NULL DEFAULT 0;
CREATE INDEX object_vanished ON object(uid) WHERE vanished = 1;
`
