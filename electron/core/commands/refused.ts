import type { AppError } from '../../../shared/contract/app-error.ts'

/**
 * How a command says no: thrown, so that the one transaction it is in rolls back, and caught in `handle-call.ts`,
 * which answers with `error`. Anything else that is thrown is a mistake of ours.
 */
export class Refused extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(`${error.kind}${error.cause === undefined ? '' : `: ${error.cause}`}`)
    this.name = 'Refused'
    this.error = error
  }
}

/** The call was about something that is no longer there. */
export const gone = (facts: Partial<AppError> = {}): Refused => new Refused({ kind: 'gone', effect: 'nothing-changed', retry: 'never', ...facts })

/** It is there, but this person may not do that to it. */
export const refused = (cause: string, facts: Partial<AppError> = {}): Refused =>
  new Refused({ kind: 'refused', effect: 'nothing-changed', retry: 'never', cause, ...facts })

/** What was given cannot be stored; `detail` names the fields. */
export const badData = (cause: string, facts: Partial<AppError> = {}): Refused =>
  new Refused({ kind: 'bad-data', effect: 'nothing-changed', retry: 'never', cause, ...facts })
