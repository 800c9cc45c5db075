import { Send } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ProposalView } from '../../../shared/contract/proposals.ts'
import { messages as messagesInWords } from '../../../shared/wording/counts.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo, say } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { timeWords } from './propose-model.ts'
import css from './propose.module.css'

export interface VerdictTarget {
  readonly one: ProposalView
  readonly act: 'apply' | 'decline'
}

/** What a yes or a no sends, before it does. */
export function VerdictSheet({ one, act, onClose }: VerdictTarget & { readonly onClose: (decided: boolean) => void }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const [words, setWords] = useState('')
  const asked = { proposalId: one.id, act, words }
  const preview = useQuery('proposal-decision', asked)
  const command = useCommand('decide-proposal')
  const shown = preview.value
  const count = shown?.preview.messages ?? 0
  const who = one.who.name || one.who.address
  const send = async (): Promise<void> => {
    const result = await command.run(asked)
    if (!result.ok) return
    if (result.value.queueIds.length > 0) offerUndo(result.value)
    else say('Marked as declined', `Tell ${who} yourself.`)
    onClose(true)
  }
  return (
    <Dialog
      title={act === 'apply' ? 'Move the meeting there?' : 'Keep the time?'}
      isOpen
      onClose={() => onClose(false)}
      actions={
        <>
          <span className="grow" />
          <Button onPress={() => onClose(false)}>Not yet</Button>
          <Button kind="primary" icon={count > 0 ? <Send size={14} /> : undefined} running={command.running} isDisabled={shown === null || preview.previous} onPress={() => void send()}>
            {act === 'apply' ? `Move and send ${messagesInWords(count)}` : count > 0 ? `Keep it and tell ${who}` : 'Keep it'}
          </Button>
        </>
      }
    >
      <p className={css['times']}>
        <span className="cut">{one.title || 'No title'}</span>
        {act === 'apply' ? <s>{timeWords(one, 'now', zone, nowUtc)}</s> : <b>{timeWords(one, 'now', zone, nowUtc)}</b>}
        {act === 'apply' ? <b>{timeWords(one, 'time', zone, nowUtc)}</b> : <s>{timeWords(one, 'time', zone, nowUtc)}</s>}
      </p>
      {act === 'decline' ? (
        <label className={css['words']}>
          {`A word to ${who} (optional)`}
          <textarea value={words} maxLength={10_000} onChange={(event) => setWords(event.target.value)} />
        </label>
      ) : null}
      {preview.error ?? command.error ? <AppErrorBlock error={(preview.error ?? command.error)!} about={{ what: 'Your decision' }} /> : null}
      {shown ? (
        <div aria-live="polite">
          {shown.preview.groups.map((group) => (
            <div key={`${group.kind} ${group.why}`}>
              <p className={css['label']}>{group.people.map((person) => person.name || person.address).join(', ')}</p>
              <p className={css['why']}>{group.why}</p>
              {group.mail ? (
                <details className={css['letter']}>
                  <summary>Show the mail</summary>
                  <pre>{`${group.mail.subject}\n\n${group.mail.text}`}</pre>
                </details>
              ) : null}
            </div>
          ))}
          {shown.preview.groups.length === 0 && shown.told ? <p className={css['why']}>{shown.told}</p> : null}
          {shown.mailto ? <a href={shown.mailto}>Write to {who}</a> : null}
          {count > 0 && shown.preview.holdSeconds > 0 ? <p className="t12 fg3">Leaves in {shown.preview.holdSeconds} s, can be undone.</p> : null}
        </div>
      ) : preview.error ? null : (
        <Spinner label="Looking who is told" />
      )}
    </Dialog>
  )
}
