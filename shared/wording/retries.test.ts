import { describe, expect, it } from 'vitest'
import type { AppError } from '../contract/app-error.ts'
import { whyInVain } from './retries.ts'

const refused = (more: Partial<AppError>): AppError => ({ kind: 'refused', effect: 'saved-here', retry: 'never', ...more })

describe('doing the same once more', () => {
  it.each([
    ['a right that was not there may be given', { kind: 'forbidden', cause: 'need-privileges', precondition: 'need-privileges', httpStatus: 403 }],
    ['the other one may have been removed (CAL-7)', { kind: 'forbidden', precondition: 'no-uid-conflict', httpStatus: 409 }],
    ['a folder that was missing may be there', { cause: 'not-accepted', httpStatus: 409 }],
    ['a calendar may have come back', { kind: 'gone', cause: 'not-there', httpStatus: 404 }],
    ['a server may be mended', { cause: 'certificate' }],
    ['a mail server may take the address after all', { cause: 'mail-refused' }],
    ['room may be made (HTTP-10)', { cause: 'no-room', retry: 'later', httpStatus: 507 }],
    ['a mistake of ours may pass', { kind: 'bug', cause: 'unexpected' }],
  ] as const)('can help: %s', (_why, error) => expect(whyInVain(refused(error))).toBeNull())

  it.each([
    ['valid-calendar-data', { kind: 'forbidden', precondition: 'valid-calendar-data' }, /refused again/],
    ['a status alone that says so', { cause: 'bad-request', httpStatus: 400 }, /refused again/],
    ['max-resource-size', { kind: 'forbidden', precondition: 'max-resource-size' }, /Shorten/],
    ['T-C08: what only the organizer may', { kind: 'forbidden', cause: 'forbidden', precondition: 'allowed-attendee-scheduling-object-change' }, /organizer/],
    ['CAL-8: no new calendars', { cause: 'no-new-calendars' }, /no way to make/],
  ] as const)('is in vain: %s', (_why, error, words) => expect(whyInVain(refused(error))).toMatch(words))
})
