import type { ProposalPreview } from '../../../shared/contract/proposals.ts'
import { proposalProblemWords } from '../../../shared/wording/proposals.ts'
import { composeProposal } from '../mail/propose.ts'
import type { QueryOf } from './deps.ts'

/** What the sheet shows is what leaves: the command composes the same. */
export const query: QueryOf<'proposal-preview'> = ({ read, clock }) => async (ask): Promise<ProposalPreview> => {
  const composed = composeProposal(read, ask, clock.now())
  const { title = '', organizer, me, beforeWords = '', afterWords = '' } = composed.ok ? composed.value : composed.about
  const who = { address: organizer?.email ?? organizer?.address ?? '', name: organizer?.name ?? '' }
  const value = composed.ok ? composed.value : null
  const from = value === null ? '' : (read.mailAccount(value.account.id)?.fromAddress ?? '')
  return {
    title,
    organizer: who,
    before: beforeWords,
    after: afterWords,
    myAnswer: me?.partstat ?? 'needs-action',
    ways: (value?.ways ?? []).map(({ way, why }) => ({
      way,
      why,
      mail: way === 'mail' && value?.mail ? { from, subject: value.mail.subject, text: value.mail.text } : null,
      answers: way === 'reply' ? [...(value?.reply?.answers ?? [])] : [],
    })),
    problem: composed.ok ? '' : proposalProblemWords(composed.problem, who.name || who.address || 'the organizer'),
    mailto: !composed.ok && composed.problem === 'no-way' ? mailtoOf(who.address, title, beforeWords, afterWords, ask.comment) : '',
    holdSeconds: read.settings().holdSeconds,
  }
}

const mailtoOf = (address: string, title: string, before: string, after: string, comment: string): string =>
  `mailto:${encodeURIComponent(address)}?subject=${encodeURIComponent(`Another time for: ${title}`)}&body=${encodeURIComponent(`${comment.trim() === '' ? '' : `${comment.trim()}\n\n`}Now: ${before}\nProposed instead: ${after}\n`)}`
