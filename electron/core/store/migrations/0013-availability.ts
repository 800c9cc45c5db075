/** When I can be met, by person, and what each of my servers holds of it. */
export const availability = `
CREATE TABLE availability (personId TEXT PRIMARY KEY, plan TEXT NOT NULL, updatedUtc INTEGER NOT NULL) STRICT;
CREATE TABLE serverAvailability (
  accountId TEXT PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
  state TEXT NOT NULL, sentText TEXT, theirText TEXT, problem TEXT, checkedUtc INTEGER NOT NULL
) STRICT;
`
