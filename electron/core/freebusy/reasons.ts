import type { AppError } from '../../../shared/contract/app-error.ts'
import type { FreeBusyProblem } from '../../../shared/freebusy/vfreebusy.ts'
import type { BusyAnswerRow } from '../store/rows.ts'

export type Reason = NonNullable<BusyAnswerRow['reason']>
type Code = 'no-source' | 'unknown-user' | 'refused' | 'unreachable' | 'timeout' | 'not-free-busy' | 'not-supported' | 'not-covered' | 'sign-in' | 'offline' | 'gone' | 'bad-url' | 'asking'

const reason = (code: Code, text: string): Reason => ({ code, text })

/** Why a source gave nothing, for a row. Never a URL: it may hold a token (T-F33). */
export function reasonOfError(error: AppError, label: string): Reason {
  switch (error.cause) {
    case 'timeout':
      return reason('timeout', `${label} did not answer in time`)
    case 'host-not-found':
      return reason('unreachable', `There is no server named ${error.host ?? label}`)
    case 'unsupported-scheme':
      return reason('bad-url', `A freebusy URL that begins with ${error.detail ?? 'this'}: cannot be read`)
    case 'bad-url':
      return reason('bad-url', 'The freebusy URL is not a web address')
    case 'private-network':
      return reason('bad-url', 'The freebusy URL points into a private network; enter it yourself to allow that')
    case 'plain-http':
      return reason('refused', `${label} would get a password in clear text`)
    case 'too-many-redirects':
    case 'redirect':
      return reason('bad-url', 'The freebusy URL leads nowhere')
    case 'certificate':
      return reason('unreachable', `The certificate of ${label} does not fit`)
    case 'not-supported':
      return reason('not-supported', `${label} does not tell free and busy times`)
    case 'not-there':
      return reason('unknown-user', `${label} has no free/busy information now`)
    case 'gone':
      return reason('gone', `${label} says this freebusy URL is gone for good`)
    case 'too-large':
      return reason('not-free-busy', `${label} sent more than a free/busy answer can be`)
    case 'torn-answer':
      return reason('not-free-busy', `The answer of ${label} broke off`)
    case 'rate-limit':
    case 'too-busy':
    case 'server-fault':
      return reason('unreachable', `${label} is temporarily unavailable`)
    default:
      return reasonOfKind(error, label)
  }
}

function reasonOfKind(error: AppError, label: string): Reason {
  switch (error.kind) {
    case 'sign-in':
      return reason('sign-in', error.accountId === undefined ? `${label} asks for a password` : `Sign in to ${label} again`)
    case 'offline':
      return reason('unreachable', `${label} cannot be reached`)
    case 'forbidden':
      return reason('refused', `${label} does not let you see this`)
    case 'gone':
      return reason('unknown-user', `${label} does not know this address`)
    default:
      return reason('refused', `${label} refused the question`)
  }
}

export const badTemplateReason = (detail: string): Reason => reason('bad-url', `The freebusy URL cannot be filled in: ${detail}`)
export const offlineReason: Reason = reason('offline', 'You are offline')
export const timeoutReason = (label: string): Reason => reason('timeout', `${label} did not answer in time`)
export const notAnsweredReason = (label: string): Reason => reason('not-covered', `${label} did not say anything about this person`)

export function reasonOfProblem(problem: FreeBusyProblem, label: string): Reason {
  switch (problem.code) {
    case 'unknown-user':
      return reason('unknown-user', `The answer of ${label} is not about this person`)
    case 'empty':
      return reason('not-covered', `${label} gave no information`)
    case 'torn':
      return reason('not-free-busy', `The answer of ${label} broke off`)
    case 'too-large':
      return reason('not-free-busy', `${label} sent more than a free/busy answer can be`)
    case 'not-free-busy':
      return reason('not-free-busy', `What ${label} sent is not free/busy data`)
  }
}

/** Nothing of it lies in the asked time. */
export const notCoveredReason = (label: string): Reason => reason('not-covered', `${label} answered for other days`)

/** No busy time where silence proves nothing (SCH-55, T-C24). */
export const silentReason = (label: string): Reason => reason('not-supported', `No busy time reported; ${label} says the same when it may not tell`)

/**
 * A request-status of 3.x or 5.x: unknown, and never "free" (T-C16). `relayed`: the person is of another organisation, which
 * our server asks or cannot ask. 3.7 has two meanings, which only the words tell apart: stock sabre/dav 4.7.1 answers so for
 * everybody whose principal the asker may not read. Cyrus 3.6.1 says 5.1 of unknown people and of unreachable servers alike.
 */
export function reasonOfStatus(code: string, text: string, { label, relayed }: { readonly label: string; readonly relayed: boolean }): Reason {
  if (code.startsWith('3.7')) {
    if (/calendar-home-set|permission|read/i.test(text)) return reason('refused', `${label} does not let you see this`)
    return reason('unknown-user', relayed ? `Your server knows no way to this address at ${label}` : `${label} does not know this address`)
  }
  if (code.startsWith('3.8')) return reason('refused', `${label} does not let you see this`)
  if (code.startsWith('5.1') || code.startsWith('5.2')) return reason('unreachable', relayed ? `Your server cannot reach ${label}` : `${label} cannot answer for this address now`)
  if (code.startsWith('5')) return reason('not-supported', `${label} does not tell free and busy times`)
  if (code.startsWith('3')) return reason('refused', `${label} could not understand the question`)
  return notAnsweredReason(label)
}
