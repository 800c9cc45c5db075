/** Calendars on this computer alone hang on an account that has no server, as the subscribed ones do. */
export const local = `
INSERT INTO account (id, position, address, name, baseUrl, user, practice, principalHref, homeHrefs, principalCollections, addresses, capabilities, status)
VALUES ('local', 0, '', '', '', '', 0, '', '[]', '[]', '[]',
  '{"davTokens":[],"autoSchedule":false,"outboxFreeBusy":false,"syncCollection":false,"availability":false,"peopleSearch":false,"scheduleTag":false,"product":""}', 'live');
`
