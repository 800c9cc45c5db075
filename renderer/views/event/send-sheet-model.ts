import type { SendPreview } from '../../../shared/contract/events.ts'
import { messages as messagesInWords } from '../../../shared/wording/counts.ts'

/** A message leaves, or could; one that ought to leave cannot; or a date loses what it has of its own: each is shown before anything is kept. */
export const needsLook = ({ messages, groups, fates = [], choice }: SendPreview): boolean => messages > 0 || choice !== undefined || groups.some((group) => group.kind === 'will-not-arrive') || fates.some((fate) => !fate.kept)

/** `Send 2 messages`; where none leaves, the button says that instead of counting nothing. */
export const actWords = (verb: string, quietVerb: string, messages: number): string => (messages > 0 ? `${verb} ${messagesInWords(messages)}` : `${quietVerb}, nobody is told`)

export function leavesWords({ messages, holdSeconds }: Pick<SendPreview, 'messages' | 'holdSeconds'>): string {
  if (messages === 0) return 'No message leaves'
  return holdSeconds > 0 ? `Leaves in ${holdSeconds} s, can be undone` : 'Leaves at once'
}
