import { MessageSquareMore } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../parts/Button.tsx'
import { useQuery } from '../../state/live-query.ts'
import { openWaiting } from '../../state/opened-ics.ts'
import css from './waiting-messages.module.css'

/** Messages that came through a server which leaves them to the person: each is opened, and what it would send is shown there. */
export function WaitingMessages(): ReactNode {
  const messages = useQuery('waiting-messages', {}).value?.messages ?? []
  return (
    <div role="status" aria-label="Messages for you" className={css['messages']} data-any={messages.length > 0 || undefined}>
      {messages.map((message) => (
        <div key={`${message.accountId} ${message.href}`} className={css['message']} role="group" aria-label={message.title || 'No title'}>
          <MessageSquareMore size={16} aria-hidden="true" />
          <div>
            <p className="medium">{message.title || 'No title'}</p>
            <p className="fg2">{message.words}</p>
          </div>
          <Button size="small" onPress={() => void openWaiting(message.text, message.title, { accountId: message.accountId, href: message.href })}>
            Open…
          </Button>
        </div>
      ))}
    </div>
  )
}
