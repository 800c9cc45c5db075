/**
 * Alarms that have rung here: one row until the person has done with it, and a while longer so that it does not ring again. `recurrenceId`
 * '' for an event that does not repeat. An event that moves has alarms at other times, and these are rows of their own.
 */
export const reminders = `
CREATE TABLE reminder (
  accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, uid TEXT NOT NULL, recurrenceId TEXT NOT NULL, atUtc INTEGER NOT NULL,
  objectId TEXT NOT NULL, rungUtc INTEGER NOT NULL, snoozedUntilUtc INTEGER, doneUtc INTEGER,
  PRIMARY KEY (accountId, uid, recurrenceId, atUtc)
) STRICT;
`
