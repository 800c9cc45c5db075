import type { SendPreview } from '../../../shared/contract/events.ts'
import { messages as messagesInWords } from '../../../shared/wording/counts.ts'

/** A message leaves, or one that ought to leave cannot: both are shown before anything is kept. */
export const needsLook = (preview: SendPreview): boolean => preview.messages > 0 || preview.groups.some((group) => group.kind === 'will-not-arrive')

/** `Send 2 messages`; where none leaves, the button says that instead of counting nothing. */
export const actWords = (verb: string, quietVerb: string, messages: number): string => (messages > 0 ? `${verb} ${messagesInWords(messages)}` : `${quietVerb}, nobody is told`)

export function leavesWords({ messages, holdSeconds }: Pick<SendPreview, 'messages' | 'holdSeconds'>): string {
  if (messages === 0) return 'No message leaves'
  return holdSeconds > 0 ? `Leaves in ${holdSeconds} s, can be undone` : 'Leaves at once'
}
