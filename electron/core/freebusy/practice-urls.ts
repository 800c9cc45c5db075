import { toAddress } from '../../../shared/ical/people.ts'
import type { Instant } from '../../../shared/model/time.ts'
import type { PracticeHost } from '../ports.ts'
import type { FreebusyAddressRow } from '../store/rows.ts'

/** The practice people who have a freebusy URL and nothing else. Its token is made up, and lies open. */
export function practiceUrls(practice: PracticeHost, nowUtc: Instant): readonly FreebusyAddressRow[] {
  return Object.entries(practice.freebusyUrls).map(([address, url]) => ({ scope: 'person', subject: toAddress(address), url, user: '', sealedPassword: null, sealedToken: null, changedUtc: nowUtc, workedUtc: null, problem: null }))
}
