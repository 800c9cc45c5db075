import type { WithdrawPreview } from '../../../shared/contract/proposals.ts'
import { withdrawProblemWords, withdrawWayWords } from '../../../shared/wording/proposals.ts'
import { composeWithdrawal } from '../mail/withdraw.ts'
import type { QueryOf } from './deps.ts'

/** Composes what `withdraw-proposal` would, and keeps nothing of it. */
export const query: QueryOf<'withdraw-preview'> = ({ read, clock }) => async (asked): Promise<WithdrawPreview> => {
  const value = composeWithdrawal(read, asked, clock.now())
  const { holdSeconds } = read.settings()
  if (value === null) return { why: '', mail: null, answers: [], problem: withdrawProblemWords('the organizer'), holdSeconds }
  const from = read.mailAccount(value.account.id)?.fromAddress ?? ''
  return { why: withdrawWayWords(value.way), mail: value.mail === null ? null : { from, subject: value.mail.subject, text: value.mail.text }, answers: [...value.answers], problem: '', holdSeconds }
}
