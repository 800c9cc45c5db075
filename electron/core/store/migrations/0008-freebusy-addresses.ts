/**
 * Freebusy URLs get a home of their own, one a person or a domain, with their secrets sealed; what was learnt about them outlives a start.
 * Contacts of the accounts' address books bring theirs along.
 */
export const freebusyAddresses = `
CREATE TABLE freebusyAddress (
  scope TEXT NOT NULL, subject TEXT NOT NULL, url TEXT NOT NULL, user TEXT NOT NULL, sealedPassword BLOB, sealedToken BLOB,
  changedUtc INTEGER NOT NULL, workedUtc INTEGER, problem TEXT, PRIMARY KEY (scope, subject)
) STRICT;
INSERT INTO freebusyAddress (scope, subject, url, user, changedUtc) SELECT 'person', address, freebusyUrl, '', lastSeenUtc FROM person WHERE freebusyUrl IS NOT NULL;
ALTER TABLE person DROP COLUMN freebusyUrl;
ALTER TABLE busyAnswer ADD COLUMN via TEXT;
CREATE TABLE fburlMemo (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, savedUtc INTEGER NOT NULL, PRIMARY KEY (kind, key)) STRICT;
CREATE TABLE fburlAnswer (key TEXT PRIMARY KEY, etag TEXT, lastModified TEXT, body TEXT NOT NULL, savedUtc INTEGER NOT NULL) STRICT;
CREATE TABLE addressBook (
  accountId TEXT NOT NULL REFERENCES account(id) ON DELETE CASCADE, href TEXT NOT NULL, name TEXT NOT NULL, writable INTEGER NOT NULL,
  ctag TEXT, fetchedUtc INTEGER, problem TEXT, PRIMARY KEY (accountId, href)
) STRICT;
CREATE TABLE contact (
  accountId TEXT NOT NULL, bookHref TEXT NOT NULL, href TEXT NOT NULL, etag TEXT, name TEXT NOT NULL, mails TEXT NOT NULL, freebusyUrls TEXT NOT NULL,
  calendarUrls TEXT NOT NULL, calendarAddresses TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (accountId, href),
  FOREIGN KEY (accountId, bookHref) REFERENCES addressBook(accountId, href) ON DELETE CASCADE
) STRICT;
CREATE TABLE contactMail (
  accountId TEXT NOT NULL, href TEXT NOT NULL, address TEXT NOT NULL, PRIMARY KEY (address, accountId, href),
  FOREIGN KEY (accountId, href) REFERENCES contact(accountId, href) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`
